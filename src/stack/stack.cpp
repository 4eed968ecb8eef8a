// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/stack.h"

#include "engine/base/digest.h"

#include <algorithm>
#include <ctime>

namespace catamaran::stack {

using base::Errc;
using base::Result;
using engine::ContainerState;
using Phase = StackEvent::Phase;

namespace {

std::int64_t monotonicNs()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

} // namespace

Stack::Stack(engine::Engine &engine, compose::Project project, NameStyle style, Listener listener)
    : m_engine(engine), m_project(std::move(project)), m_style(style), m_listener(std::move(listener))
{
}

void Stack::tell(Phase phase, const std::string &object, const std::string &status,
                 const std::string &service, const std::string &details)
{
    if (!m_listener)
        return;
    const std::scoped_lock guard(m_listenerMutex);
    m_listener({phase, object, status, service, details, monotonicNs()});
}

Graph Stack::graph() const
{
    Graph out;
    for (const auto &[name, service] : m_project.services)
        out[name] = dependenciesOf(service);
    return out;
}

std::vector<std::string> Stack::orAll(const std::vector<std::string> &services) const
{
    if (!services.empty())
        return services;
    std::vector<std::string> out;
    for (const auto &[name, service] : m_project.services)
        out.push_back(name);
    return out;
}

Result<compose::Project> Stack::projectOfLabels(engine::Engine &engine, const std::string &name,
                                                VmServices *vms)
{
    CATAMARAN_TRY(World world, observe(engine, name));
    if (vms) {
        CATAMARAN_TRY(const std::vector<Instance> machines, vms->instances(name));
        world.instances.insert(world.instances.end(), machines.begin(), machines.end());
    }
    compose::Project project;
    project.name = name;
    for (const Instance &instance : world.instances) {
        if (instance.service.empty())
            continue;
        compose::Service &service = project.services[instance.service];
        service.name = instance.service;
        service.image = instance.image;
        const auto dependencies = instance.labels.find(label::kDependsOn);
        const std::string text = dependencies == instance.labels.end() ? std::string() : dependencies->second;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t comma = std::min(text.find(',', at), text.size());
            const std::string entry = text.substr(at, comma - at);
            compose::Dependency dependency;
            dependency.required = true;
            const std::size_t colon = entry.find(':');
            dependency.condition = colon == std::string::npos
                                       ? "service_started"
                                       : entry.substr(colon + 1, entry.find(':', colon + 1) - colon - 1);
            service.dependsOn.emplace(entry.substr(0, colon), dependency);
            at = comma + 1;
        }
    }
    return project;
}

Result<void> Stack::check()
{
    const SpecContext translate{m_project, m_style,
                                [](const std::string &name) -> Result<std::string> { return name; },
                                [](const std::string &) { return std::vector<std::string>(); }};
    for (const auto &[name, service] : m_project.services) {
        const Replica replica{1, false, containerName(m_project, service, 1, m_style)};
        if (wantsVm(service))
            CATAMARAN_CHECK(vmWish(translate, service, replica, vmNetworkHere()));
        else
            CATAMARAN_CHECK(containerWish(translate, service, replica));
    }
    return {};
}

Result<Plan> Stack::plan(const UpOptions &options)
{
    CATAMARAN_TRY(const World world, look());
    CATAMARAN_CHECK(pinMountedImages());
    CATAMARAN_TRY(const auto ids, imageIds());
    return planUp(m_project, world, options.wish, ids);
}

