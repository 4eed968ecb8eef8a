// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/plan.h"

#include <algorithm>
#include <functional>

namespace catamaran::stack {

using base::Errc;
using base::Result;

namespace {

bool contains(const std::vector<std::string> &names, const std::string &name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Why a container is not what its service asks for; empty if it is.
std::string whyChanged(const compose::Service &service, const Instance &instance, Recreate recreate,
                       const std::string &imageId)
{
    if (recreate == Recreate::Never)
        return {};
    if (recreate == Recreate::Always)
        return "it was asked for";
    if (instance.configHash != configHash(service))
        return "its configuration changed";
    if (!imageId.empty() && !instance.imageId.empty() && instance.imageId != imageId)
        return "its image changed";
    return {};
}

int replicasOf(const compose::Service &service, const UpWish &wish)
{
    const auto found = wish.scale.find(service.name);
    return found == wish.scale.end() ? static_cast<int>(service.replicas()) : found->second;
}

int freeNumber(std::set<int> &taken)
{
    int number = 1;
    while (taken.contains(number))
        ++number;
    taken.insert(number);
    return number;
}

/// The one that `newer` was made to replace, by the name that it has until then; "" if it is none such.
std::string nameAfterUpdate(const std::string &name, std::string_view idOfOlder)
{
    constexpr std::size_t kDigits = 12;
    const auto isHex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (name.size() < kDigits + 2 || name[kDigits] != '_' ||
        !std::all_of(name.begin(), name.begin() + kDigits, isHex) ||
        (!idOfOlder.empty() && !idOfOlder.starts_with(std::string_view(name).substr(0, kDigits))))
        return {};
    return name.substr(kDigits + 1);
}

/// Takes the replacements that a killed up left out of `there`, and puts them, as `resume`, beside those that
/// they are to replace; what does not help is removed.
std::vector<ReplicaPlan> takeUnfinished(const compose::Service &service, const std::string &imageId,
                                        std::vector<const Instance *> &there,
                                        std::map<std::string, const Instance *> &resume)
{
    std::vector<ReplicaPlan> gone;
    const std::vector<const Instance *> all = there;
    for (const Instance *newer : all) {
        const auto older = std::find_if(all.begin(), all.end(), [&](const Instance *one) {
            return one != newer && one->number == newer->number &&
                   !nameAfterUpdate(newer->name, one->id).empty();
        });
        if (older == all.end())
            continue;
        const bool current = whyChanged(service, *newer, Recreate::WhenChanged, imageId).empty();
        const Instance *superfluous = newer;
        if (current)
            resume[(*older)->id] = newer;
        else if (newer->isRunning() && !(*older)->isRunning())
            superfluous = *older;
        std::erase(there, superfluous);
        if (current)
            continue;
        ReplicaPlan replica;
        replica.action = ReplicaPlan::Action::Remove;
        replica.number = superfluous->number;
        replica.existing = superfluous->id;
        replica.name = superfluous->name;
        replica.running = superfluous->isRunning();
        replica.reason = "an update that was not finished left it";
        gone.push_back(std::move(replica));
    }
    return gone;
}

ServicePlan planService(const compose::Project &project, const compose::Service &service, const World &world,
                        const UpWish &wish, Recreate recreate, const std::string &imageId)
{
    ServicePlan plan;
    plan.service = service.name;
    struct Candidate {
        const Instance *instance;
        std::string reason;
    };
    std::vector<Candidate> there;
    std::set<int> taken;
    std::vector<const Instance *> instances = world.of(service.name);
    std::map<std::string, const Instance *> resume;
    plan.replicas = takeUnfinished(service, imageId, instances, resume);
    for (const Instance *instance : instances) {
        there.push_back({instance, whyChanged(service, *instance, recreate, imageId)});
        if (resume.contains(instance->id) && recreate != Recreate::Always)
            there.back().reason = "its replacement was not finished";
        taken.insert(instance->number);
    }
    // Too many: those that are out of date go first, then the youngest numbers; the order of docker compose.
    const auto stale = [&](const Candidate &candidate) {
        return !whyChanged(service, *candidate.instance, Recreate::WhenChanged, imageId).empty();
    };
    std::stable_sort(there.begin(), there.end(), [&](const Candidate &a, const Candidate &b) {
        const bool staleA = stale(a);
        const bool staleB = stale(b);
        return staleA != staleB ? staleB : a.instance->number < b.instance->number;
    });
    const auto wanted = static_cast<std::size_t>(std::max(0, replicasOf(service, wish)));
    for (std::size_t i = 0; i < there.size(); ++i) {
        const Instance &instance = *there[i].instance;
        ReplicaPlan replica;
        replica.number = instance.number;
        replica.existing = instance.id;
        replica.running = instance.isRunning();
        replica.name = instance.name;
        if (i >= wanted) {
            replica.action = ReplicaPlan::Action::Remove;
            replica.reason = "the service has " + std::to_string(wanted) + " now";
            taken.erase(instance.number);
        } else if (!there[i].reason.empty()) {
            replica.action = ReplicaPlan::Action::Recreate;
            replica.reason = there[i].reason;
            replica.name = containerName(project, service, instance.number, wish.style);
        } else if (nameAfterUpdate(instance.name, {}) ==
                   containerName(project, service, instance.number, wish.style)) {
            replica.rename = containerName(project, service, instance.number, wish.style);
        }
        const auto newer = resume.find(instance.id);
        if (newer != resume.end() && replica.action == ReplicaPlan::Action::Recreate) {
            replica.resume = newer->second->id;
            replica.running = replica.running || newer->second->isRunning();
        } else if (newer != resume.end()) {
            ReplicaPlan other;
            other.action = ReplicaPlan::Action::Remove;
            other.number = newer->second->number;
            other.existing = newer->second->id;
            other.name = newer->second->name;
            other.running = newer->second->isRunning();
            other.reason = replica.reason;
            plan.replicas.push_back(std::move(other));
        }
        plan.replicas.push_back(std::move(replica));
    }
    for (std::size_t i = there.size(); i < wanted; ++i) {
        ReplicaPlan replica;
        replica.action = ReplicaPlan::Action::Create;
        replica.number = freeNumber(taken);
        replica.name = containerName(project, service, replica.number, wish.style);
        replica.reason = "it is not there";
        plan.replicas.push_back(std::move(replica));
    }
    return plan;
}

std::vector<ResourcePlan> planNetworks(const compose::Project &project, const World &world, bool all)
{
    std::set<std::string> used;
    for (const auto &[name, service] : project.services) {
        for (const auto &[network, settings] : service.networks)
            used.insert(network);
    }
    std::vector<ResourcePlan> out;
    for (const auto &[key, network] : project.networks) {
        ResourcePlan plan;
        plan.key = key;
        plan.name = network.name;
        const auto there = world.networks.find(network.name);
        if (network.external) {
            plan.action = ResourcePlan::Action::RequireExternal;
        } else if (there == world.networks.end()) {
            if (!all && !used.contains(key))
                continue;
            plan.action = ResourcePlan::Action::Create;
            plan.reason = "it is not there";
        } else if (const auto hash = there->second.labels.find(label::kConfigHash);
                   hash != there->second.labels.end() && hash->second != configHash(network)) {
            plan.action = ResourcePlan::Action::Recreate;
            plan.reason = "its configuration changed";
        }
        out.push_back(std::move(plan));
    }
    return out;
}

std::vector<ResourcePlan> planVolumes(const compose::Project &project, const World &world, bool all)
{
    std::set<std::string> used;
    for (const auto &[name, service] : project.services) {
        for (const compose::Mount &mount : service.volumes) {
            if (mount.type == "volume")
                used.insert(mount.source);
        }
    }
    std::vector<ResourcePlan> out;
    for (const auto &[key, volume] : project.volumes) {
        ResourcePlan plan;
        plan.key = key;
        plan.name = volume.name;
        const auto there =
            std::find_if(world.volumes.begin(), world.volumes.end(),
                         [&, name = volume.name](const auto &info) { return info.name == name; });
        if (volume.external) {
            plan.action = ResourcePlan::Action::RequireExternal;
        } else if (there == world.volumes.end()) {
            if (!all && !used.contains(key))
                continue;
            plan.action = ResourcePlan::Action::Create;
            plan.reason = "it is not there";
        }
        out.push_back(std::move(plan));
    }
    return out;
}

std::string changeLine(const ReplicaPlan &replica)
{
    switch (replica.action) {
    case ReplicaPlan::Action::Create:
        return "create container " + replica.name;
    case ReplicaPlan::Action::Recreate:
        return "recreate container " + replica.name + ": " + replica.reason;
    case ReplicaPlan::Action::Remove:
        return "remove container " + replica.name + ": " + replica.reason;
    case ReplicaPlan::Action::Keep:
        break;
    }
    return replica.running ? std::string() : "start container " + replica.name;
}

void addResource(const ResourcePlan &plan, const std::string &kind, std::vector<std::string> &lines)
{
    if (plan.action == ResourcePlan::Action::Create)
        lines.push_back("create " + kind + " " + plan.name);
    if (plan.action == ResourcePlan::Action::Recreate)
        lines.push_back("recreate " + kind + " " + plan.name + ": " + plan.reason);
}

} // namespace

bool Plan::changes() const
{
    return !lines().empty();
}

std::vector<std::string> Plan::lines() const
{
    std::vector<std::string> out;
    for (const ResourcePlan &network : networks)
        addResource(network, "network", out);
    for (const ResourcePlan &volume : volumes)
        addResource(volume, "volume", out);
    for (const ServicePlan &service : services) {
        for (const ReplicaPlan &replica : service.replicas) {
            if (std::string line = changeLine(replica); !line.empty())
                out.push_back(std::move(line));
        }
    }
    return out;
}

std::set<std::string> dependenciesOf(const compose::Service &service)
{
    std::set<std::string> out;
    for (const auto &[name, dependency] : service.dependsOn)
        out.insert(name);
    for (const std::string &mode : {service.networkMode, service.ipc, service.pid}) {
        if (mode.starts_with("service:"))
            out.insert(mode.substr(8));
    }
    for (const std::string &text : service.volumesFrom) {
        if (!text.starts_with("container:"))
            out.insert(text.substr(0, text.find(':')));
    }
    for (const std::string &text : service.links)
        out.insert(text.substr(0, text.find(':')));
    return out;
}

bool isBoundTo(const compose::Service &service, const std::set<std::string> &others)
{
    for (const std::string &mode : {service.networkMode, service.ipc, service.pid}) {
        if (mode.starts_with("service:") && others.contains(mode.substr(8)))
            return true;
    }
    return std::any_of(service.volumesFrom.begin(), service.volumesFrom.end(), [&](const std::string &text) {
        return others.contains(text.substr(0, text.find(':')));
    });
}

std::vector<std::string> dependencyOrder(const std::map<std::string, compose::Service> &services)
{
    std::vector<std::string> order;
    std::set<std::string> seen;
    const std::function<void(const std::string &)> visit = [&](const std::string &name) {
        const auto found = services.find(name);
        if (found == services.end() || !seen.insert(name).second)
            return;
        for (const std::string &dependency : dependenciesOf(found->second))
            visit(dependency);
        order.push_back(name);
    };
    for (const auto &[name, service] : services)
        visit(name);
    return order;
}

Result<Plan> planUp(const compose::Project &project, const World &world, const UpWish &wish,
                    const std::map<std::string, std::string> &imageIds)
{
    Plan plan;
    for (const auto &[name, count] : wish.scale) {
        if (!project.services.contains(name) && !project.disabledServices.contains(name))
            return base::fail(Errc::InvalidArgument, "no such service: " + name);
    }
    std::map<std::string, std::string> fixedNames;
    for (const auto &[name, service] : project.services) {
        if (service.containerName.empty())
            continue;
        const auto [taken, fresh] = fixedNames.emplace(service.containerName, name);
        if (!fresh)
            return base::fail(base::Error(Errc::InvalidArgument,
                                          "services." + name + ": container name \"" + service.containerName +
                                              "\" is already in use by service \"" + taken->second + "\"")
                                  .withWhere(service.where));
    }
    plan.networks = planNetworks(project, world, wish.allResources);
    plan.volumes = planVolumes(project, world, wish.allResources);
    for (const std::string &name : dependencyOrder(project.services)) {
        const compose::Service &service = project.services.at(name);
        const bool asked = wish.services.empty() || contains(wish.services, name);
        const auto imageId = imageIds.find(name);
        plan.services.push_back(planService(project, service, world, wish,
                                            asked ? wish.recreate : wish.recreateDependencies,
                                            imageId == imageIds.end() ? std::string() : imageId->second));
        const ServicePlan &made = plan.services.back();
        const auto count =
            std::count_if(made.replicas.begin(), made.replicas.end(), [](const ReplicaPlan &replica) {
                return replica.action != ReplicaPlan::Action::Remove;
            });
        if (!service.containerName.empty() && count > 1)
            return base::fail(base::Error(Errc::InvalidArgument,
                                          "can't set container_name and scale services.\"" + name + "\"")
                                  .withWhere(service.where));
    }
    for (const Instance &instance : world.instances) {
        // A one-off that runs is somebody's work; one that ended was left behind.
        if (instance.oneOff && (instance.state == engine::ContainerState::Exited ||
                                instance.state == engine::ContainerState::Dead))
            plan.orphans.push_back(instance);
        if (instance.oneOff || instance.number == 0)
            continue;
        if (!project.services.contains(instance.service) &&
            !project.disabledServices.contains(instance.service))
            plan.orphans.push_back(instance);
    }
    return plan;
}

} // namespace catamaran::stack
