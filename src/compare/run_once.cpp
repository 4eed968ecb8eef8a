// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compare/run_once.h"

#include "engine/base/clock.h"
#include "src/compare/http_probe.h"

#include <algorithm>
#include <set>
#include <thread>

namespace catamaran::compare {

namespace {

using Time = std::chrono::steady_clock::time_point;

/// How often the phases of a booting VM are asked for while the caller watches.
constexpr std::chrono::milliseconds kPhasePoll{20};
/// How often a workload that does not answer is asked whether it still runs.
constexpr std::chrono::milliseconds kAlivePoll{200};

engine::spec::ContainerSpec specOf(const RunContext &context)
{
    engine::spec::ContainerSpec spec;
    spec.name = context.name;
    spec.image = context.request.image;
    spec.ports = {{"127.0.0.1", 0, context.request.containerPort, engine::spec::Protocol::Tcp}};
    spec.labels = {{"org.catamaran.compare", "true"}};
    return spec;
}

/// Collects stamps on one run's axis and tells about each once.
class Stamps {
public:
    Stamps(std::int64_t zeroNs, const std::function<void(const PhaseStamp &)> &onPhase)
        : m_zeroNs(zeroNs), m_onPhase(onPhase)
    {
    }
    void add(const std::string &name, std::int64_t atNs)
    {
        if (atNs <= 0 || !m_seen.insert(name).second)
            return;
        const PhaseStamp stamp{name, static_cast<double>(std::max<std::int64_t>(atNs - m_zeroNs, 0)) / 1e6};
        m_phases.push_back(stamp);
        if (m_onPhase)
            m_onPhase(stamp);
    }
    [[nodiscard]] bool has(const std::string &name) const { return m_seen.contains(name); }
    /// In order of time, ending with "http": what is stamped later belongs to the next phase of nobody.
    [[nodiscard]] Run finish() const
    {
        Run run{m_phases, 0};
        const auto http = std::find_if(run.phases.begin(), run.phases.end(),
                                       [](const PhaseStamp &phase) { return phase.name == "http"; });
        if (http == run.phases.end())
            return run;
        run.startupMs = http->atMs;
        // The guest's clock is shifted by a measured offset; its error must not put a phase behind the
        // answer.
        for (PhaseStamp &phase : run.phases)
            phase.atMs = std::min(phase.atMs, run.startupMs);
        std::stable_sort(run.phases.begin(), run.phases.end(), [](const PhaseStamp &a, const PhaseStamp &b) {
            if (a.atMs != b.atMs)
                return a.atMs < b.atMs;
            return a.name != "http" && b.name == "http";
        });
        return run;
    }

private:
    std::int64_t m_zeroNs;
    const std::function<void(const PhaseStamp &)> &m_onPhase;
    std::vector<PhaseStamp> m_phases;
    std::set<std::string> m_seen;
};

double cpuSecondsOf(core::Deck &deck, const core::WorkloadId &id)
{
    const auto counters = deck.counters({id});
    if (counters.empty() || !counters.front() || !counters.front()->cpuTimeNs)
        return 0;
    return static_cast<double>(*counters.front()->cpuTimeNs) / 1e9;
}

base::Result<std::uint16_t> publishedPort(const std::vector<engine::spec::PortMapping> &ports)
{
    if (ports.empty() || ports.front().hostPort == 0)
        return base::fail(base::Errc::Internal, "the published port is not known");
    return ports.front().hostPort;
}

/// Fails once a container that should answer has ended; asks seldom, because asking costs CPU time that is
/// being measured.
class AliveCheck {
public:
    explicit AliveCheck(std::function<base::Result<void>()> check) : m_check(std::move(check)) {}
    base::Result<void> operator()()
    {
        const Time now = std::chrono::steady_clock::now();
        if (now < m_next)
            return {};
        m_next = now + kAlivePoll;
        return m_check();
    }

private:
    std::function<base::Result<void>()> m_check;
    Time m_next = std::chrono::steady_clock::now() + kAlivePoll;
};

base::Result<void> containerIsAlive(engine::Engine &engine, const std::string &id)
{
    CATAMARAN_TRY(const auto details, engine.inspect(id));
    const auto state = details.summary.state;
    if (state == engine::ContainerState::Exited || state == engine::ContainerState::Dead)
        return base::fail(base::Error(base::Errc::InvalidState, "the container ended with exit code " +
                                                                    std::to_string(details.summary.exitCode) +
                                                                    " before it answered")
                              .withFix("Run the image by hand and look at its log."));
    return {};
}

base::Result<void> machineIsAlive(hv::Hypervisor &hypervisor, const std::string &id)
{
    CATAMARAN_TRY(const auto machine, hypervisor.machine(id));
    if (machine.state == hv::MachineState::Stopped || machine.state == hv::MachineState::Failed)
        return base::fail(base::Error(base::Errc::InvalidState,
                                      "the VM stopped before it answered" +
                                          (machine.stateReason.empty() ? "" : ": " + machine.stateReason))
                              .withFix("Run 'catamaran vm run' by hand and look at 'catamaran vm console'."));
    return {};
}

void addMachinePhases(hv::Hypervisor &hypervisor, const std::string &id, Stamps &stamps)
{
    const auto phases = hypervisor.phases(id);
    if (!phases)
        return;
    for (const hv::Phase &phase : *phases)
        stamps.add(phase.name == "qemu" ? "start" : phase.name, phase.atNs);
}

} // namespace

base::Result<Attempt> runContainerOnce(const RunContext &context)
{
    engine::Engine &engine = context.deck.engine();
    const Time deadline = std::chrono::steady_clock::now() + context.request.deadline;
    const std::int64_t zero = base::steadyNanoseconds();
    Stamps stamps(zero, context.onPhase);
    CATAMARAN_TRY(const std::string id, engine.create(specOf(context), context.operation));
    context.onStarted({core::Kind::Container, id});
    stamps.add("create", base::steadyNanoseconds());
    CATAMARAN_TRY(const engine::StartTimes times, engine.start(id, false, context.operation));
    stamps.add("start", times.executedNs > zero ? times.executedNs : base::steadyNanoseconds());
    CATAMARAN_TRY(const engine::ContainerDetails details, engine.inspect(id));
    CATAMARAN_TRY(const std::uint16_t port, publishedPort(details.summary.ports));

    AliveCheck alive([&engine, &id] { return containerIsAlive(engine, id); });
    for (;;) {
        const auto listening = engine.isListening(id, context.request.containerPort);
        // A host that cannot tell (no /proc of the container) has no such phase; the answer counts.
        if (!listening)
            break;
        if (*listening) {
            stamps.add("listening", base::steadyNanoseconds());
            break;
        }
        CATAMARAN_CHECK(alive());
        if (std::chrono::steady_clock::now() >= deadline)
            return base::fail(
                base::Error(base::Errc::Timeout, "nothing listens on port " +
                                                     std::to_string(context.request.containerPort) +
                                                     " in the container")
                    .withFix("Name the right port with --port."));
        if (!pauseFor(std::chrono::milliseconds(1), context.operation.stop))
            return base::fail(base::Errc::Cancelled, "cancelled");
    }
    CATAMARAN_TRY(const std::int64_t answered,
                  waitForHttp200({"127.0.0.1", port, context.request.path}, deadline, std::ref(alive),
                                 context.operation.stop));
    stamps.add("http", answered);
    const core::WorkloadId workload{core::Kind::Container, id};
    return Attempt{workload, stamps.finish(), cpuSecondsOf(context.deck, workload)};
}

base::Result<Attempt> runVmOnce(const RunContext &context)
{
    hv::Hypervisor &hypervisor = context.deck.hypervisor();
    const Time deadline = std::chrono::steady_clock::now() + context.request.deadline;
    const std::int64_t zero = base::steadyNanoseconds();
    Stamps stamps(zero, context.onPhase);
    CATAMARAN_TRY(const core::WorkloadId id, context.deck.runVm(specOf(context), context.operation));
    context.onStarted(id);
    CATAMARAN_TRY(const hv::MachineSummary machine, hypervisor.machine(id.id));
    if (machine.ports.empty())
        return base::fail(base::Errc::Internal, "the VM's published port is not known");

    // waitReady() knows why a boot failed; it runs beside the phases that are shown live.
    base::Result<void> ready;
    std::stop_source booted;
    {
        std::jthread waiter([&] {
            base::OperationContext quiet;
            quiet.stop = context.operation.stop;
            ready = hypervisor.waitReady(id.id,
                                         std::chrono::duration_cast<std::chrono::milliseconds>(
                                             deadline - std::chrono::steady_clock::now()),
                                         quiet);
            booted.request_stop();
        });
        do
            addMachinePhases(hypervisor, id.id, stamps);
        while (pauseFor(kPhasePoll, booted.get_token()));
    }
    CATAMARAN_CHECK(ready);
    addMachinePhases(hypervisor, id.id, stamps);
    AliveCheck alive([&hypervisor, &id] { return machineIsAlive(hypervisor, id.id); });
    CATAMARAN_TRY(const std::int64_t answered,
                  waitForHttp200({"127.0.0.1", machine.ports.front().hostPort, context.request.path},
                                 deadline, std::ref(alive), context.operation.stop));
    addMachinePhases(hypervisor, id.id, stamps);
    stamps.add("http", answered);
    return Attempt{id, stamps.finish(), cpuSecondsOf(context.deck, id)};
}

} // namespace catamaran::compare
