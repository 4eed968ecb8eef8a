// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_deck.h"

#include "engine/base/clock.h"
#include "tests/support/fake_desk.h"
#include "tests/support/fake_rooms.h"

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <cstdlib>
#include <set>
#include <thread>

namespace catamaran::test {

namespace {

constexpr double kMiB = 1048576.0;

std::int64_t realtimeNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

std::size_t seedOf(const core::WorkloadId &id)
{
    return std::hash<std::string>{}(id.id) % 97;
}

/// The integral of a curve that always rises: what a counter of time would show.
double ramp(double t, double level, double swing, double period, double phase)
{
    const double w = 2 * M_PI / period;
    return level * t + swing / w * (1 - std::cos(w * t + phase)) +
           swing * 0.4 / (w * 3.1) * (1 - std::cos(3.1 * w * t));
}

double plainSeconds()
{
    return static_cast<double>(base::steadyNanoseconds()) / 1e9;
}

struct Script {
    std::vector<std::pair<const char *, double>> phases;
};

Script scriptOf(core::Kind kind)
{
    if (kind == core::Kind::Vm)
        return {{{"define", 96},
                 {"start", 214},
                 {"kernel", 1180},
                 {"init", 1312},
                 {"entrypoint", 1340},
                 {"listening", 1396},
                 {"http", 1421}}};
    return {{{"create", 8.4}, {"start", 21.7}, {"listening", 39.2}, {"http", 42.6}}};
}

core::HostFacts facts()
{
    core::HostFacts host;
    host.hostname = "workbench";
    host.operatingSystem = "Debian GNU/Linux 12 (bookworm)";
    host.kernel = "6.1.0-28-amd64";
    host.cpuModel = "AMD EPYC 7B13";
    host.cpus = 4;
    host.memoryBytes = 8LL << 30;
    host.accelerator = "tcg";
    host.accelerationLabel = "software emulation";
    host.acceleratorExplanation = "/dev/kvm is not there";
    host.qemuVersion = "7.2.19";
    host.libvirtVersion = "9.0.0";
    host.catamaranVersion = "0.1.0";
    return host;
}

/// Waits in real time without sleeping through a request to stop.
bool pause(double milliseconds, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, std::chrono::duration<double, std::milli>(milliseconds), [] { return false; });
    return !stop.stop_requested();
}

} // namespace

std::uint64_t currentThreadHash()
{
    return std::hash<std::thread::id>{}(std::this_thread::get_id());
}

FakeDeck::FakeDeck() = default;

void FakeDeck::noteThread()
{
    const std::lock_guard lock(m_mutex);
    ++m_callsOfThread[currentThreadHash()];
}

int FakeDeck::callsOnThread(std::uint64_t threadHash) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_callsOfThread.find(threadHash);
    return found == m_callsOfThread.end() ? 0 : found->second;
}

std::vector<std::string> FakeDeck::actions() const
{
    const std::lock_guard lock(m_mutex);
    return m_actions;
}

void FakeDeck::changed()
{
    std::map<int, std::function<void()>> listeners;
    {
        const std::lock_guard lock(m_mutex);
        listeners = m_listeners;
    }
    for (const auto &[id, listener] : listeners)
        listener();
}

void FakeDeck::add(core::Workload workload)
{
    {
        const std::lock_guard lock(m_mutex);
        m_workloads.push_back(std::move(workload));
    }
    changed();
}

void FakeDeck::setState(const core::WorkloadId &id, core::State state)
{
    {
        const std::lock_guard lock(m_mutex);
        for (core::Workload &workload : m_workloads) {
            if (workload.id == id)
                workload.state = state;
        }
    }
    changed();
}

void FakeDeck::failNext(base::Error error)
{
    const std::lock_guard lock(m_mutex);
    m_failure = std::move(error);
}

void FakeDeck::setFeatures(std::vector<core::Feature> features)
{
    const std::lock_guard lock(m_mutex);
    m_features = std::move(features);
}

engine::Engine &FakeDeck::engine()
{
    std::abort(); // nothing in the window may reach past the deck
}

hv::Hypervisor &FakeDeck::hypervisor()
{
    std::abort();
}

base::Result<std::vector<core::Workload>> FakeDeck::workloads()
{
    noteThread();
    const std::lock_guard lock(m_mutex);
    return m_workloads;
}

