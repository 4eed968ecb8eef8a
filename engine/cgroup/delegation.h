// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>

namespace catamaran::engine::cgroup {

/// The directory of the control group v2 that this process lives in, if it has been given to this user
/// (systemd's Delegate=yes), so that groups may be made below it; `unifiedRoot` is where cgroup2 is mounted.
/// Unsupported with the fix when it has not. A user manager is not asked for a scope yet.
base::Result<std::string> delegatedGroup(const std::string &unifiedRoot);

} // namespace catamaran::engine::cgroup
