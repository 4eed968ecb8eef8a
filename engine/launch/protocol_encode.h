// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/launch_plan.h"

#include <string>

namespace catamaran::engine::launch {
struct OciPlan;
}

namespace catamaran::engine::launch::protocol {

enum class Attachment { None, Awaited };

/// The flat form of a plan (protocol.h). InvalidArgument if a text holds a zero byte.
base::Result<std::string> encode(const LaunchPlan &plan, Attachment attachment);
base::Result<std::string> encode(const ExecPlan &plan);
base::Result<std::string> encode(const OciPlan &plan);

} // namespace catamaran::engine::launch::protocol
