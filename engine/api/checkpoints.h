// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"

#include <string>

namespace catamaran::engine {

/// The first thing that `criu check` (criu(8)) found wrong, without the place in its sources; empty if its
/// output names no error. Pure.
std::string criuProblem(const std::string &output);

/// Whether containers can be checkpointed, which they cannot be by this version: the explanation tells
/// whether CRIU is installed, and what `criu check` says of this kernel. Runs it, for at most five seconds.
/// Thread: safe.
Capability checkpointCapability();

/// The refusal of `what` ("checkpoint create", "start --checkpoint"): Unsupported with the capability's
/// words.
base::Error checkpointRefusal(const std::string &what);

} // namespace catamaran::engine
