// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/launch_plan.h"
#include "engine/runtime/container_store.h"

#include <string>
#include <vector>

namespace catamaran::engine::runtime {

/// /dev/null and its family, the devices of --device (a directory stands for all that are below it), and with
/// --privileged all of the host's. InvalidArgument in docker's words for what is no device.
base::Result<std::vector<launch::DevicePlan>> planDevices(const Record &record);

/// What the device control group has to allow beyond the defaults, in its own syntax: "c 10:200 rwm". "a"
/// with
/// --privileged.
base::Result<std::vector<std::string>> deviceRules(const Record &record);

} // namespace catamaran::engine::runtime
