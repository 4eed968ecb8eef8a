// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/engine_stacks.h"

#include "src/bridge/convert.h"
#include "src/bridge/service_spec.h"
#include "src/bridge/stack_preview.h"
#include "src/bridge/stack_state.h"
#include "src/compose/select.h"

#include <QCoreApplication>

#include <algorithm>
#include <future>
#include <mutex>
#include <set>

namespace catamaran::bridge {

namespace {

using base::Errc;
using base::Error;
using Clock = std::chrono::steady_clock;
using EventSink = std::function<void(const StackEvent &)>;

/// Between two looks at a container whose health somebody waits for.
constexpr std::chrono::milliseconds kLook{40};
/// Software emulation on a busy computer is slow.
constexpr std::chrono::minutes kVmPatience{3};

QString translated(const char *words)
{
    return QCoreApplication::translate("catamaran::bridge", words);
}

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

/// One container or VM that the stack is to have.
struct Step {
    PlanRow::Change change = PlanRow::Change::Keep;
    std::string service;
    int number = 1;
    std::string name;
    std::optional<core::WorkloadId> existing;
    std::string reason;
};

/// What an up does.
struct UpPlan {
    compose::Project project;
    std::vector<std::string> networks; ///< keys to make
    std::vector<std::string> volumes;
    std::map<std::string, std::vector<Step>> services;
    std::vector<Step> orphans;
};

base::Result<compose::Project> loadProject(const StackCommand &command)
{
    StackSource source = command.source;
    CATAMARAN_TRY(const auto options, loadOptionsOf(source, command.text));
    CATAMARAN_TRY(compose::Project project, compose::load(options));
    for (auto it = command.scale.begin(); it != command.scale.end(); ++it) {
        if (const auto found = project.services.find(it.key().toStdString()); found != project.services.end())
            found->second.scale = it.value();
    }
    if (!command.services.isEmpty()) {
        std::vector<std::string> names;
        for (const QString &name : command.services)
            names.push_back(name.toStdString());
        CATAMARAN_CHECK(compose::selectServices(project, names));
    }
    compose::pruneResources(project);
    return project;
}

std::string labelIn(const core::Workload &workload, const QString &label)
{
    const auto found = workload.labels.find(label.toStdString());
    return found == workload.labels.end() ? std::string() : found->second;
}

base::Result<std::vector<core::Workload>> workloadsOf(core::Deck &deck, const std::string &project)
{
    CATAMARAN_TRY(auto all, deck.workloads());
    std::erase_if(all, [&project](const core::Workload &one) {
        return labelIn(one, kProjectLabel) != project || labelIn(one, kOneOffLabel) == "True";
    });
    return all;
}

bool runs(const core::Workload &workload)
{
    return workload.state == core::State::Running || workload.state == core::State::Starting ||
           workload.state == core::State::Paused;
}

Step stepFor(const compose::Project &project, const compose::Service &service, int number,
             const std::vector<core::Workload> &present)
{
    Step step;
    step.service = service.name;
    step.number = number;
    step.name = replicaName(project, service, number);
    step.change = PlanRow::Change::Create;
    for (const core::Workload &one : present) {
        if (labelIn(one, kServiceLabel) != service.name ||
            labelIn(one, kNumberLabel) != std::to_string(number))
            continue;
        step.existing = one.id;
        const bool sameHull = (one.id.kind == core::Kind::Vm) == wantsVm(service);
        if (!sameHull || labelIn(one, kHashLabel) != configHash(service)) {
            step.change = PlanRow::Change::Recreate;
            step.reason = sameHull ? "its configuration changed" : "it changes between container and VM";
        } else if (!runs(one)) {
            step.change = PlanRow::Change::Start;
        } else {
            step.change = PlanRow::Change::Keep;
        }
    }
    return step;
}

base::Result<UpPlan> planUp(core::Deck &deck, const StackCommand &command)
{
    UpPlan plan;
    CATAMARAN_TRY(plan.project, loadProject(command));
    const compose::Project &project = plan.project;
    // What cannot be done is said before anything is.
    for (const auto &[name, service] : project.services) {
        CATAMARAN_CHECK(wantsVm(service) ? machineSpecOf(project, service, 1)
                                         : containerSpecOf(project, service, 1));
    }
    for (const auto &[key, network] : project.networks) {
        const auto found = deck.engine().networks().network(network.name);
        if (!found && network.external)
            return base::fail(
                Error(Errc::NotFound,
                      "network " + network.name + " declared as external, but could not be found")
                    .withFix("Make it with \"catamaran network create " + network.name + "\"."));
        if (!found)
            plan.networks.push_back(key);
    }
    for (const auto &[key, volume] : project.volumes) {
        const auto found = deck.engine().volumes().inspect(volume.name, engine::VolumeService::Sizes::No);
        if (!found && volume.external)
            return base::fail(Error(Errc::NotFound, "external volume \"" + volume.name + "\" not found")
                                  .withFix("Make it with \"catamaran volume create " + volume.name + "\"."));
        if (!found)
            plan.volumes.push_back(key);
    }
    CATAMARAN_TRY(const auto present, workloadsOf(deck, project.name));
    for (const auto &[name, service] : project.services) {
        const auto replicas = static_cast<int>(service.replicas());
        for (int number = 1; number <= replicas; ++number) {
            plan.services[name].push_back(stepFor(project, service, number, present));
        }
        for (const core::Workload &one : present) {
            if (labelIn(one, kServiceLabel) == name &&
                std::atoi(labelIn(one, kNumberLabel).c_str()) > replicas)
                plan.orphans.push_back({PlanRow::Change::Remove, name, 0, one.name, one.id, "scaled down"});
        }
    }
    for (const core::Workload &one : present) {
        const std::string service = labelIn(one, kServiceLabel);
        if (command.removeOrphans && !project.services.contains(service) &&
            !project.disabledServices.contains(service))
            plan.orphans.push_back(
                {PlanRow::Change::Remove, service, 0, one.name, one.id, "no service of the file"});
    }
    return plan;
}

QString kindWord(bool vm)
{
    return vm ? translated("VM") : translated("container");
}

/// Carries an up out.
class Upper {
public:
    Upper(core::Deck &deck, UpPlan plan, const EventSink &onEvent, const base::OperationContext &context)
        : m_deck(deck), m_plan(std::move(plan)), m_onEvent(onEvent), m_context(context)
    {
    }