base::Result<core::Workload> FakeDeck::find(const std::string &nameOrId)
{
    noteThread();
    const std::lock_guard lock(m_mutex);
    for (const core::Workload &workload : m_workloads) {
        if (workload.name == nameOrId || workload.id.id == nameOrId)
            return workload;
    }
    return base::fail(base::Errc::NotFound, "No such workload: " + nameOrId);
}

base::Result<core::WorkloadId> FakeDeck::runVm(const engine::spec::ContainerSpec &spec,
                                               const base::OperationContext &)
{
    noteThread();
    core::Workload workload;
    workload.id = {core::Kind::Vm, "vm" + std::to_string(++m_nextId)};
    workload.name = spec.name.empty() ? workload.id.id : spec.name;
    workload.image = spec.image;
    workload.ports = spec.ports;
    workload.state = core::State::Running;
    workload.stateText = "Up 1 second";
    workload.createdNs = workload.startedNs = realtimeNs();
    workload.accelerator = "tcg";
    workload.accelerationLabel = "software emulation";
    const auto id = workload.id;
    add(workload);
    return id;
}

base::Result<core::WorkloadId> FakeDeck::runContainer(const engine::spec::ContainerSpec &spec,
                                                      const base::OperationContext &)
{
    noteThread();
    core::Workload workload;
    workload.id = {core::Kind::Container, "ct" + std::to_string(++m_nextId)};
    workload.name = spec.name.empty() ? workload.id.id : spec.name;
    workload.image = spec.image;
    workload.ports = spec.ports;
    workload.state = core::State::Running;
    workload.stateText = "Up 1 second";
    workload.createdNs = workload.startedNs = realtimeNs();
    const auto id = workload.id;
    add(workload);
    return id;
}

base::Result<void> FakeDeck::act(const std::string &verb, const core::WorkloadId &id, core::State after)
{
    noteThread();
    {
        const std::lock_guard lock(m_mutex);
        m_actions.push_back(verb + " " + id.id);
        if (m_failure) {
            base::Error error = std::move(*m_failure);
            m_failure.reset();
            return base::fail(std::move(error));
        }
    }
    setState(id, after);
    return {};
}

base::Result<void> FakeDeck::start(const core::WorkloadId &id, const base::OperationContext &)
{
    return act("start", id, core::State::Running);
}

base::Result<void> FakeDeck::stop(const core::WorkloadId &id, const base::OperationContext &)
{
    return act("stop", id, core::State::Exited);
}

base::Result<void> FakeDeck::control(const core::WorkloadId &id, core::Control what,
                                     const base::OperationContext &)
{
    switch (what) {
    case core::Control::Restart:
        return act("restart", id, core::State::Running);
    case core::Control::Pause:
        return act("pause", id, core::State::Paused);
    case core::Control::Resume:
        return act("resume", id, core::State::Running);
    case core::Control::Kill:
        return act("kill", id, core::State::Failed);
    }
    return {};
}

base::Result<void> FakeDeck::remove(const core::WorkloadId &id, bool)
{
    CATAMARAN_CHECK(act("remove", id, core::State::Exited));
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_workloads, [&](const core::Workload &workload) { return workload.id == id; });
    }
    changed();
    return {};
}

std::vector<std::optional<core::Counters>> FakeDeck::counters(const std::vector<core::WorkloadId> &ids)
{
    noteThread();
    std::vector<std::optional<core::Counters>> result;
    std::set<std::pair<core::Kind, std::string>> running;
    {
        const std::lock_guard lock(m_mutex);
        for (const core::Workload &workload : m_workloads) {
            if (workload.state == core::State::Running)
                running.insert({workload.id.kind, workload.id.id});
        }
    }
    for (const core::WorkloadId &id : ids) {
        if (!running.contains({id.kind, id.id})) {
            result.push_back(std::nullopt);
            continue;
        }
        const bool vm = id.kind == core::Kind::Vm;
        const auto seed = static_cast<double>(seedOf(id));
        const double t = plainSeconds();
        core::Counters c;
        c.takenAtNs = base::steadyNanoseconds();
        const auto whole = [](double value) { return static_cast<std::uint64_t>(std::max(0.0, value)); };
        c.cpuTimeNs =
            whole(1e9 * ramp(t, (vm ? 0.14 : 0.06) + seed / 900, vm ? 0.09 : 0.05, 17 + seed / 9, seed));
        c.memoryBytes =
            whole(kMiB * ((vm ? 78 : 9) + seed / 6 + (vm ? 4 : 1.4) * std::sin(t / (7 + seed / 20))));
        c.networkReceivedBytes = whole(1024 * ramp(t, 40 + seed, 30, 11 + seed / 12, seed));
        c.networkSentBytes = whole(1024 * ramp(t, 90 + 2 * seed, 70, 13, seed));
        c.diskReadBytes = whole(1024 * ramp(t, 6, 5, 23, seed));
        c.diskWriteBytes = whole(1024 * ramp(t, 18, 15, 9 + seed / 10, seed));
        result.push_back(c);
    }
    return result;
}

