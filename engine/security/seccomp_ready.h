// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace catamaran::engine::security {

/// The default profile as struct sock_filter array for `capabilities`, where it was compiled with this
/// program; else empty. Compiling it takes as long as the rest of a container's start.
std::string_view readySeccompProgram(std::uint64_t capabilities);

} // namespace catamaran::engine::security
