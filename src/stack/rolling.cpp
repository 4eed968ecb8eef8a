// SPDX-License-Identifier: GPL-3.0-or-later
// Services with deploy.update_config: their containers are replaced a few at a time, and nobody who asks one
// of them for something is turned away meanwhile.
#include "src/stack/stack.h"
#include "src/stack/until.h"

#include <algorithm>
#include <charconv>

namespace catamaran::stack {

using base::Errc;
using base::Error;
using base::Result;
using engine::ContainerState;
using std::chrono::steady_clock;
using Phase = StackEvent::Phase;

namespace {

constexpr std::chrono::seconds kDefaultGrace(10);
/// How long a container without a health check may take until it listens where its service is reached.
constexpr std::chrono::seconds kListenPatience(10);
constexpr std::chrono::milliseconds kDrainStep(50);
/// So many looks without an open connection: a client that had looked the name up has connected by then.
constexpr int kCalmLooks = 6;

/// update_config or rollback_config with the specification's defaults.
struct Pace {
    std::size_t parallelism = 1; ///< 0: all at once
    std::chrono::nanoseconds delay{};
    std::chrono::nanoseconds monitor{};
    bool startFirst = false;
    std::string failureAction = "pause";
    double maxFailureRatio = 0;

    [[nodiscard]] bool fails(std::size_t failed, std::size_t total) const
    {
        return failed > 0 &&
               static_cast<double>(failed) > maxFailureRatio * static_cast<double>(total) + 1e-9;
    }
};

Pace paceOf(const std::optional<compose::UpdateConfig> &config)
{
    Pace pace;
    if (!config)
        return pace;
    pace.parallelism = static_cast<std::size_t>(std::max<std::int64_t>(0, config->parallelism.value_or(1)));
    pace.delay = std::chrono::nanoseconds(config->delay.nanoseconds);
    pace.monitor = std::chrono::nanoseconds(config->monitor.nanoseconds);
    pace.startFirst = config->order == "start-first";
    if (!config->failureAction.empty())
        pace.failureAction = config->failureAction;
    pace.maxFailureRatio = static_cast<double>(config->maxFailureRatio);
    return pace;
}

/// TCP ports on which a service is reached.
std::set<std::uint16_t> portsOf(const compose::Service &service)
{
    std::set<std::uint16_t> ports;
    for (const compose::Port &port : service.ports) {
        if (port.protocol.empty() || port.protocol == "tcp")
            ports.insert(static_cast<std::uint16_t>(port.target));
    }
    for (const std::string &text : service.expose.values) {
        std::uint16_t port = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
        const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
        if (error == std::errc{} && (rest.empty() || rest == "/tcp"))
            ports.insert(port);
    }
    return ports;
}

/// Whether two of its containers cannot be there at the same time.
bool hasAddressOfItsOwn(const compose::Service &service)
{
    return std::any_of(service.networks.begin(), service.networks.end(), [](const auto &entry) {
        return entry.second && (!entry.second->ipv4Address.empty() || !entry.second->ipv6Address.empty() ||
                                !entry.second->macAddress.empty());
    });
}

std::string temporaryName(const ReplicaPlan &replica)
{
    return replica.existing.substr(0, 12) + "_" + replica.name;
}

/// An error about a container that has a name of its own only for the time of the update.
Error underItsName(const Error &error, const ReplicaPlan &replica)
{
    std::string text = error.text();
    const std::string passing = temporaryName(replica);
    for (std::size_t at = 0; (at = text.find(passing, at)) != std::string::npos; at += replica.name.size())
        text.replace(at, passing.size(), replica.name);
    return Error(error.code(), text);
}

Instance instanceOf(const std::string &id, const std::string &name, const std::string &service)
{
    Instance instance;
    instance.id = id;
    instance.name = name;
    instance.service = service;
    instance.state = ContainerState::Running;
    return instance;
}

} // namespace

bool Stack::rolls(const compose::Service &service, const UpOptions &options) const
{
    if (!options.start || !service.deploy || !service.deploy->updateConfig || wantsVm(service))
        return false;
    // Who shares its namespaces or volumes has to be made anew together with it.
    return std::none_of(m_project.services.begin(), m_project.services.end(),
                        [&](const auto &entry) { return isBoundTo(entry.second, {service.name}); });
}

Result<void> Stack::awaitReady(const compose::Service &service, const std::string &id,
                               std::chrono::nanoseconds monitor, const base::OperationContext &context)
{
    using Answer = std::optional<Result<void>>;
    const std::set<std::uint16_t> ports = portsOf(service);
    const auto begin = steady_clock::now();
    std::optional<steady_clock::time_point> ready;
    std::optional<int> restarts;
    return until(m_engine, context, [&]() -> Answer {
        const auto details = m_engine.inspect(id);
        if (!details)
            return Result<void>(base::fail(details.error()));
        const engine::ContainerSummary &now = details->summary;
        if (now.state == ContainerState::Exited || now.state == ContainerState::Dead)
            return Result<void>(base::fail(Errc::InvalidState, "container " + now.name + " exited (" +
                                                                   std::to_string(now.exitCode) + ")"));
        if (details->restartCount > restarts.value_or(details->restartCount) ||
            now.state == ContainerState::Restarting)
            return Result<void>(
                base::fail(Errc::InvalidState, "container " + now.name + " exited and was restarted"));
        restarts = details->restartCount;
        if (now.health == "unhealthy")
            return Result<void>(base::fail(Errc::InvalidState, "container " + now.name + " is unhealthy"));
        if (now.health == "starting" || now.state != ContainerState::Running)
            return std::nullopt;
        if (!ready && now.health.empty() && !ports.empty()) {
            const auto activity = m_engine.tcpActivity(id);
            const bool listens =
                activity && std::includes(activity->listening.begin(), activity->listening.end(),
                                          ports.begin(), ports.end());
            if (!listens && steady_clock::now() - begin < kListenPatience)
                return std::nullopt;
            if (!listens)
                tell(Phase::Warning, "", "", service.name,
                     "container " + now.name + " does not listen on all ports of its service after " +
                         std::to_string(kListenPatience.count()) +
                         "s; give the service a health check that tells when it is ready");
        }
        if (!ready)
            ready = steady_clock::now();
        return steady_clock::now() - *ready < monitor ? Answer() : Answer(Result<void>());
    });
}

void Stack::drain(const compose::Service &service, const std::string &id, const UpOptions &options,
                  const base::OperationContext &context)
{
    std::chrono::nanoseconds grace = kDefaultGrace;
    if (options.timeout)
        grace = *options.timeout;
    else if (service.stopGracePeriod)
        grace = std::chrono::nanoseconds(service.stopGracePeriod->nanoseconds);
    const auto deadline = steady_clock::now() + grace;
    const auto calmFor = [&](int looks) {
        for (int calm = 0; calm < looks && steady_clock::now() < deadline;) {
            const auto activity = m_engine.tcpActivity(id);
            if (!activity || !waitFor(kDrainStep, context))
                return;
            calm = activity->open == 0 ? calm + 1 : 0;
        }
    };
    calmFor(kCalmLooks);
    // The kernel remembers connections that ended meanwhile, and would lead a client that uses its port again
    // after them. Twice, for those that were under way the first time; and then no more can come.
    for (int round = 0; round < 2; ++round) {
        (void)m_engine.handOver(id, {}, context);
        calmFor(2);
    }
}

Result<void> Stack::takePlace(const compose::Service &service, const Turn &turn, const UpOptions &options,
                              const base::OperationContext &context)
{
    const std::string object = "Container " + turn.name;
    const auto leave = [&]() -> Result<void> {
        if (m_engine.tcpActivity(turn.from))
            drain(service, turn.from, options, context);
        return stopContainer(instanceOf(turn.from, turn.name, service.name), options.timeout, context);
    };
    if (turn.startFirst) {
        tell(Phase::Working, object, "Starting", service.name);
        CATAMARAN_CHECK(m_engine.startHeld(turn.to, context));
        CATAMARAN_CHECK(runHooks(service.postStart, service.name, turn.to, context));
        tell(Phase::Working, object, "Waiting", service.name);
        CATAMARAN_CHECK(awaitReady(service, turn.to, turn.monitor, context));
        CATAMARAN_CHECK(m_engine.handOver(turn.from, turn.to, context));
        tell(Phase::Done, object, "Healthy", service.name);
        // From here the new one serves, whatever becomes of the old one.
        if (auto left = leave(); !left)
            tell(Phase::Warning, "", "", service.name, left.error().text());
        return {};
    }
    CATAMARAN_CHECK(m_engine.handOver(turn.from, {}, context));
    CATAMARAN_CHECK(leave());
    tell(Phase::Working, object, "Starting", service.name);
    // Its names, too, only when it is ready: others of the service answer until then.
    CATAMARAN_CHECK(m_engine.startHeld(turn.to, context));
    CATAMARAN_CHECK(runHooks(service.postStart, service.name, turn.to, context));
    tell(Phase::Working, object, "Waiting", service.name);
    CATAMARAN_CHECK(awaitReady(service, turn.to, turn.monitor, context));
    CATAMARAN_CHECK(m_engine.handOver({}, turn.to, context));
    tell(Phase::Done, object, "Healthy", service.name);
    return {};
}

Result<std::string> Stack::rollOne(const compose::Service &service, const ReplicaPlan &replica,
                                   const UpOptions &options, Created &created,
                                   const base::OperationContext &context)
{
    const std::string object = "Container " + replica.name;
    const Pace pace = paceOf(service.deploy->updateConfig);
    tell(Phase::Working, object, "Recreate", service.name);
    std::string id = replica.resume;
    if (id.empty()) {
        const Replica next{replica.number, false, temporaryName(replica)};
        (void)m_engine.remove(next.name, true, false); // what a killed up left
        CATAMARAN_TRY(id, createContainer(
                              service, next, options.renewAnonymousVolumes ? std::string() : replica.existing,
                              created, context,
                              [&](ContainerWish &wish) { useNames(wish, next.name, replica.name); }));
    }
    const Turn turn{replica.existing, id, replica.name, pace.startFirst && !hasAddressOfItsOwn(service),
                    pace.monitor};
    auto taken = takePlace(service, turn, options, context);
    if (taken)
        return id;
    Error error = underItsName(taken.error(), replica);
    const std::string lines = lastLines(id);
    (void)m_engine.remove(id, true, true);
    // The old one goes on; where it was stopped or taken from its clients, it comes back.
    base::OperationContext unstoppable = context;
    unstoppable.stop = {};
    Result<void> back;
    const auto details = m_engine.inspect(replica.existing);
    if (details && details->summary.state != ContainerState::Running) {
        if (auto started = m_engine.start(replica.existing, false, unstoppable); !started)
            back = base::fail(started.error());
    } else {
        back = m_engine.handOver({}, replica.existing, unstoppable);
    }
    if (!back)
        error.addCleanup(back.error());
    if (error.code() != Errc::Cancelled)
        tell(Phase::Failed, object, "Error", service.name,
             error.text() + (back ? "; the one before goes on" : "") + (lines.empty() ? "" : "\n" + lines));
    return base::fail(std::move(error));
}

Result<void> Stack::rollBack(const compose::Service &service, const std::vector<Rolled> &done,
                             const UpOptions &options, const base::OperationContext &context)
{
    const Pace pace = paceOf(service.deploy->rollbackConfig);
    const std::size_t batch = pace.parallelism == 0 ? done.size() : pace.parallelism;
    std::mutex mutex;
    std::optional<Error> first;
    for (std::size_t at = 0; at < done.size(); at += batch) {
        if (at > 0)
            (void)waitFor(pace.delay, context);
        std::vector<std::string> ids;
        std::map<std::string, const Rolled *> byId;
        for (std::size_t i = at; i < std::min(at + batch, done.size()); ++i) {
            ids.push_back(done[i].id);
            byId[done[i].id] = &done[i];
        }
        CATAMARAN_CHECK(forEach(ids, m_parallel, context.stop, [&](const std::string &id) -> Result<void> {
            const Rolled &one = *byId.at(id);
            const std::string object = "Container " + one.replica.name;
            tell(Phase::Working, object, "Rolling back", service.name);
            const Turn turn{id, one.replica.existing, one.replica.name,
                            pace.startFirst && !hasAddressOfItsOwn(service), pace.monitor};
            auto reverted = takePlace(service, turn, options, context);
            if (reverted)
                reverted = m_engine.remove(id, true, true);
            if (reverted) {
                tell(Phase::Done, object, "Rolled back", service.name);
                return {};
            }
            tell(Phase::Failed, object, "Error", service.name, reverted.error().text());
            const std::scoped_lock guard(mutex);
            if (!first)
                first = reverted.error();
            return pace.failureAction == "continue" ? Result<void>() : reverted;
        }));
    }
    return first ? Result<void>(base::fail(std::move(*first))) : Result<void>();
}

Result<void> Stack::settle(const compose::Service &service, const std::vector<Rolled> &done,
                           const UpOptions &options, Created &created)
{
    for (const Rolled &one : done) {
        const std::string object = "Container " + one.replica.name;
        if (auto removed = m_engine.remove(one.replica.existing, true, options.renewAnonymousVolumes);
            !removed && removed.error().code() != Errc::NotFound)
            return removed;
        CATAMARAN_CHECK(m_engine.rename(one.id, one.replica.name));
        tell(Phase::Done, object, "Recreated", service.name);
        tell(Phase::Done, object, "Started", service.name);
        const std::scoped_lock guard(created.mutex);
        std::vector<std::string> &ids = created.containers[service.name];
        std::replace(ids.begin(), ids.end(), one.replica.existing, one.id);
        created.changedServices.insert(service.name);
    }
    return {};
}

Result<void> Stack::rollService(const compose::Service &service, const UpOptions &options, Created &created,
                                const base::OperationContext &context)
{
    std::vector<ReplicaPlan> replicas;
    {
        const std::scoped_lock guard(created.mutex);
        replicas = created.rolling[service.name];
    }
    if (replicas.empty())
        return {};
    const Pace pace = paceOf(service.deploy->updateConfig);
    if (pace.startFirst && hasAddressOfItsOwn(service))
        tell(Phase::Warning, "", "", service.name,
             "service " + service.name +
                 " has a fixed address, which two containers cannot have: it is "
                 "updated stop-first");
    const std::size_t batch = pace.parallelism == 0 ? replicas.size() : pace.parallelism;
    std::mutex mutex;
    std::vector<Rolled> done;
    std::optional<Error> first;
    std::size_t failed = 0;
    for (std::size_t at = 0; at < replicas.size(); at += batch) {
        if (at > 0 && !waitFor(pace.delay, context))
            break;
        std::vector<std::string> ids;
        std::map<std::string, const ReplicaPlan *> byId;
        for (std::size_t i = at; i < std::min(at + batch, replicas.size()); ++i) {
            ids.push_back(replicas[i].existing);
            byId[replicas[i].existing] = &replicas[i];
        }
        (void)forEach(ids, m_parallel, context.stop, [&](const std::string &existing) -> Result<void> {
            auto id = rollOne(service, *byId.at(existing), options, created, context);
            const std::scoped_lock guard(mutex);
            if (id) {
                done.push_back({*byId.at(existing), *id});
            } else {
                ++failed;
                if (!first)
                    first = id.error();
            }
            return {};
        });
        if (context.stopRequested() ||
            (pace.failureAction != "continue" && pace.fails(failed, replicas.size())))
            break;
    }
    const bool gaveUp = pace.failureAction != "continue" && pace.fails(failed, replicas.size());
    if (gaveUp && pace.failureAction == "rollback" && !context.stopRequested()) {
        auto reverted = rollBack(service, done, options, context);
        Error error = std::move(*first).withContext("service \"" + service.name + "\": update rolled back");
        if (!reverted)
            error.addCleanup(std::move(reverted).error());
        return base::fail(std::move(error));
    }
    CATAMARAN_CHECK(settle(service, done, options, created));
    if (context.stopRequested())
        return base::fail(Errc::Cancelled, "canceled");
    if (gaveUp)
        return base::fail(
            std::move(*first)
                .withContext("service \"" + service.name + "\": update paused with " +
                             std::to_string(done.size()) + " of " + std::to_string(replicas.size()) +
                             " containers updated")
                .withFix("The others run as before. Mend the service, and run the same command again."));
    if (failed > 0)
        tell(Phase::Warning, "", "", service.name,
             "service " + service.name + ": " + std::to_string(failed) + " of " +
                 std::to_string(replicas.size()) + " containers could not be updated and run as before");
    return {};
}

} // namespace catamaran::stack