base::Result<core::Ledger> FakeDeck::memoryLedger(const core::WorkloadId &id)
{
    noteThread();
    const auto mib = [](double value) { return static_cast<std::int64_t>(value * kMiB); };
    core::Ledger ledger;
    if (id.kind == core::Kind::Vm)
        ledger.entries = {{"guest memory", mib(61.4)}, {"vmm", mib(22.9)}, {"page cache", mib(3.1)}};
    else
        ledger.entries = {
            {"anonymous", mib(0.4)}, {"page cache", mib(1.1)}, {"kernel", mib(0.7)}, {"monitor", mib(0.2)}};
    for (const auto &entry : ledger.entries)
        ledger.totalBytes += entry.bytes;
    return ledger;
}

base::Result<core::Disk> FakeDeck::diskUsage(const core::WorkloadId &id)
{
    noteThread();
    const bool vm = id.kind == core::Kind::Vm;
    return core::Disk{static_cast<std::int64_t>((vm ? 6.6 : 1.9) * kMiB),
                      static_cast<std::int64_t>((vm ? 0.4 : 0.02) * kMiB)};
}

base::Result<std::string> FakeDeck::inspectJson(const core::WorkloadId &id)
{
    noteThread();
    return "{\n  \"Id\": \"" + id.id + "\",\n  \"State\": { \"Status\": \"running\" }\n}\n";
}

base::Result<void> FakeDeck::logs(const core::WorkloadId &, bool follow, std::optional<std::size_t>,
                                  const std::function<void(const engine::LogRecord &)> &onRecord,
                                  const base::OperationContext &context)
{
    noteThread();
    static const char *const kLines[] = {
        "INFO  httpd: listening on 0.0.0.0:80\n",       "GET / 200 512 bytes in 1 ms\n",
        "GET /style.css 200 2048 bytes in 1 ms\n",      "DEBUG cache: 12 entries, 3 evicted\n",
        "WARN  slow answer: 214 ms for /report\n",      "GET /favicon.ico 404\n",
        "ERROR upstream closed the connection early\n", "GET /healthz 200 2 bytes in 0 ms\n"};
    for (int i = 0; i < 60; ++i) {
        const std::string_view text = kLines[i % 8];
        onRecord({realtimeNs() - (60 - i) * 730'000'000LL, i % 8 == 6, text});
    }
    while (follow && pause(400, context.stop))
        onRecord({realtimeNs(), false, kLines[1]});
    return {};
}

core::HostFacts FakeDeck::hostFacts()
{
    noteThread();
    return facts();
}

std::vector<core::Feature> FakeDeck::features()
{
    noteThread();
    {
        const std::lock_guard lock(m_mutex);
        if (m_features)
            return *m_features;
    }
    return {{"containers", "overlayfs", true, "mounted with index=off", ""},
            {"containers", "control groups", true, "version 1: memory, cpu, pids, freezer", ""},
            {"containers", "nftables", true, "table catamaran can be made", ""},
            {"virtual machines", "libvirt", true, "qemu:///session, libvirt 9.0.0", ""},
            {"virtual machines", "hardware acceleration", false,
             "/dev/kvm is not there: VMs run by software emulation, about ten times slower",
             "Turn on virtualisation in the firmware, or nested virtualisation on the host of this VM"}};
}

