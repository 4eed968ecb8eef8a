// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"
#include "engine/launch/protocol.h"

#include <string>

namespace catamaran::engine::launch {

/// What a helper reported, as an error with docker's words where docker has some.
base::Error failureError(const protocol::FailedMessage &failure);

/// What another OCI runtime's exec has said: its words, with the code that they mean.
base::Error foreignExecError(const std::string &said);

} // namespace catamaran::engine::launch