    base::Result<void> run()
    {
        for (const Step &orphan : m_plan.orphans) {
            CATAMARAN_CHECK(m_deck.stop(*orphan.existing, m_context));
            CATAMARAN_CHECK(m_deck.remove(*orphan.existing, true));
        }
        CATAMARAN_CHECK(makeResources());
        std::map<std::string, std::shared_future<base::Result<void>>> done;
        // The loader refuses circles, so this ends.
        while (done.size() < m_plan.services.size()) {
            for (const auto &[name, steps] : m_plan.services) {
                const compose::Service &service = m_plan.project.services.at(name);
                const bool ready = std::all_of(
                    service.dependsOn.begin(), service.dependsOn.end(), [&](const auto &dependency) {
                        return done.contains(dependency.first) || !m_plan.services.contains(dependency.first);
                    });
                if (done.contains(name) || !ready)
                    continue;
                std::map<std::string, std::shared_future<base::Result<void>>> before;
                for (const auto &[other, dependency] : service.dependsOn) {
                    if (done.contains(other))
                        before.emplace(other, done.at(other));
                }
                done.emplace(name, std::async(std::launch::async, [this, &service, before] {
                                       return bringUp(service, before);
                                   }).share());
            }
        }
        base::Result<void> result;
        for (auto &[name, future] : done) {
            if (const auto &one = future.get(); !one && result)
                result = base::fail(one.error());
        }
        return result;
    }

private:
    [[nodiscard]] double now() const
    {
        return std::chrono::duration<double, std::milli>(Clock::now() - m_started).count();
    }

    void tell(StackEvent::Phase phase, StartupBar::Kind kind, const std::string &row,
              const std::string &object, const QString &words)
    {
        const std::lock_guard lock(m_mutex);
        m_onEvent({phase, kind, text(row), text(object), words, now()});
    }