std::shared_ptr<void> FakeDeck::subscribe(std::function<void()> onChange)
{
    const std::lock_guard lock(m_mutex);
    const int number = m_nextListener++;
    m_listeners[number] = std::move(onChange);
    return {this, [this, number](void *) {
                const std::lock_guard inner(m_mutex);
                m_listeners.erase(number);
            }};
}

base::Result<std::string> FakeDeck::prepareDemo(const base::OperationContext &context)
{
    noteThread();
    context.report("Building localhost/demo:latest");
    return std::string("sha256:4f1c");
}

void fillWithExamples(FakeDeck &deck)
{
    struct Example {
        core::Kind kind;
        const char *name;
        const char *image;
        core::State state;
        std::uint16_t port;
        int minutes;
    };
    using core::Kind;
    using core::State;
    static const Example kExamples[] = {
        {Kind::Container, "demo-web", "localhost/demo:latest", State::Running, 8080, 14},
        {Kind::Vm, "demo-web-vm", "localhost/demo:latest", State::Running, 8081, 13},
        {Kind::Container, "api", "localhost/shop-api:1.4", State::Running, 3000, 212},
        {Kind::Container, "queue", "localhost/queue:2", State::Running, 0, 212},
        {Kind::Vm, "build-box", "localhost/builder:latest", State::Running, 2222, 1460},
        {Kind::Container, "cache", "localhost/cache:7", State::Paused, 6379, 88},
        {Kind::Container, "migrate", "localhost/shop-api:1.4", State::Exited, 0, 215},
        {Kind::Container, "mailer", "localhost/mailer:0.9", State::Failed, 0, 35},
        {Kind::Vm, "legacy-php", "localhost/php:5", State::Exited, 8090, 4000},
        {Kind::Container, "metrics", "localhost/metrics:3", State::Running, 9090, 610},
    };
    int number = 0;
    for (const Example &example : kExamples) {
        core::Workload w;
        ++number;
        w.id = {example.kind, "5e1f0c9ab3d" + std::to_string(number) + "77e2"};
        w.name = example.name;
        w.image = example.image;
        w.command = "httpd -f -p 80";
        w.state = example.state;
        w.createdNs = realtimeNs() - example.minutes * 60'000'000'000LL;
        w.startedNs = w.createdNs + 1'000'000'000;
        w.stateText = example.state == State::Running
                          ? "Up " + base::humanDuration(std::chrono::minutes(example.minutes))
                      : example.state == State::Failed ? "Exited (139) 35 minutes ago"
                      : example.state == State::Paused ? "Up About an hour (Paused)"
                                                       : "Exited (0) 3 hours ago";
        if (example.state == State::Exited || example.state == State::Failed)
            w.exitCode = example.state == State::Failed ? 139 : 0;
        if (example.port != 0)
            w.ports.push_back({"", example.port, static_cast<std::uint16_t>(example.port == 2222 ? 22 : 80),
                               engine::spec::Protocol::Tcp});
        if (example.kind == Kind::Vm) {
            w.accelerator = "tcg";
            w.accelerationLabel = "software emulation";
        }
        deck.add(std::move(w));
    }
}

namespace {

compare::HullResult emptyHull(core::Kind kind, FakeDeck *deck)
{
    compare::HullResult hull;
    hull.kind = kind;
    const bool vm = kind == core::Kind::Vm;
    hull.accelerator = vm ? "tcg" : "none";
    hull.accelerationLabel = vm ? "software emulation" : "";
    hull.cpuSecondsToReady = vm ? 1.31 : 0.018;
    if (deck != nullptr) {
        hull.memory = deck->memoryLedger({kind, "x"}).value();
        hull.disk = deck->diskUsage({kind, "x"}).value();
    }
    return hull;
}

/// The runs' spread, without chance: the same numbers in every test run.
double jitter(int run, core::Kind kind)
{
    static constexpr double kFactors[] = {1.0, 0.94, 1.07, 0.97, 1.16, 1.02, 0.91};
    return kFactors[(static_cast<std::size_t>(run + 1) + (kind == core::Kind::Vm ? 3U : 0U)) % 7];
}

base::Result<compare::Run> fakeRun(core::Kind kind, int number,
                                   const std::function<void(const compare::ExperimentEvent &)> &onEvent,
                                   const base::OperationContext &context, double speed)
{
    using Event = compare::ExperimentEvent;
    onEvent({Event::Kind::RunStarted, kind, number, {}, 0, {}});
    compare::Run run;
    double before = 0;
    for (const auto &[name, at] : scriptOf(kind).phases) {
        const double stamp = at * jitter(number, kind);
        if (speed > 0 && !pause((stamp - before) / speed, context.stop))
            return base::fail(base::Errc::Cancelled, "cancelled");
        if (context.stopRequested())
            return base::fail(base::Errc::Cancelled, "cancelled");
        before = stamp;
        run.phases.push_back({name, stamp});
        onEvent({Event::Kind::Phase, kind, number, run.phases.back(), 0, {}});
    }
    run.startupMs = before;
    onEvent({Event::Kind::RunFinished, kind, number, {}, before, {}});
    return run;
}

} // namespace

