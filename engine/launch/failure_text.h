// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"
#include "engine/launch/protocol.h"

namespace catamaran::engine::launch {

/// What a helper reported, as an error with docker's words where docker has some.
base::Error failureError(const protocol::FailedMessage &failure);

} // namespace catamaran::engine::launch