    base::Result<void> makeResources()
    {
        using Kind = StartupBar::Kind;
        for (const std::string &key : m_plan.networks) {
            const compose::Network &network = m_plan.project.networks.at(key);
            tell(StackEvent::Phase::Begin, Kind::Other, network.name, network.name, translated("creating"));
            engine::net::NetworkRequest request;
            request.name = network.name;
            request.driver = network.driver.empty() ? "bridge" : network.driver;
            request.internal = network.internal;
            request.attachable = network.attachable;
            request.ipv4 = network.enableIpv4.value_or(true);
            request.ipv6 = network.enableIpv6.value_or(false);
            for (const compose::IpamPool &pool : network.ipam.config) {
                if (!pool.subnet.empty())
                    request.subnets.push_back(pool.subnet);
                if (!pool.gateway.empty())
                    request.gateways.push_back(pool.gateway);
                if (!pool.ipRange.empty())
                    request.ipRanges.push_back(pool.ipRange);
            }
            request.options = network.driverOpts;
            request.labels = network.labels;
            request.labels["com.docker.compose.network"] = key;
            request.labels[kProjectLabel.toStdString()] = m_plan.project.name;
            CATAMARAN_CHECK(m_deck.engine().networks().createNetwork(request));
            tell(StackEvent::Phase::End, Kind::Other, network.name, network.name, translated("created"));
        }
        for (const std::string &key : m_plan.volumes) {
            const compose::Volume &volume = m_plan.project.volumes.at(key);
            tell(StackEvent::Phase::Begin, Kind::Other, volume.name, volume.name, translated("creating"));
            engine::VolumeRequest request;
            request.name = volume.name;
            request.driver = volume.driver.empty() ? "local" : volume.driver;
            request.options = volume.driverOpts;
            request.labels = volume.labels;
            request.labels["com.docker.compose.volume"] = key;
            request.labels[kProjectLabel.toStdString()] = m_plan.project.name;
            CATAMARAN_CHECK(m_deck.engine().volumes().create(request));
            tell(StackEvent::Phase::End, Kind::Other, volume.name, volume.name, translated("created"));
        }
        return {};
    }

    base::Result<void> bringUp(const compose::Service &service,
                               const std::map<std::string, std::shared_future<base::Result<void>>> &before)
    {
        using Kind = StartupBar::Kind;
        const auto waits = [&]() -> base::Result<void> {
            for (const auto &[other, future] : before) {
                const compose::Dependency &dependency = service.dependsOn.at(other);
                const auto &up = future.get();
                if (!up && dependency.required)
                    return base::fail(Error(Errc::InvalidState, "dependency " + other + " failed to start: " +
                                                                    up.error().message())
                                          .withFix("Look at the log of " + other + "."));
                if (up && dependency.condition != "service_started") {
                    if (const auto met = waitFor(other, dependency.condition); !met && dependency.required)
                        return base::fail(met.error());
                }
            }
            return {};
        };
        if (!before.empty())
            tell(StackEvent::Phase::Wait, Kind::Wait, service.name, service.name,
                 translated("waits for what it needs"));
        const auto waited = waits();
        if (!before.empty())
            tell(waited ? StackEvent::Phase::End : StackEvent::Phase::Fail, Kind::Wait, service.name,
                 service.name, waited ? QString() : text(waited.error().message()));
        if (!waited)
            return waited;
        for (const Step &step : m_plan.services.at(service.name)) {
            if (m_context.stopRequested())
                return base::fail(Error(Errc::Cancelled, "cancelled"));
            CATAMARAN_CHECK(bringUp(service, step));
        }
        return {};
    }

