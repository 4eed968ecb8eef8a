// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/stack.h"

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
    CATAMARAN_TRY(const auto wish,
                  vmWish(translate, service, {replica.number, false, replica.name}, m_vms->network()));
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
        CATAMARAN_CHECK(m_vms->start(instance->id, context));
        tell(Phase::Done, object, "Started", service.name);
    }
    return {};
}

} // namespace catamaran::stack
