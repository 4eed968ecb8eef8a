// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/twin.h"

#include "engine/base/clock.h"
#include "src/stack/deck_vms.h"
#include "src/stack/names.h"
#include "src/stack/stack.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>

namespace catamaran::stack {

using base::Errc;
using base::Result;

namespace {

constexpr const char *kExtension = "x-catamaran";
/// Idle time before memory is read, as in `compare`.
constexpr std::chrono::milliseconds kSettle{1000};

/// When each object of an up began, started and became healthy.
class Stamps {
public:
    void note(const StackEvent &event)
    {
        const std::string name = objectName(event.object);
        if (name.empty())
            return;
        const std::scoped_lock lock(m_mutex);
        Times &times = m_times[name];
        if (times.began == 0)
            times.began = event.atNs;
        if (event.status == "Started" || event.status == "Running")
            times.started = event.atNs;
        if (event.status == "Healthy")
            times.healthy = event.atNs;
    }
    void fill(TwinInstance &instance, const std::string &name, std::int64_t zero) const
    {
        const auto since = [zero](std::int64_t at) { return static_cast<double>(at - zero) / 1e6; };
        const std::scoped_lock lock(m_mutex);
        const auto found = m_times.find(name);
        if (found == m_times.end())
            return;
        instance.beganMs = since(found->second.began);
        instance.startedMs = since(found->second.started != 0 ? found->second.started : found->second.began);
        if (found->second.healthy != 0)
            instance.healthyMs = since(found->second.healthy);
    }

private:
    struct Times {
        std::int64_t began = 0;
        std::int64_t started = 0;
        std::int64_t healthy = 0;
    };
    /// "Container shop-web-1" -> "shop-web-1"; networks and volumes are no instances.
    static std::string objectName(const std::string &object)
    {
        for (const std::string_view kind : {"Container ", "VM "})
            if (object.starts_with(kind))
                return object.substr(kind.size());
        return {};
    }
    mutable std::mutex m_mutex;
    std::map<std::string, Times> m_times;
};

Result<void> settle(const base::OperationContext &context)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, context.stop, kSettle, [] { return false; });
    if (context.stopRequested())
        return base::fail(Errc::Cancelled, "cancelled");
    return {};
}

Result<void> refuseExternalVolumes(const compose::Project &project)
{
    for (const auto &[key, volume] : project.volumes)
        if (volume.external)
            return base::fail(base::Error(Errc::Unsupported,
                                          "volume " + key + " is external, and a trial would write to it")
                                  .withFix("Compare a copy of the file without external volumes."));
    return {};
}

class Trial {
public:
    Trial(core::Deck &deck, compose::Project project, const base::OperationContext &context)
        : m_deck(deck), m_context(context), m_vms(deck),
          m_stack(deck.engine(), std::move(project), NameStyle::Hyphens,
                  [this](const StackEvent &event) { m_stamps.note(event); })
    {
        m_stack.setVms(&m_vms);
    }

    Result<TwinRun> run(core::Kind kind, const std::vector<std::pair<std::string, std::string>> &notes)
    {
        auto measured = upAndMeasure(kind, notes);
        const std::int64_t began = base::steadyNanoseconds();
        DownOptions down;
        down.volumes = true;
        down.timeout = std::chrono::seconds(2);
        // Also after a cancel: what was started goes.
        auto removed = m_stack.down(down, {});
        if (!measured) {
            base::Error error = std::move(measured).error();
            if (!removed)
                error.addCleanup(std::move(removed).error());
            return base::fail(std::move(error));
        }
        CATAMARAN_CHECK(removed);
        measured->downMs = static_cast<double>(base::steadyNanoseconds() - began) / 1e6;
        return measured;
    }

private:
    Result<TwinRun> upAndMeasure(core::Kind kind,
                                 const std::vector<std::pair<std::string, std::string>> &notes)
    {
        CATAMARAN_TRY(const World before, m_stack.look());
        if (!before.instances.empty())
            return base::fail(base::Error(Errc::AlreadyExists,
                                          "project " + m_stack.project().name + " has containers already")
                                  .withFix("Take it down first: catamaran compose -p " +
                                           m_stack.project().name + " down -v"));
        TwinRun run;
        run.kind = kind;
        UpOptions options;
        options.wait = true;
        const std::int64_t zero = base::steadyNanoseconds();
        CATAMARAN_TRY(const std::vector<Instance> instances, m_stack.up(options, m_context));
        run.upMs = static_cast<double>(base::steadyNanoseconds() - zero) / 1e6;
        CATAMARAN_CHECK(settle(m_context));
        for (const Instance &instance : instances)
            run.instances.push_back(measure(instance, notes, zero));
        std::stable_sort(run.instances.begin(), run.instances.end(),
                         [](const TwinInstance &a, const TwinInstance &b) { return a.beganMs < b.beganMs; });
        return run;
    }