    base::Result<void> bringUp(const compose::Service &service, const Step &step)
    {
        using Kind = StartupBar::Kind;
        using Phase = StackEvent::Phase;
        const auto failed = [&](Kind kind, const Error &error) -> base::Result<void> {
            tell(Phase::Fail, kind, service.name, step.name, text(error.message()));
            return base::fail(Error(error).withContext("service " + service.name));
        };
        if (step.change == PlanRow::Change::Keep)
            return {};
        core::WorkloadId id = step.existing.value_or(core::WorkloadId{});
        if (step.change != PlanRow::Change::Start) {
            tell(Phase::Begin, Kind::Create, service.name, step.name,
                 step.existing ? translated("recreating") : translated("creating"));
            if (step.existing) {
                const auto stopped = m_deck.stop(id, m_context);
                const auto removed = stopped ? m_deck.remove(id, true) : stopped;
                if (!removed)
                    return failed(Kind::Create, removed.error());
            }
            if (wantsVm(service))
                return startVm(service, step);
            const auto spec = containerSpecOf(m_plan.project, service, step.number);
            const auto made = spec ? m_deck.engine().create(*spec, m_context) : base::fail(spec.error());
            if (!made)
                return failed(Kind::Create, made.error());
            id = {core::Kind::Container, *made};
            tell(Phase::End, Kind::Create, service.name, step.name, translated("created"));
        }
        tell(Phase::Begin, Kind::Start, service.name, step.name, translated("starting"));
        if (const auto started = m_deck.start(id, m_context); !started)
            return failed(Kind::Start, started.error());
        tell(Phase::End, Kind::Start, service.name, step.name, translated("started"));
        const bool watched = service.healthcheck && !service.healthcheck->disable &&
                             id.kind == core::Kind::Container && !service.healthcheck->test.words.empty();
        if (watched)
            tell(Phase::Begin, Kind::Health, service.name, step.name, translated("until healthy"));
        return {};
    }

    base::Result<void> startVm(const compose::Service &service, const Step &step)
    {
        using Kind = StartupBar::Kind;
        const auto spec = machineSpecOf(m_plan.project, service, step.number);
        const auto made = spec ? m_deck.runVm(*spec, m_context) : base::fail(spec.error());
        if (!made) {
            tell(StackEvent::Phase::Fail, Kind::Create, service.name, step.name,
                 text(made.error().message()));
            return base::fail(Error(made.error()).withContext("service " + service.name));
        }
        tell(StackEvent::Phase::End, Kind::Create, service.name, step.name, translated("started as a VM"));
        return {};
    }

    /// Until all replicas of a service meet the condition.
    base::Result<void> waitFor(const std::string &service, const std::string &condition)
    {
        for (const Step &step : m_plan.services.at(service)) {
            if (wantsVm(m_plan.project.services.at(service))) {
                CATAMARAN_CHECK(waitForVm(service, step, condition));
                continue;
            }
            for (;;) {
                if (m_context.stopRequested())
                    return base::fail(Error(Errc::Cancelled, "cancelled"));
                CATAMARAN_TRY(const auto details, m_deck.engine().inspect(step.name));
                const engine::ContainerSummary &now = details.summary;
                const bool ended = now.state == engine::ContainerState::Exited;
                if (condition == "service_completed_successfully") {
                    if (ended && now.exitCode == 0)
                        break;
                    if (ended)
                        return base::fail(
                            Error(Errc::InvalidState, "service \"" + service +
                                                          "\" didn't complete successfully: exit " +
                                                          std::to_string(now.exitCode)));
                } else {
                    if (now.health == "healthy") {
                        tell(StackEvent::Phase::End, StartupBar::Kind::Health, service, step.name,
                             translated("healthy"));
                        break;
                    }
                    const bool bad = now.health == "unhealthy" || ended || now.health.empty();
                    if (bad) {
                        tell(StackEvent::Phase::Fail, StartupBar::Kind::Health, service, step.name,
                             translated("unhealthy"));
                        return base::fail(
                            Error(Errc::InvalidState,
                                  now.health.empty() && !ended
                                      ? "container " + step.name + " has no healthcheck configured"
                                      : "dependency failed to start: container " + step.name +
                                            " is unhealthy")
                                .withFix("Look at the log of " + service + "."));
                    }
                }
                std::this_thread::sleep_for(kLook);
            }
        }
        return {};
    }

