// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/cgroup/device_filter.h"

#include <nlohmann/json_fwd.hpp>
#include <vector>

namespace catamaran::engine::oci {

/// What every container may use, whatever its rules say (config-linux.md "Default Devices", and any mknod).
const std::vector<cgroup::DeviceRule> &defaultDevices();

/// linux.resources.devices (config-linux.md "Allowed Device list") for the filter of version 2: the last rule
/// that fits decides, and what fits none is refused, as with runc. The default devices come last. Pure.
/// InvalidArgument for numbers, types and accesses that there are not.
base::Result<std::vector<cgroup::DeviceRule>> deviceRules(const nlohmann::json &rules);

} // namespace catamaran::engine::oci
