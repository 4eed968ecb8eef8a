// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/types.h"

#include <cstdint>
#include <string_view>

namespace catamaran::engine::runtime {

/// Sums of all interfaces but lo in the text of /proc/<pid>/net/dev. Pure.
NetworkCounters parseNetworkCounters(std::string_view text);
/// Whether the text of /proc/<pid>/net/tcp or tcp6 has a listener on this port. Pure.
bool hasListener(std::string_view text, std::uint16_t port);
/// "Pss:" of /proc/<pid>/smaps_rollup in bytes; 0 if it says none. Pure.
std::int64_t parsePss(std::string_view text);

} // namespace catamaran::engine::runtime