    base::Result<void> waitForVm(const std::string &service, const Step &step, const std::string &condition)
    {
        if (condition == "service_completed_successfully") {
            CATAMARAN_TRY(const int code, m_deck.hypervisor().wait(step.name, m_context));
            if (code != 0)
                return base::fail(Error(Errc::InvalidState, "service \"" + service +
                                                                "\" didn't complete successfully: exit " +
                                                                std::to_string(code)));
            return {};
        }
        tell(StackEvent::Phase::Begin, StartupBar::Kind::Health, service, step.name,
             translated("until ready"));
        const auto ready = m_deck.hypervisor().waitReady(step.name, kVmPatience, m_context);
        tell(ready ? StackEvent::Phase::End : StackEvent::Phase::Fail, StartupBar::Kind::Health, service,
             step.name, ready ? translated("ready") : text(ready.error().message()));
        return ready;
    }

    core::Deck &m_deck;
    UpPlan m_plan;
    const EventSink &m_onEvent;
    const base::OperationContext &m_context;
    const Clock::time_point m_started = Clock::now();
    std::mutex m_mutex;
};

/// Those of `command.services`, or all; what others need comes last.
base::Result<std::vector<core::Workload>> chosen(core::Deck &deck, const StackCommand &command)
{
    CATAMARAN_TRY(auto list, workloadsOf(deck, command.project.toStdString()));
    if (!command.services.isEmpty()) {
        std::erase_if(list, [&command](const core::Workload &one) {
            return !command.services.contains(text(labelIn(one, kServiceLabel)));
        });
    }
    // The last to be made was the last to be started: it goes first.
    std::stable_sort(list.begin(), list.end(), [](const core::Workload &a, const core::Workload &b) {
        return a.createdNs > b.createdNs;
    });
    return list;
}

base::Result<void>
stopAll(core::Deck &deck, const std::vector<core::Workload> &list,
        const std::function<void(StackEvent::Phase, const core::Workload &, const QString &)> &tell,
        const base::OperationContext &context)
{
    // Each waits for its program to end; together they take as long as the slowest.
    std::vector<std::future<base::Result<void>>> stopping;
    for (const core::Workload &one : list) {
        if (!runs(one))
            continue;
        tell(StackEvent::Phase::Begin, one, translated("stopping"));
        stopping.push_back(std::async(std::launch::async, [&deck, &one, &tell, &context] {
            auto done = deck.stop(one.id, context);
            tell(done ? StackEvent::Phase::End : StackEvent::Phase::Fail, one,
                 done ? translated("stopped") : text(done.error().message()));
            return done;
        }));
    }
    base::Result<void> result;
    for (auto &one : stopping) {
        if (auto done = one.get(); !done && result)
            result = std::move(done);
    }
    return result;
}

base::Result<void> removeResources(core::Deck &deck, const std::string &project, bool volumes)
{
    CATAMARAN_TRY(const auto networks, deck.engine().networks().list());
    for (const engine::net::Network &network : networks) {
        const auto label = network.labels.find(kProjectLabel.toStdString());
        if (label != network.labels.end() && label->second == project) {
            CATAMARAN_CHECK(deck.engine().networks().removeNetwork(network.name));
        }
    }
    if (!volumes)
        return {};
    CATAMARAN_TRY(const auto all, deck.engine().volumes().list(engine::VolumeService::Sizes::No));
    for (const auto &volume : all) {
        const auto label = volume.labels.find(kProjectLabel.toStdString());
        if (label != volume.labels.end() && label->second == project) {
            CATAMARAN_CHECK(deck.engine().volumes().remove(volume.name, true));
        }
    }
    return {};
}

} // namespace

base::Result<QList<PlanRow>> EngineStacks::plan(core::Deck &deck, const StackCommand &command)
{
    using Change = PlanRow::Change;
    QList<PlanRow> rows;
    if (command.verb == StackCommand::Verb::Up) {
        CATAMARAN_TRY(const UpPlan plan, planUp(deck, command));
        for (const std::string &key : plan.networks)
            rows.append(
                {Change::Create, translated("network"), text(plan.project.networks.at(key).name), {}});
        for (const std::string &key : plan.volumes)
            rows.append({Change::Create, translated("volume"), text(plan.project.volumes.at(key).name), {}});
        for (const auto &[name, steps] : plan.services) {
            const bool vm = wantsVm(plan.project.services.at(name));
            for (const Step &step : steps)
                rows.append(
                    {step.change, kindWord(vm), text(step.name),
                     step.reason.empty() ? text(plan.project.services.at(name).image) : text(step.reason)});
        }
        for (const Step &step : plan.orphans)
            rows.append({Change::Remove, kindWord(step.existing->kind == core::Kind::Vm), text(step.name),
                         text(step.reason)});
        std::stable_sort(rows.begin(), rows.end(), [](const PlanRow &a, const PlanRow &b) {
            return (a.change == Change::Keep) < (b.change == Change::Keep);
        });
        return rows;
    }
    CATAMARAN_TRY(const auto list, chosen(deck, command));
    const bool down = command.verb == StackCommand::Verb::Down;
    for (const core::Workload &one : list) {
        const Change change = down                                       ? Change::Remove
                              : command.verb == StackCommand::Verb::Stop ? Change::Stop
                                                                         : Change::Start;
        if (command.verb == StackCommand::Verb::Stop && !runs(one))
            continue;
        rows.append({change, kindWord(one.id.kind == core::Kind::Vm), text(one.name), text(one.stateText)});
    }
    if (!down)
        return rows;
    const std::string project = command.project.toStdString();
    CATAMARAN_TRY(const auto networks, deck.engine().networks().list());
    for (const engine::net::Network &network : networks) {
        const auto label = network.labels.find(kProjectLabel.toStdString());
        if (label != network.labels.end() && label->second == project)
            rows.append({Change::Remove, translated("network"), text(network.name), {}});
    }
    CATAMARAN_TRY(const auto volumes, deck.engine().volumes().list(engine::VolumeService::Sizes::No));
    for (const auto &volume : volumes) {
        const auto label = volume.labels.find(kProjectLabel.toStdString());
        if (label != volume.labels.end() && label->second == project)
            rows.append(
                {command.removeVolumes ? Change::Remove : Change::Keep, translated("volume"),
                 text(volume.name),
                 command.removeVolumes ? translated("its data is lost") : translated("its data stays")});
    }
    return rows;
}

base::Result<void> EngineStacks::run(core::Deck &deck, const StackCommand &command,
                                     const std::function<void(const StackEvent &)> &onEvent,
                                     const base::OperationContext &context)
{
    if (command.verb == StackCommand::Verb::Up) {
        CATAMARAN_TRY(UpPlan plan, planUp(deck, command));
        return Upper(deck, std::move(plan), onEvent, context).run();
    }
    const auto started = Clock::now();
    std::mutex mutex;
    const auto tell = [&](StackEvent::Phase phase, const core::Workload &one, const QString &words) {
        const std::lock_guard lock(mutex);
        onEvent({phase, StartupBar::Kind::Start, text(labelIn(one, kServiceLabel)), text(one.name), words,
                 std::chrono::duration<double, std::milli>(Clock::now() - started).count()});
    };
    CATAMARAN_TRY(auto list, chosen(deck, command));
    if (command.verb != StackCommand::Verb::Start) {
        CATAMARAN_CHECK(stopAll(deck, list, tell, context));
    }
    if (command.verb == StackCommand::Verb::Down) {
        for (const core::Workload &one : list) {
            CATAMARAN_CHECK(deck.remove(one.id, true));
        }
        return removeResources(deck, command.project.toStdString(), command.removeVolumes);
    }
    if (command.verb == StackCommand::Verb::Stop)
        return {};
    std::reverse(list.begin(), list.end());
    for (const core::Workload &one : list) {
        tell(StackEvent::Phase::Begin, one, translated("starting"));
        CATAMARAN_CHECK(deck.start(one.id, context));
        tell(StackEvent::Phase::End, one, translated("started"));
    }
    return {};
}

} // namespace catamaran::bridge
