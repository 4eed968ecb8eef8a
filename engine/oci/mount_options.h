// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/launch_plan.h"

#include <string>
#include <vector>

namespace catamaran::engine::oci {

/// One entry of "mounts" as the plan has it (config.md "Mounts", config-linux.md for the options). Relative
/// sources of binds are below `bundle`. Pure: whether a bind's source is a file is for the caller to see.
/// InvalidArgument or Unsupported for an option that cannot be honoured; none is dropped.
base::Result<launch::MountPlan> planMount(const std::string &destination, const std::string &type,
                                          const std::string &source, const std::vector<std::string> &options,
                                          const std::string &bundle);

} // namespace catamaran::engine::oci