Result<std::vector<Instance>> Stack::up(const UpOptions &options, const base::OperationContext &context)
{
    for (const auto &[name, service] : m_project.services) {
        if (!wantsVm(service))
            continue;
        if (!m_vms)
            return base::fail(base::Error(Errc::Unsupported,
                                          "services." + name + " wants a VM, and there is no libvirt here")
                                  .withFix("\"catamaran info\" says what VMs need; or take x-catamaran out.")
                                  .withWhere(service.where));
        for (const std::string &limit : vmLimits(service, m_vms->network()))
            tell(Phase::Warning, "", "", name, limit);
    }
    CATAMARAN_CHECK(ensureImages(options, context));
    CATAMARAN_CHECK(pinMountedImages());
    Created created;
    CATAMARAN_TRY(created.world, look());
    CATAMARAN_TRY(created.imageIds, imageIds());
    CATAMARAN_TRY(Plan plan, planUp(m_project, created.world, options.wish, created.imageIds));
    CATAMARAN_CHECK(ensureResources(plan, context));
    if (!plan.orphans.empty() && options.wish.removeOrphans) {
        for (const Instance &orphan : plan.orphans)
            CATAMARAN_CHECK(
                removeContainer(orphan.id, orphan.name, orphan.service, options.timeout, context));
    } else if (!plan.orphans.empty() && !options.ignoreOrphans) {
        std::string names;
        for (const Instance &orphan : plan.orphans)
            names += (names.empty() ? "" : " ") + orphan.name;
        tell(Phase::Warning, "", "", "",
             "Found orphan containers ([" + names +
                 "]) for this project. If you removed or renamed this service in your compose file, you can "
                 "run "
                 "this command with the --remove-orphans flag to clean it up.");
    }
    // Networks that were made anew have stopped their containers.
    const bool networksChanged =
        std::any_of(plan.networks.begin(), plan.networks.end(), [](const ResourcePlan &network) {
            return network.action == ResourcePlan::Action::Recreate;
        });
    if (networksChanged) {
        CATAMARAN_TRY(const World now, look());
        CATAMARAN_TRY(plan, planUp(m_project, now, options.wish, created.imageIds));
    }
    CATAMARAN_CHECK(converge(plan, options, created, context));
    std::set<std::string> services;
    for (const auto &[name, service] : m_project.services)
        services.insert(name);
    if (options.start)
        CATAMARAN_CHECK(startServices(services, options, created, context));
    CATAMARAN_TRY(const World after, look());
    std::vector<Instance> instances;
    for (const Instance &instance : after.instances) {
        if (!instance.oneOff && instance.number != 0 && services.contains(instance.service))
            instances.push_back(instance);
    }
    if (options.start && options.wait)
        CATAMARAN_CHECK(awaitAll(instances, options, context));
    return instances;
}

Result<void> Stack::down(const DownOptions &options, const base::OperationContext &context)
{
    CATAMARAN_TRY(const World world, look());
    const std::vector<std::string> asked = orAll(options.services);
    const std::set<std::string> wanted(asked.begin(), asked.end());
    std::map<std::string, std::vector<const Instance *>> byService;
    for (const Instance &instance : world.instances) {
        const bool known = m_project.services.contains(instance.service) ||
                           m_project.disabledServices.contains(instance.service);
        const bool orphan = !known || instance.oneOff;
        if (orphan ? options.removeOrphans && options.services.empty()
                   : wanted.contains(instance.service) || options.services.empty())
            byService[instance.service].push_back(&instance);
    }
    Graph order;
    for (const auto &[name, instances] : byService) {
        const auto service = m_project.services.find(name);
        order[name] =
            service == m_project.services.end() ? std::set<std::string>() : dependenciesOf(service->second);
    }
    auto gone = walk(reversed(order), m_parallel, context.stop, [&](const std::string &name) -> Result<void> {
        std::vector<std::string> ids;
        std::map<std::string, const Instance *> byId;
        for (const Instance *instance : byService.at(name)) {
            ids.push_back(instance->id);
            byId[instance->id] = instance;
        }
        return forEach(ids, m_parallel, context.stop, [&](const std::string &id) -> Result<void> {
            const Instance &instance = *byId.at(id);
            CATAMARAN_CHECK(stopContainer(instance, options.timeout, context));
            const std::string object = (instance.isVm ? "VM " : "Container ") + instance.name;
            tell(Phase::Working, object, "Removing", name);
            if (auto removed =
                    instance.isVm ? removeVm(id, instance.name) : m_engine.remove(id, true, options.volumes);
                !removed && removed.error().code() != Errc::NotFound) {
                tell(Phase::Failed, object, "Error", name, removed.error().text());
                return removed;
            }
            tell(Phase::Done, object, "Removed", name);
            return {};
        });
    });
    if (!gone)
        return gone;
    if (!options.services.empty())
        return {};
    if (byService.empty() && world.networks.empty())
        tell(Phase::Warning, "", "", "",
             "No resource found to remove for project \"" + m_project.name + "\".");
    return removeResources(options, world);
}

