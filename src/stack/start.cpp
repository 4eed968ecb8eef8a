// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/stack.h"
#include "src/stack/until.h"

#include "engine/base/digest.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

namespace catamaran::stack {

using base::Errc;
using base::Result;
using engine::ContainerState;
using Phase = StackEvent::Phase;

namespace {

std::string copyAll(int fd)
{
    std::string text;
    std::array<char, 4096> buffer{};
    for (ssize_t n = 0; (n = ::read(fd, buffer.data(), buffer.size())) > 0;)
        text.append(buffer.data(), static_cast<std::size_t>(n));
    return text;
}

} // namespace

std::string Stack::lastLines(const std::string &id)
{
    engine::LogQuery query;
    query.tail = 5;
    std::string text;
    (void)m_engine.logs(
        id, query, [&](const engine::LogRecord &record) { text += "  | " + std::string(record.text); }, {});
    return text;
}

Result<void> Stack::waitHealthy(const std::string &id, const base::OperationContext &context)
{
    if (isVm(id)) {
        const auto once = [&]() -> Result<void> {
            CATAMARAN_TRY(const World world, look());
            for (const Instance &instance : world.instances) {
                if (instance.id == id)
                    return waitVmHealthy(instance, context);
            }
            return base::fail(Errc::NotFound, "No such VM: " + id);
        };
        // libvirt may be busy for longer than one call waits, with VMs of others that start, too.
        constexpr int kTries = 3;
        Result<void> healthy = once();
        for (int i = 1; i < kTries && !healthy && healthy.error().code() == Errc::Timeout; ++i)
            healthy = once();
        return healthy;
    }
    using Answer = std::optional<Result<void>>;
    return until(m_engine, context, [&]() -> Answer {
        const auto details = m_engine.inspect(id);
        if (!details)
            return Result<void>(base::fail(details.error()));
        const engine::ContainerSummary &now = details->summary;
        if (now.state == ContainerState::Exited || now.state == ContainerState::Dead)
            return Result<void>(base::fail(Errc::InvalidState, "container " + now.name + " exited (" +
                                                                   std::to_string(now.exitCode) + ")"));
        if (now.health == "unhealthy")
            return Result<void>(base::fail(Errc::InvalidState, "container " + now.name + " is unhealthy"));
        if (now.health == "starting" || now.state != ContainerState::Running)
            return std::nullopt;
        return Result<void>();
    });
}

Result<void> Stack::awaitDependency(const std::string &name, const compose::Dependency &dependency,
                                    const base::OperationContext &context)
{
    CATAMARAN_TRY(const World world, look());
    const std::vector<const Instance *> instances = world.of(name);
    for (const Instance *instance : instances) {
        const std::string object = (instance->isVm ? "VM " : "Container ") + instance->name;
        if (dependency.condition == "service_healthy") {
            tell(Phase::Working, object, "Waiting", name);
            const auto details =
                instance->isVm ? base::fail(Errc::NotFound, "a VM") : m_engine.inspect(instance->id);
            if (details && details->summary.health.empty() &&
                details->summary.state == ContainerState::Running)
                return base::fail(Errc::InvalidState,
                                  "container " + instance->name + " has no healthcheck configured");
            if (auto healthy = waitHealthy(instance->id, context); !healthy) {
                tell(Phase::Failed, object, "Error", name, lastLines(instance->id));
                return base::fail(std::move(healthy).error().withContext("dependency failed to start"));
            }
            tell(Phase::Done, object, "Healthy", name);
        } else if (dependency.condition == "service_completed_successfully") {
            tell(Phase::Working, object, "Waiting", name);
            CATAMARAN_TRY(const int code, instance->isVm ? m_vms->wait(instance->id, context)
                                                         : m_engine.wait(instance->id, context));
            if (code != 0) {
                tell(Phase::Failed, object, "Error", name, lastLines(instance->id));
                return base::fail(Errc::InvalidState, "service \"" + name +
                                                          "\" didn't complete successfully: exit " +
                                                          std::to_string(code));
            }
            tell(Phase::Done, object, "Exited", name);
        }
    }
    return {};
}

Result<void> Stack::awaitDependencies(const compose::Service &service, const base::OperationContext &context)
{
    for (const auto &[name, dependency] : service.dependsOn) {
        if (!m_project.services.contains(name))
            continue;
        auto ready = awaitDependency(name, dependency, context);
        if (ready)
            continue;
        if (dependency.required)
            return ready;
        tell(Phase::Warning, "", "", service.name,
             "optional dependency \"" + name + "\" failed to start: " + ready.error().text());
    }
    return {};
}

Result<void> Stack::runHooks(const std::vector<compose::Hook> &hooks, const std::string &service,
                             const std::string &id, const base::OperationContext &context)
{
    for (const compose::Hook &hook : hooks) {
        engine::ExecRequest request;
        if (hook.command.words)
            request.arguments = *hook.command.words;
        request.user = hook.user;
        request.privileged = hook.privileged;
        request.workingDirectory = hook.workingDir;
        for (const auto &[name, value] : hook.environment) {
            if (value)
                request.environment.push_back(name + "=" + *value);
        }
        std::array<int, 2> pipe{};
        if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
            return base::failErrno("make a pipe");
        const base::UniqueFd readEnd(pipe[0]);
        base::UniqueFd writeEnd(pipe[1]);
        request.standardOut = writeEnd.get();
        request.standardError = writeEnd.get();
        auto execution = m_engine.exec(id, request, context);
        writeEnd.reset();
        int code = 127;
        if (execution) {
            const std::string text = copyAll(readEnd.get());
            if (m_output && !text.empty())
                m_output(service + " ->", text);
            const auto ended = execution->wait();
            code = ended ? *ended : ended.error().code() == Errc::CommandNotExecutable ? 126 : 127;
        } else if (execution.error().code() == Errc::CommandNotExecutable) {
            code = 126;
        } else if (execution.error().code() != Errc::CommandNotFound) {
            return base::fail(execution.error());
        }
        if (code != 0)
            return base::fail(Errc::InvalidState,
                              service + " hook exited with status " + std::to_string(code));
    }
    return {};
}

Result<void> Stack::runPreStart(const compose::Service &service, Created &created,
                                const base::OperationContext &context)
{
    std::size_t fresh = 0;
    {
        const std::scoped_lock guard(created.mutex);
        for (const std::string &id : created.containers[service.name])
            fresh += created.fresh.contains(id) ? 1U : 0U;
        fresh += created.rolling[service.name].size();
    }
    for (std::size_t i = 0; fresh > 0 && i < service.preStart.size(); ++i) {
        const compose::Hook &hook = service.preStart[i];
        for (std::size_t turn = 0; turn < (hook.perReplica ? fresh : 1); ++turn) {
            compose::Service step = service;
            step.containerName.clear();
            step.ports.clear();
            step.healthcheck.reset();
            step.command = hook.command;
            step.entrypoint = {};
            if (hook.command.words)
                step.entrypoint.words = std::vector<std::string>();
            if (!hook.image.empty())
                step.image = hook.image;
            if (!hook.user.empty())
                step.user = hook.user;
            if (!hook.workingDir.empty())
                step.workingDir = hook.workingDir;
            step.privileged = hook.privileged;
            for (const auto &[name, value] : hook.environment)
                step.environment[name] = value;
            const std::string name =
                m_project.name + "-" + service.name + "-pre_start-" + base::randomHexId().substr(0, 12);
            CATAMARAN_TRY(
                const std::string id,
                createContainer(step, {0, true, name}, {}, created, context, [](ContainerWish &wish) {
                    wish.spec.labels.erase(label::kOneOff); // neither a replica nor a one-off
                    wish.spec.labels.erase(label::kService);
                }));
            const auto started = m_engine.start(id, false, context);
            int code = 127;
            std::string text;
            if (started) {
                CATAMARAN_TRY(code, m_engine.wait(id, context));
                (void)m_engine.logs(
                    id, {}, [&](const engine::LogRecord &record) { text += std::string(record.text); }, {});
            }
            (void)m_engine.remove(id, true, false);
            if (m_output && !text.empty())
                m_output(service.name + " ->", text);
            if (!started)
                return base::fail(base::Error(started.error()).withContext(service.name + " pre_start hook"));
            if (code != 0)
                return base::fail(Errc::InvalidState, service.name + " pre_start hook exited with status " +
                                                          std::to_string(code));
        }
    }
    return {};
}

Result<void> Stack::startContainer(const std::string &id, const std::string &name, const std::string &service,
                                   const base::OperationContext &context)
{
    const std::string object = "Container " + name;
    tell(Phase::Working, object, "Starting", service);
    if (m_dry) {
        tell(Phase::Done, object, "Started", service);
        return {};
    }
    if (const auto started = m_engine.start(id, false, context); !started) {
        tell(Phase::Failed, object, "Error", service, started.error().text());
        return base::fail(started.error());
    }
    const auto found = m_project.services.find(service);
    if (found != m_project.services.end())
        CATAMARAN_CHECK(runHooks(found->second.postStart, service, id, context));
    tell(Phase::Done, object, "Started", service);
    return {};
}

Result<void> Stack::startService(const std::string &name, const UpOptions &options, Created &created,
                                 const base::OperationContext &context)
{
    const compose::Service &service = m_project.services.at(name);
    if (!m_dry)
        CATAMARAN_CHECK(awaitDependencies(service, context));
    if (wantsVm(service))
        return startVms(service, created, context);
    CATAMARAN_CHECK(runPreStart(service, created, context));
    CATAMARAN_CHECK(rollService(service, options, created, context));
    CATAMARAN_TRY(const World world, look());
    std::vector<std::string> ids;
    std::map<std::string, const Instance *> byId;
    bool dependencyChanged = false;
    {
        const std::scoped_lock guard(created.mutex);
        for (const auto &[dependency, how] : service.dependsOn)
            dependencyChanged =
                dependencyChanged || (how.restart && created.changedServices.contains(dependency));
    }
    for (const Instance *instance : world.of(name)) {
        byId[instance->id] = instance;
        if (instance->state == ContainerState::Paused)
            continue;
        if (!instance->isRunning()) {
            ids.push_back(instance->id);
        } else if (dependencyChanged) { // depends_on.restart
            CATAMARAN_CHECK(stopContainer(*instance, std::nullopt, context));
            ids.push_back(instance->id);
        }
    }
    return forEach(ids, m_parallel, context.stop, [&](const std::string &id) {
        return startContainer(id, byId.at(id)->name, name, context);
    });
}

Result<void> Stack::startServices(const std::set<std::string> &services, const UpOptions &options,
                                  Created &created, const base::OperationContext &context)
{
    Graph order;
    for (const std::string &name : services)
        order[name] = dependenciesOf(m_project.services.at(name));
    // An optional dependency that fails must not keep its dependents from starting.
    std::mutex mutex;
    std::map<std::string, base::Error> failed;
    return walk(order, m_parallel, context.stop, [&](const std::string &name) -> Result<void> {
        auto started = startService(name, options, created, context);
        if (started)
            return {};
        bool needed = true;
        for (const auto &[other, service] : m_project.services) {
            const auto dependency = service.dependsOn.find(name);
            if (dependency != service.dependsOn.end() && !dependency->second.required)
                needed = false;
        }
        if (needed)
            return started;
        tell(Phase::Warning, "", "", name,
             "optional dependency \"" + name + "\" failed to start: " + started.error().text());
        return {};
    });
}

Result<void> Stack::awaitAll(const std::vector<Instance> &instances, const UpOptions &options,
                             const base::OperationContext &context)
{
    std::stop_source ended;
    bool timedOut = false;
    std::jthread timer;
    const std::stop_callback passOn(context.stop, [&] { ended.request_stop(); });
    if (options.waitTimeout) {
        timer = std::jthread([&](const std::stop_token &stop) {
            std::mutex mutex;
            std::condition_variable_any never;
            std::unique_lock lock(mutex);
            never.wait_for(lock, stop, *options.waitTimeout, [] { return false; });
            if (!stop.stop_requested()) {
                timedOut = true;
                ended.request_stop();
            }
        });
    }
    base::OperationContext bounded = context;
    bounded.stop = ended.get_token();
    std::vector<std::string> ids;
    std::map<std::string, const Instance *> byId;
    for (const Instance &instance : instances) {
        ids.push_back(instance.id);
        byId[instance.id] = &instance;
    }
    auto result = forEach(ids, 0, bounded.stop, [&](const std::string &id) -> Result<void> {
        const Instance &instance = *byId.at(id);
        tell(Phase::Working, "Container " + instance.name, "Waiting", instance.service);
        auto healthy = waitHealthy(id, bounded);
        if (!healthy) {
            // One that had only something to do, and did it, is as good as one that runs when others wait for
            // its end.
            const auto details = m_engine.inspect(id);
            bool completes = false;
            for (const auto &[name, service] : m_project.services) {
                const auto dependency = service.dependsOn.find(instance.service);
                completes = completes || (dependency != service.dependsOn.end() &&
                                          dependency->second.condition == "service_completed_successfully");
            }
            if (!details || details->summary.exitCode != 0 || !completes ||
                details->summary.state != ContainerState::Exited) {
                tell(Phase::Failed, "Container " + instance.name, "Error", instance.service, lastLines(id));
                return healthy;
            }
            tell(Phase::Done, "Container " + instance.name, "Exited", instance.service);
            return {};
        }
        tell(Phase::Done, "Container " + instance.name, "Healthy", instance.service);
        return {};
    });
    if (timedOut)
        return base::fail(Errc::Timeout, "application not healthy after " +
                                             std::to_string(options.waitTimeout->count()) + "s");
    return result;
}

Result<void> Stack::stopContainer(const Instance &instance, std::optional<std::chrono::seconds> timeout,
                                  const base::OperationContext &context)
{
    const std::string object = (instance.isVm ? "VM " : "Container ") + instance.name;
    tell(Phase::Working, object, "Stopping", instance.service);
    if (!instance.isRunning() || instance.isVm || m_dry) {
        if (instance.isRunning() && !m_dry)
            CATAMARAN_CHECK(m_vms->stop(instance.id, timeout, context));
        tell(Phase::Done, object, "Stopped", instance.service);
        return {};
    }
    const auto found = m_project.services.find(instance.service);
    if (found != m_project.services.end() && instance.state != ContainerState::Paused) {
        if (auto hooked = runHooks(found->second.preStop, instance.service, instance.id, context); !hooked) {
            tell(Phase::Failed, object, "Error", instance.service, hooked.error().text());
            return hooked;
        }
    }
    if (auto stopped = m_engine.stop(instance.id, timeout, context); !stopped) {
        tell(Phase::Failed, object, "Error", instance.service, stopped.error().text());
        return stopped;
    }
    tell(Phase::Done, object, "Stopped", instance.service);
    return {};
}

} // namespace catamaran::stack