base::Result<compare::Experiment>
fakeExperiment(core::Deck &deck, const compare::ExperimentRequest &request,
               const std::function<void(const compare::ExperimentEvent &)> &onEvent,
               const base::OperationContext &context, double speed)
{
    compare::Experiment experiment;
    experiment.image = request.image;
    experiment.startedAt = base::rfc3339(base::WallClock::now());
    experiment.host = facts();
    for (const core::Kind kind : request.hulls)
        experiment.hulls.push_back(emptyHull(kind, dynamic_cast<FakeDeck *>(&deck)));
    for (int number = -request.warmUps; number < request.runs; ++number) {
        for (compare::HullResult &hull : experiment.hulls) {
            CATAMARAN_TRY(auto run, fakeRun(hull.kind, number, onEvent, context, speed));
            if (number >= 0)
                hull.runs.push_back(run);
        }
    }
    for (compare::HullResult &hull : experiment.hulls) {
        std::vector<double> times;
        for (const compare::Run &run : hull.runs)
            times.push_back(run.startupMs);
        std::sort(times.begin(), times.end());
        const auto at = [&](double part) {
            return times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1) + 0.5)];
        };
        hull.startupMs = {at(0.5), at(0.25), at(0.75), times.front(), times.back()};
        if (!request.keepLast)
            continue;
        engine::spec::ContainerSpec spec;
        spec.image = request.image;
        spec.name = hull.kind == core::Kind::Vm ? "compare-vm" : "compare-container";
        CATAMARAN_TRY(auto id, hull.kind == core::Kind::Vm ? deck.runVm(spec, context)
                                                           : deck.runContainer(spec, context));
        experiment.kept.push_back(id);
    }
    return experiment;
}

bridge::Parts fakeParts(std::shared_ptr<FakeDeck> deck, const std::string &stateDirectory, double speed)
{
    bridge::Parts parts;
    parts.openDeck = [deck]() -> base::Result<std::shared_ptr<core::Deck>> { return deck; };
    parts.runExperiment = [speed](core::Deck &target, const compare::ExperimentRequest &request,
                                  const std::function<void(const compare::ExperimentEvent &)> &onEvent,
                                  const base::OperationContext &context) {
        return fakeExperiment(target, request, onEvent, context, speed);
    };
    parts.rooms = std::make_shared<FakeRooms>();
    parts.listImages = [](core::Deck &) -> base::Result<std::vector<engine::image::ImageSummary>> {
        const std::int64_t day = 86'400'000'000'000LL;
        return std::vector<engine::image::ImageSummary>{
            {"sha256:4f1c2a9b77d0e3",
             {"localhost/demo:latest"},
             "sha256:aa",
             realtimeNs() - day / 24,
             1992294},
            {"sha256:9be07d51c2aa41",
             {"localhost/shop-api:1.4"},
             "sha256:bb",
             realtimeNs() - 3 * day,
             48758784},
            {"sha256:1d22c0ffee1234",
             {"localhost/builder:latest"},
             "sha256:cc",
             realtimeNs() - 9 * day,
             212860928},
            {"sha256:77a1b2c3d4e5f6", {}, "sha256:dd", realtimeNs() - 20 * day, 20971520}};
    };
    parts.stateDirectory = stateDirectory;
    parts.desk = std::make_shared<FakeDesk>();
    return parts;
}

} // namespace catamaran::test