Result<void> Stack::start(const std::vector<std::string> &services, const base::OperationContext &context)
{
    CATAMARAN_TRY(const World world, look());
    std::set<std::string> wanted;
    std::vector<std::string> open = orAll(services);
    while (!open.empty()) {
        const std::string name = open.back();
        open.pop_back();
        if (!m_project.services.contains(name) || !wanted.insert(name).second)
            continue;
        if (world.of(name).empty() && !services.empty() &&
            std::find(services.begin(), services.end(), name) != services.end())
            return base::fail(Errc::NotFound, "service \"" + name + "\" has no container to start");
        for (const std::string &dependency : dependenciesOf(m_project.services.at(name)))
            open.push_back(dependency);
    }
    Created created;
    created.world = world;
    return startServices(wanted, {}, created, context);
}

Result<void> Stack::stop(const std::vector<std::string> &services,
                         std::optional<std::chrono::seconds> timeout, const base::OperationContext &context)
{
    CATAMARAN_TRY(const World world, look());
    const std::vector<std::string> asked = orAll(services);
    Graph order;
    for (const std::string &name : asked) {
        const auto service = m_project.services.find(name);
        order[name] =
            service == m_project.services.end() ? std::set<std::string>() : dependenciesOf(service->second);
    }
    return walk(reversed(order), m_parallel, context.stop, [&](const std::string &name) -> Result<void> {
        std::vector<std::string> ids;
        std::map<std::string, const Instance *> byId;
        for (const Instance *instance : world.of(name)) {
            ids.push_back(instance->id);
            byId[instance->id] = instance;
        }
        return forEach(ids, m_parallel, context.stop,
                       [&](const std::string &id) { return stopContainer(*byId.at(id), timeout, context); });
    });
}

Result<void> Stack::restart(const std::vector<std::string> &services,
                            std::optional<std::chrono::seconds> timeout, bool withDependents,
                            const base::OperationContext &context)
{
    std::vector<std::string> all = orAll(services);
    if (withDependents) { // depends_on.restart
        for (std::size_t i = 0; i < all.size(); ++i) {
            for (const auto &[name, service] : m_project.services) {
                const auto dependency = service.dependsOn.find(all[i]);
                if (dependency != service.dependsOn.end() && dependency->second.restart &&
                    std::find(all.begin(), all.end(), name) == all.end())
                    all.push_back(name);
            }
        }
    }
    CATAMARAN_TRY(const World world, look());
    Graph order;
    for (const std::string &name : all) {
        const auto service = m_project.services.find(name);
        order[name] =
            service == m_project.services.end() ? std::set<std::string>() : dependenciesOf(service->second);
    }
    return walk(order, m_parallel, context.stop, [&](const std::string &name) -> Result<void> {
        for (const Instance *instance : world.of(name)) {
            const std::string object = "Container " + instance->name;
            tell(Phase::Working, object, "Restarting", name);
            if (m_dry) {
                tell(Phase::Done, object, "Started", name);
                continue;
            }
            if (instance->isVm) {
                CATAMARAN_CHECK(m_vms->stop(instance->id, timeout, context));
                CATAMARAN_CHECK(m_vms->start(instance->id, context));
            } else {
                CATAMARAN_CHECK(m_engine.restart(instance->id, timeout, context));
            }
            tell(Phase::Done, object, "Started", name);
        }
        return {};
    });
}

Result<void> Stack::kill(const std::vector<std::string> &services, const std::string &signal)
{
    CATAMARAN_TRY(const World world, look());
    for (const std::string &name : orAll(services)) {
        for (const Instance *instance : world.of(name)) {
            if (!instance->isRunning())
                continue;
            const std::string object = "Container " + instance->name;
            tell(Phase::Working, object, "Killing", name);
            if (instance->isVm && !m_dry)
                CATAMARAN_CHECK(m_vms->stop(instance->id, std::chrono::seconds(0), {}));
            else if (!m_dry)
                CATAMARAN_CHECK(m_engine.kill(instance->id, signal.empty() ? "KILL" : signal));
            tell(Phase::Done, object, "Killed", name);
        }
    }
    return {};
}