    TwinInstance measure(const Instance &instance,
                         const std::vector<std::pair<std::string, std::string>> &notes, std::int64_t zero)
    {
        TwinInstance out;
        out.service = instance.service;
        const std::string prefix = m_stack.project().name + "-";
        out.name = instance.name.starts_with(prefix) ? instance.name.substr(prefix.size()) : instance.name;
        out.kind = instance.isVm ? core::Kind::Vm : core::Kind::Container;
        for (const auto &[service, note] : notes)
            if (service == instance.service)
                out.note = note;
        m_stamps.fill(out, instance.name, zero);
        const core::WorkloadId id{out.kind, instance.id};
        // One that has ended (a job) has nothing to tell any more.
        if (const auto ledger = m_deck.memoryLedger(id))
            out.memoryBytes = ledger->totalBytes;
        if (const auto disk = m_deck.diskUsage(id))
            out.diskUniqueBytes = disk->uniqueBytes;
        if (const auto counters = m_deck.counters({id});
            !counters.empty() && counters.front() && counters.front()->cpuTimeNs)
            out.cpuSeconds = static_cast<double>(*counters.front()->cpuTimeNs) / 1e9;
        return out;
    }

    core::Deck &m_deck;
    const base::OperationContext &m_context;
    DeckVms m_vms;
    Stamps m_stamps;
    Stack m_stack;
};

} // namespace

std::int64_t TwinRun::memoryBytes() const
{
    std::int64_t sum = 0;
    for (const TwinInstance &instance : instances)
        sum += instance.memoryBytes;
    return sum;
}

std::int64_t TwinRun::diskUniqueBytes() const
{
    std::int64_t sum = 0;
    for (const TwinInstance &instance : instances)
        sum += instance.diskUniqueBytes;
    return sum;
}

double TwinRun::cpuSeconds() const
{
    double sum = 0;
    for (const TwinInstance &instance : instances)
        sum += instance.cpuSeconds.value_or(0);
    return sum;
}

compose::Project asHull(compose::Project project, core::Kind kind,
                        std::vector<std::pair<std::string, std::string>> &notes)
{
    const auto setRuntime = [](compose::Service &service, const char *runtime) {
        auto [found, isNew] = service.extensions.try_emplace(kExtension, compose::Node::mapping());
        if (!found->second.isMapping())
            found->second = compose::Node::mapping();
        found->second.set("runtime", compose::Node::string(runtime));
    };
    for (auto &[name, service] : project.services)
        setRuntime(service, kind == core::Kind::Vm ? "vm" : "container");
    if (kind == core::Kind::Container)
        return project;
    const compose::Project all = project;
    const SpecContext translate{all, NameStyle::Hyphens,
                                [](const std::string &other) -> Result<std::string> { return other; },
                                [](const std::string &) { return std::vector<std::string>(); }};
    for (auto &[name, service] : project.services) {
        const Replica replica{1, false, containerName(all, service, 1, NameStyle::Hyphens)};
        if (const auto wish = vmWish(translate, service, replica, vmNetworkHere()); !wish) {
            notes.emplace_back(name, wish.error().message());
            setRuntime(service, "container");
        }
    }
    return project;
}

Result<TwinReport> compareTwins(core::Deck &deck, compose::Project asContainers, compose::Project asVms,
                                const base::OperationContext &context)
{
    CATAMARAN_CHECK(refuseExternalVolumes(asContainers));
    TwinReport report;
    report.startedAt = base::rfc3339(base::WallClock::now());
    report.host = deck.hostFacts();
    report.project = asContainers.name;
    std::vector<std::pair<std::string, std::string>> none;
    std::vector<std::pair<std::string, std::string>> notes;
    context.report("Running it as containers");
    Trial containers(deck, asHull(std::move(asContainers), core::Kind::Container, none), context);
    CATAMARAN_TRY(report.containers, containers.run(core::Kind::Container, none));
    context.report("Running it as VMs");
    Trial vms(deck, asHull(std::move(asVms), core::Kind::Vm, notes), context);
    CATAMARAN_TRY(report.vms, vms.run(core::Kind::Vm, notes));
    return report;
}

} // namespace catamaran::stack
