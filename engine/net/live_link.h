// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/launch_plan.h"

#include <string>

/// Links of a container that runs: what the monitor does at a start, done from outside.
///
/// Work inside the container's namespace happens on a thread of its own that ends afterwards, so no thread of
/// the caller is ever anywhere else than before.
namespace catamaran::engine::net {

/// Makes the interface inside the network namespace `namespacePath` ("/proc/<pid>/ns/net"), without routes.
/// Nothing is left on failure.
base::Result<void> plugInterface(const launch::InterfacePlan &plan, const std::string &namespacePath);

/// Removes it. A link that is gone is success.
base::Result<void> unplugInterface(const launch::InterfacePlan &plan, const std::string &namespacePath);

/// Where packets to everywhere go. An empty interface means: nowhere.
struct DefaultRoute {
    std::string interface;
    std::string gateway; ///< "0.0.0.0" or "::" for a route to the link itself
    bool operator==(const DefaultRoute &) const = default;
};
base::Result<void> setDefaultRoutes(const std::string &namespacePath, const DefaultRoute &ipv4,
                                    const DefaultRoute &ipv6);

} // namespace catamaran::engine::net
