// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/container_spec.h"
#include "src/compose/project.h"
#include "src/stack/names.h"

#include <functional>
#include <string>
#include <vector>

namespace catamaran::stack {

/// Which container of a service is to be made.
struct Replica {
    int number = 1;
    bool oneOff = false;
    std::string name; ///< of the container
};

/// A file that is copied into a container before its first start: a secret or config whose text is not in a
/// file of the host, or that names its owner or mode.
struct InjectedFile {
    std::string path; ///< absolute, in the container
    std::string content;
    unsigned uid = 0;
    unsigned gid = 0;
    unsigned mode = 0444;
};

/// What the planner needs to know of other containers while it translates.
struct SpecContext {
    const compose::Project &project;
    NameStyle style = NameStyle::Hyphens;
    /// The container that stands for a service (network_mode: service:x, volumes_from, links); NotFound if
    /// there is none yet.
    std::function<base::Result<std::string>(const std::string &service)> containerOf;
    /// All containers of a service, for links.
    std::function<std::vector<std::string>(const std::string &service)> containersOf;
};

struct ContainerWish {
    engine::spec::ContainerSpec spec;
    std::vector<InjectedFile> files;
};

/// The container that a service asks for, as the Compose specification ("Services") means it. Labels of the
/// project are there, that of the image is not. Errors carry the service's place. Reads files of secrets that
/// must be copied; else pure.
base::Result<ContainerWish> containerWish(const SpecContext &context, const compose::Service &service,
                                          const Replica &replica);

// The parts of containerWish(), one for each group of attributes.
base::Result<void> translateLimits(const compose::Service &service, engine::spec::ContainerSpec &spec);
base::Result<void> translateNetworks(const SpecContext &context, const compose::Service &service,
                                     const Replica &replica, engine::spec::ContainerSpec &spec);
base::Result<void> translateMounts(const SpecContext &context, const compose::Service &service,
                                   ContainerWish &wish);

} // namespace catamaran::stack