Result<void> Stack::pause(const std::vector<std::string> &services, bool freeze)
{
    CATAMARAN_TRY(const World world, look());
    for (const std::string &name : orAll(services)) {
        for (const Instance *instance : world.of(name)) {
            if (instance->isVm) {
                tell(Phase::Warning, "", "", name, "VM " + instance->name + " is not paused with its stack");
                continue;
            }
            if (instance->state != (freeze ? ContainerState::Running : ContainerState::Paused))
                continue;
            if (!m_dry)
                CATAMARAN_CHECK(freeze ? m_engine.pause(instance->id) : m_engine.unpause(instance->id));
            tell(Phase::Done, "Container " + instance->name, freeze ? "Paused" : "Unpaused", name);
        }
    }
    return {};
}

Result<void> Stack::remove(const std::vector<std::string> &containerIds, bool force, bool volumes)
{
    CATAMARAN_TRY(const World world, look());
    for (const Instance &instance : world.instances) {
        if (std::find(containerIds.begin(), containerIds.end(), instance.id) == containerIds.end())
            continue;
        const std::string object = "Container " + instance.name;
        tell(Phase::Working, object, "Removing", instance.service);
        if (instance.isVm && !m_dry)
            CATAMARAN_CHECK(removeVm(instance.id, instance.name));
        else if (!m_dry)
            CATAMARAN_CHECK(m_engine.remove(instance.id, force, volumes));
        tell(Phase::Done, object, "Removed", instance.service);
    }
    return {};
}

Result<std::string> Stack::createOneOff(const RunOptions &options, const base::OperationContext &context)
{
    UpOptions up;
    up.build = options.build;
    up.pull = options.pull;
    up.ignoreOrphans = options.ignoreOrphans;
    up.wish.removeOrphans = options.removeOrphans;
    up.wish.style = m_style;
    up.wish.recreate = Recreate::Never;
    CATAMARAN_CHECK(ensureImages(up, context));
    CATAMARAN_CHECK(pinMountedImages());
    const compose::Service service = m_project.services.at(options.service);
    // The dependencies are brought up as `up` would; the service itself is not.
    compose::Project whole = m_project;
    m_project.services.erase(options.service);
    auto ready = this->up(up, context);
    const bool needed = ready.has_value();
    m_project.services = whole.services;
    if (!needed)
        return base::fail(ready.error());
    if (options.withDependencies)
        CATAMARAN_CHECK(awaitDependencies(service, context));
    Created created;
    CATAMARAN_TRY(created.world, look());
    CATAMARAN_TRY(created.imageIds, imageIds());
    CATAMARAN_TRY(const Plan resources, planUp(m_project, created.world, {}, created.imageIds));
    Plan plan;
    plan.networks = resources.networks;
    plan.volumes = resources.volumes;
    CATAMARAN_CHECK(ensureResources(plan, context));
    const std::string name = options.name.empty()
                                 ? m_project.name + (m_style == NameStyle::Hyphens ? "-" : "_") +
                                       options.service + (m_style == NameStyle::Hyphens ? "-" : "_") + "run" +
                                       (m_style == NameStyle::Hyphens ? "-" : "_") +
                                       base::randomHexId().substr(0, 12)
                                 : options.name;
    compose::Service once = service;
    once.containerName.clear();
    const std::string object = "Container " + name;
    tell(Phase::Working, object, "Creating", options.service);
    CATAMARAN_TRY(std::string id,
                  createContainer(once, {0, true, name}, {}, created, context, [&](ContainerWish &wish) {
                      if (options.adjust)
                          options.adjust(wish.spec);
                  }));
    tell(Phase::Done, object, "Created", options.service);
    return id;
}

} // namespace catamaran::stack
