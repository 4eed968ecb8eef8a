// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace catamaran::engine::runtime {

/// A name such as "brave_turing", chosen by `random`; a new random number makes another one.
std::string makeUpName(std::uint64_t random);

/// docker's rule for container names: [a-zA-Z0-9][a-zA-Z0-9_.-]+. InvalidArgument with docker's words.
base::Result<void> checkName(std::string_view name);

} // namespace catamaran::engine::runtime
