// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "engine/cgroup/cgroup.h"

#include <vector>

namespace catamaran::engine {

/// Tries out what containers need of this host; nothing that is tried stays. Versions are not looked at.
std::vector<Capability> probeCapabilities(const cgroup::HostCgroups &cgroups);

/// What to do so that an ordinary user gets a user namespace, judged by this host's settings.
std::string userNamespaceFix();

} // namespace catamaran::engine
