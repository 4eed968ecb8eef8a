// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cgroup/cgroup.h"
#include "engine/cgroup/parsers.h"

namespace catamaran::engine::cgroup {

/// `folder` is "catamaran" or "catamaran-<instance>", below each hierarchy's root; for v2 that is
/// host.unifiedRoot, which may be a delegated subtree.
std::unique_ptr<CgroupDriver> makeV1Driver(HostCgroups host, std::map<std::string, std::string> hierarchies,
                                           std::string folder);
base::Result<std::unique_ptr<CgroupDriver>> makeV2Driver(HostCgroups host, std::string folder);
std::unique_ptr<CgroupDriver> makeNoDriver(HostCgroups host);

/// Whether any limit is set that needs control groups.
bool hasLimits(const spec::Resources &limits);

} // namespace catamaran::engine::cgroup
