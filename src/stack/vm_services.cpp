// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "src/stack/stack.h"
#include "src/stack/until.h"

#include <algorithm>

namespace catamaran::stack {

using base::Errc;
using base::Result;
using Phase = StackEvent::Phase;

Result<World> Stack::look()
{
    CATAMARAN_TRY(World world, observe(m_engine, m_project.name));
    if (!m_vms)
        return world;
    CATAMARAN_TRY(const std::vector<Instance> machines, m_vms->instances(m_project.name));
    const std::scoped_lock guard(m_vmsMutex);
    for (const Instance &machine : machines) {
        m_vmIds.insert(machine.id);
        world.instances.push_back(machine);
    }
    return world;
}

bool Stack::isVm(const std::string &id)
{
    const std::scoped_lock guard(m_vmsMutex);
    return m_vmIds.contains(id);
}

std::string Stack::vmFiles(const std::string &name) const
{
    return m_engine.options().dataDirectory + "/stack-files/" + name;
}

Result<void> Stack::removeVm(const std::string &id, const std::string &name)
{
    if (auto removed = m_vms->remove(id); !removed && removed.error().code() != Errc::NotFound)
        return removed;
    return base::removeTree(vmFiles(name));
}

/// Healthy as a container is: by its check, which is run in the VM while somebody waits.
Result<void> Stack::waitVmHealthy(const Instance &machine, const base::OperationContext &context)
{
    CATAMARAN_CHECK(m_vms->waitReady(machine.id, context));
    const auto service = m_project.services.find(machine.service);
    if (service == m_project.services.end() || !service->second.healthcheck ||
        service->second.healthcheck->disable || service->second.healthcheck->test.words.empty())
        return {};
    const compose::HealthCheck &check = *service->second.healthcheck;
    std::vector<std::string> command = check.test.words;
    if (command.front() == "NONE")
        return {};
    if (command.front() == "CMD-SHELL")
        command = {"/bin/sh", "-c", command.size() > 1 ? command[1] : std::string()};
    else if (command.front() == "CMD")
        command.erase(command.begin());
    const auto span = [](const std::optional<compose::Duration> &given, std::chrono::nanoseconds usual) {
        return given ? std::chrono::nanoseconds(given->nanoseconds) : usual;
    };
    const auto interval = span(check.interval, std::chrono::seconds(30));
    const auto startInterval =
        span(check.startInterval, std::min<std::chrono::nanoseconds>(interval, std::chrono::seconds(5)));
    const auto grace = std::chrono::steady_clock::now() + span(check.startPeriod, {});
    for (std::int64_t failures = 0; failures < check.retries.value_or(3);) {
        const auto code = m_vms->execute(machine.id, command, context);
        if (code && *code == 0)
            return {};
        // A host that is too busy to answer has not said that the VM is ill: it counts as one failed check.
        if (!code && code.error().code() != Errc::Timeout && code.error().code() != Errc::CommandNotFound &&
            code.error().code() != Errc::CommandNotExecutable)
            return base::fail(base::Error(code.error()).withContext("check the health of " + machine.name));
        const bool starting = std::chrono::steady_clock::now() < grace;
        failures += starting ? 0 : 1;
        if (!waitFor(starting ? startInterval : interval, context))
            return base::fail(Errc::Cancelled, "canceled");
    }
    return base::fail(Errc::InvalidState, "VM " + machine.name + " is unhealthy");
}

Result<void> Stack::wishVm(const compose::Service &service, const ReplicaPlan &replica,
                           const UpOptions &options, Created &created, const base::OperationContext &context)
{
    const std::string object = "VM " + replica.name;
    if (replica.action == ReplicaPlan::Action::Keep) {
        tell(Phase::Done, object, replica.running ? "Running" : "Exists", service.name);
        return {};
    }
    if (!replica.existing.empty())
        CATAMARAN_CHECK(
            removeContainer(replica.existing, replica.name, service.name, options.timeout, context));
    const SpecContext translate{m_project, m_style,
                                [](const std::string &name) -> Result<std::string> {
                                    return base::fail(Errc::Unsupported, "a VM shares nothing with " + name);
                                },
                                [](const std::string &) { return std::vector<std::string>(); }};
    std::vector<InjectedFile> files;
    CATAMARAN_TRY(auto wish, vmWish(translate, service, {replica.number, false, replica.name},
                                    m_vms->network(), &files));
    CATAMARAN_CHECK(shareFiles(files, vmFiles(replica.name), wish));
    // A kill from here to the start leaves nothing: there is no such thing as a VM that was made and never
    // ran.
    tell(Phase::Done, object, "Created", service.name);
    const std::scoped_lock guard(created.mutex);
    created.vms[service.name].push_back(wish);
    created.changedServices.insert(service.name);
    return {};
}

Result<void> Stack::startVms(const compose::Service &service, Created &created,
                             const base::OperationContext &context)
{
    std::vector<engine::spec::ContainerSpec> wishes;
    {
        const std::scoped_lock guard(created.mutex);
        wishes = created.vms[service.name];
    }
    for (const engine::spec::ContainerSpec &wish : wishes) {
        const std::string object = "VM " + wish.name;
        tell(Phase::Working, object, "Starting", service.name);
        if (auto ran = m_vms->run(wish, context); !ran) {
            tell(Phase::Failed, object, "Error", service.name, ran.error().text());
            return ran;
        }
        tell(Phase::Done, object, "Started", service.name);
    }
    CATAMARAN_TRY(const World world, look());
    for (const Instance *instance : world.of(service.name)) {
        if (!instance->isVm || instance->isRunning())
            continue;
        const std::string object = "VM " + instance->name;
        tell(Phase::Working, object, "Starting", service.name);
        if (!m_dry)
            CATAMARAN_CHECK(m_vms->start(instance->id, context));
        tell(Phase::Done, object, "Started", service.name);
    }
    return {};
}

} // namespace catamaran::stack
