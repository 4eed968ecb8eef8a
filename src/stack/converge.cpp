// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/inject.h"
#include "src/stack/stack.h"

#include <algorithm>

namespace catamaran::stack {

using base::Errc;
using base::Result;
using Phase = StackEvent::Phase;

Result<void> Stack::inject(const std::string &id, const std::vector<InjectedFile> &files,
                           const base::OperationContext &context)
{
    if (files.empty())
        return {};
    CATAMARAN_TRY(const base::UniqueFd archive, tarOf(files));
    return m_engine.archiveIn("/proc/self/fd/" + std::to_string(archive.get()), id, "/", context);
}

Result<std::string> Stack::createContainer(const compose::Service &service, const Replica &replica,
                                           const std::string &inherit, Created &created,
                                           const base::OperationContext &context,
                                           const std::function<void(ContainerWish &)> &adjust)
{
    const auto containers = [&](const std::string &name) {
        const std::scoped_lock guard(created.mutex);
        const auto made = created.containers.find(name);
        if (made != created.containers.end())
            return made->second;
        std::vector<std::string> ids;
        for (const Instance *instance : created.world.of(name))
            ids.push_back(instance->id);
        return ids;
    };
    const SpecContext translate{
        m_project, m_style,
        [&](const std::string &name) -> Result<std::string> {
            const std::vector<std::string> ids = containers(name);
            if (ids.empty())
                return base::fail(Errc::NotFound, "service \"" + name + "\" has no container to share with");
            return ids.front();
        },
        containers};
    CATAMARAN_TRY(ContainerWish wish, containerWish(translate, service, replica));
    if (const auto image = created.imageIds.find(service.name); image != created.imageIds.end())
        wish.spec.labels[label::kImage] = image->second;
    // What a container kept in volumes without a name goes to the one that takes its place.
    if (!inherit.empty()) {
        if (const auto details = m_engine.inspect(inherit)) {
            for (const auto &mount : details->summary.mounts) {
                const bool named = std::any_of(
                    wish.spec.mounts.begin(), wish.spec.mounts.end(), [&](const engine::spec::Mount &wanted) {
                        return wanted.target == mount.target && !wanted.source.empty();
                    });
                if (!mount.isVolume || named)
                    continue;
                std::erase_if(wish.spec.mounts, [&](const engine::spec::Mount &wanted) {
                    return wanted.target == mount.target;
                });
                engine::spec::Mount kept;
                kept.type = engine::spec::MountType::Volume;
                kept.source = mount.source;
                kept.target = mount.target;
                wish.spec.mounts.push_back(std::move(kept));
            }
        }
    }
    // VMs on QEMU's own network are reached through the ports that they publish on the host.
    for (const auto &[name, other] : m_project.services) {
        const bool plain = !wish.spec.network.starts_with("container:") && wish.spec.network != "host" &&
                           wish.spec.network != "none";
        if (m_vms && plain && name != service.name && wantsVm(other) && m_vms->network() == VmNetwork::User)
            wish.spec.extraHosts.push_back(name + ":host-gateway");
    }
    if (adjust)
        adjust(wish);
    CATAMARAN_TRY(std::string id, m_engine.create(wish.spec, context));
    if (const auto injected = inject(id, wish.files, context); !injected) {
        (void)m_engine.remove(id, true, true);
        return base::fail(injected.error());
    }
    return id;
}

Result<void> Stack::removeContainer(const std::string &id, const std::string &name,
                                    const std::string &service, std::optional<std::chrono::seconds> timeout,
                                    const base::OperationContext &context)
{
    const bool vm = isVm(id);
    const std::string object = (vm ? "VM " : "Container ") + name;
    tell(Phase::Working, object, "Removing", service);
    CATAMARAN_CHECK(vm ? m_vms->stop(id, timeout, context) : m_engine.stop(id, timeout, context));
    if (auto removed = vm ? removeVm(id, name) : m_engine.remove(id, true, false);
        !removed && removed.error().code() != Errc::NotFound) {
        tell(Phase::Failed, object, "Error", service, removed.error().text());
        return removed;
    }
    tell(Phase::Done, object, "Removed", service);
    return {};
}

void Stack::useNames(ContainerWish &wish, const std::string &passing, const std::string &lasting)
{
    std::replace(wish.spec.networkAliases.begin(), wish.spec.networkAliases.end(), passing, lasting);
    for (engine::spec::NetworkAttachment &network : wish.spec.furtherNetworks)
        std::replace(network.aliases.begin(), network.aliases.end(), passing, lasting);
}

Result<void> Stack::replaceContainer(const compose::Service &service, const ReplicaPlan &replica,
                                     const UpOptions &options, Created &created,
                                     const base::OperationContext &context)
{
    const std::string object = "Container " + replica.name;
    tell(Phase::Working, object, "Recreate", service.name);
    // The new one is whole before the old one goes; a kill in between leaves the old one, or both, and the
    // next up mends it by the labels.
    Replica next{replica.number, false, replica.existing.substr(0, 12) + "_" + replica.name};
    (void)m_engine.remove(next.name, true, false); // what a killed up left
    CATAMARAN_TRY(const std::string id,
                  createContainer(service, next,
                                  options.renewAnonymousVolumes ? std::string() : replica.existing, created,
                                  context,
                                  [&](ContainerWish &wish) { useNames(wish, next.name, replica.name); }));
    if (replica.running) {
        Instance old;
        old.id = replica.existing;
        old.name = replica.name;
        old.service = service.name;
        old.state = engine::ContainerState::Running;
        CATAMARAN_CHECK(stopContainer(old, options.timeout, context));
    }
    CATAMARAN_CHECK(m_engine.remove(replica.existing, true, options.renewAnonymousVolumes));
    CATAMARAN_CHECK(m_engine.rename(id, replica.name));
    tell(Phase::Done, object, "Recreated", service.name);
    const std::scoped_lock guard(created.mutex);
    created.containers[service.name].push_back(id);
    created.fresh.insert(id);
    created.changedServices.insert(service.name);
    return {};
}

Result<void> Stack::convergeService(const ServicePlan &plan, const UpOptions &options, Created &created,
                                    const base::OperationContext &context)
{
    const compose::Service &service = m_project.services.at(plan.service);
    if (service.provider)
        return base::fail(base::Error(Errc::Unsupported, "services." + plan.service +
                                                             ".provider: this engine starts "
                                                             "no plug-ins (\"" +
                                                             service.provider->type + "\")")
                              .withWhere(service.where));
    for (const std::string &text : service.volumesFrom) {
        const std::string donor = text.substr(0, text.find(':'));
        if (donor != "container" && created.world.of(donor).empty() && !m_project.services.contains(donor))
            return base::fail(Errc::NotFound,
                              "cannot share volume with service " + donor + ": container missing");
    }
    bool bound = false;
    {
        const std::scoped_lock guard(created.mutex);
        created.containers[plan.service];
        bound = isBoundTo(service, created.changedServices);
    }
    for (ReplicaPlan replica : plan.replicas) {
        if (context.stopRequested())
            return base::fail(Errc::Cancelled, "canceled");
        if (bound && replica.action == ReplicaPlan::Action::Keep) {
            replica.action = ReplicaPlan::Action::Recreate;
            replica.reason = "what it shares with changed";
        }
        if (replica.action == ReplicaPlan::Action::Recreate && isVm(replica.existing) && !wantsVm(service)) {
            CATAMARAN_CHECK(
                removeContainer(replica.existing, replica.name, plan.service, options.timeout, context));
            replica.action = ReplicaPlan::Action::Create;
        }
        if (wantsVm(service) && replica.action != ReplicaPlan::Action::Remove) {
            CATAMARAN_CHECK(wishVm(service, replica, options, created, context));
        } else if (replica.action == ReplicaPlan::Action::Remove) {
            CATAMARAN_CHECK(
                removeContainer(replica.existing, replica.name, plan.service, options.timeout, context));
        } else if (replica.action == ReplicaPlan::Action::Recreate && replica.running &&
                   rolls(service, options)) {
            const std::scoped_lock guard(created.mutex); // when its dependencies run: startService()
            created.rolling[plan.service].push_back(replica);
            created.containers[plan.service].push_back(replica.existing);
        } else if (replica.action == ReplicaPlan::Action::Recreate) {
            CATAMARAN_CHECK(replaceContainer(service, replica, options, created, context));
        } else if (replica.action == ReplicaPlan::Action::Create) {
            const std::string object = "Container " + replica.name;
            tell(Phase::Working, object, "Creating", plan.service);
            const auto id =
                createContainer(service, {replica.number, false, replica.name}, {}, created, context);
            if (!id) {
                tell(Phase::Failed, object, "Error", plan.service, id.error().text());
                return base::fail(id.error());
            }
            tell(Phase::Done, object, "Created", plan.service);
            const std::scoped_lock guard(created.mutex);
            created.containers[plan.service].push_back(*id);
            created.fresh.insert(*id);
            created.changedServices.insert(plan.service);
        } else {
            if (!replica.rename.empty()) {
                if (replica.running)
                    CATAMARAN_CHECK(m_engine.handOver({}, replica.existing, context));
                CATAMARAN_CHECK(m_engine.rename(replica.existing, replica.rename));
                replica.name = replica.rename;
            }
            tell(Phase::Done, "Container " + replica.name, replica.running ? "Running" : "Exists",
                 plan.service);
            const std::scoped_lock guard(created.mutex);
            created.containers[plan.service].push_back(replica.existing);
        }
    }
    return {};
}

Result<void> Stack::converge(const Plan &plan, const UpOptions &options, Created &created,
                             const base::OperationContext &context)
{
    std::map<std::string, const ServicePlan *> plans;
    Graph order;
    for (const ServicePlan &service : plan.services) {
        plans[service.service] = &service;
        order[service.service] = dependenciesOf(m_project.services.at(service.service));
    }
    return walk(order, m_parallel, context.stop, [&](const std::string &name) {
        return convergeService(*plans.at(name), options, created, context);
    });
}

} // namespace catamaran::stack
