// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "src/stack/names.h"

#include <map>
#include <string>
#include <vector>

namespace catamaran::stack {

/// A container that belongs to a project.
struct Instance {
    std::string id;
    std::string name;
    std::string service;
    std::string image; ///< as it was asked for
    int number = 0;    ///< 0: a one-off of `run`
    bool oneOff = false;
    bool isVm = false;
    engine::ContainerState state = engine::ContainerState::Created;
    int exitCode = 0;
    std::string health;
    std::string configHash;
    std::string imageId; ///< that it was made from
    std::int64_t createdNs = 0;
    std::vector<std::string> networks;
    std::vector<engine::spec::PortMapping> ports;
    std::map<std::string, std::string> labels;

    [[nodiscard]] bool isRunning() const
    {
        return state == engine::ContainerState::Running || state == engine::ContainerState::Starting ||
               state == engine::ContainerState::Restarting || state == engine::ContainerState::Paused;
    }
};

/// What there is of one project, at one moment.
struct World {
    std::vector<Instance> instances;                      ///< by service, then number
    std::map<std::string, engine::net::Network> networks; ///< of the project's label, by name
    std::vector<engine::VolumeInfo> volumes;              ///< of the project's label

    /// Those of a service that are no one-offs, by number.
    [[nodiscard]] std::vector<const Instance *> of(const std::string &service) const;
};

/// Looks. `project` is its name.
base::Result<World> observe(engine::Engine &engine, const std::string &project);

/// A project as `compose ls` lists it, from labels alone.
struct ListedProject {
    std::string name;
    std::string configFiles;
    std::map<std::string, int> states; ///< "running" to how many
};
base::Result<std::vector<ListedProject>> listProjects(engine::Engine &engine);

} // namespace catamaran::stack
