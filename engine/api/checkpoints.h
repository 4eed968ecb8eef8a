// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"

#include <string>

namespace catamaran::engine {

/// Whether containers can be checkpointed here: as root, with CRIU installed, and on a kernel that
/// `criu check` (criu(8)) is content with, whose words the explanation has. Runs it, for at most five
/// seconds. Thread: safe.
Capability checkpointCapability();

/// The refusal of `what` ("checkpoint create", "start --checkpoint") where `able` says that there are no
/// checkpoints: Unsupported with its words.
base::Error checkpointRefusal(const std::string &what, const Capability &able);

} // namespace catamaran::engine
