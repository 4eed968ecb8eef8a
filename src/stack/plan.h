// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/stack/world.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace catamaran::stack {

/// When containers that are there are replaced.
enum class Recreate {
    WhenChanged, ///< docker's default
    Always,      ///< --force-recreate
    Never        ///< --no-recreate
};

/// What `up` was asked to do, besides the project.
struct UpWish {
    std::vector<std::string> services; ///< empty: all
    std::map<std::string, int> scale;  ///< --scale, by service
    Recreate recreate = Recreate::WhenChanged;
    Recreate recreateDependencies = Recreate::WhenChanged;
    bool withDependencies = true; ///< false: --no-deps
    bool removeOrphans = false;
    bool allResources = false; ///< networks and volumes that no service uses, too
    NameStyle style = NameStyle::Hyphens;
};

/// What happens to one container.
struct ReplicaPlan {
    enum class Action {
        Keep,     ///< it is there and as it shall be
        Create,   ///< a new one
        Recreate, ///< a new one takes the place of `existing`
        Remove    ///< one too many
    };
    Action action = Action::Keep;
    int number = 0;
    std::string name;     ///< of the container afterwards
    std::string existing; ///< id; empty for Create
    bool running = false; ///< of `existing`
    std::string reason;   ///< why it is not kept
    std::string resume;   ///< id of a new one that an up, which was killed, made to replace `existing`
    std::string rename{}; ///< of a kept one, whose name such an up left wrong: the right one
};

struct ServicePlan {
    std::string service;
    std::vector<ReplicaPlan> replicas;
};

/// A network or volume that belongs to the project.
struct ResourcePlan {
    enum class Action { Keep, Create, Recreate, RequireExternal };
    Action action = Action::Keep;
    std::string key;  ///< in the Compose file
    std::string name; ///< of the resource
    std::string reason;
};

/// The difference between what a Compose file asks for and what there is. Nothing in it has been done.
struct Plan {
    std::vector<ResourcePlan> networks;
    std::vector<ResourcePlan> volumes;
    std::vector<ServicePlan> services; ///< dependencies first
    std::vector<Instance> orphans;     ///< of services that the file does not have

    /// Whether up would change anything.
    [[nodiscard]] bool changes() const;
    /// One line for each change, for --dry-run and the window.
    [[nodiscard]] std::vector<std::string> lines() const;
};

/// Names in an order in which each service comes after what it depends on. `services` must be free of cycles,
/// which the loader sees to.
std::vector<std::string> dependencyOrder(const std::map<std::string, compose::Service> &services);

/// What a service waits for before it starts: depends_on, and what links, volumes_from and shared namespaces
/// imply.
std::set<std::string> dependenciesOf(const compose::Service &service);

/// Whether a service's containers name those of another in their configuration, which is fixed once they are
/// made.
bool isBoundTo(const compose::Service &service, const std::set<std::string> &others);

/// Compares. `imageIds` has the id of each service's image, as far as it is here. Pure.
base::Result<Plan> planUp(const compose::Project &project, const World &world, const UpWish &wish,
                          const std::map<std::string, std::string> &imageIds);

} // namespace catamaran::stack
