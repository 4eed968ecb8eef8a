// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <sys/types.h>

namespace catamaran::engine::net {

/// Field 22 of /proc/<pid>/stat, which together with the pid names a process for good; nullopt if there is no
/// such process.
std::optional<std::uint64_t> processStartTime(pid_t pid);

/// CLOCK_REALTIME in seconds.
std::int64_t calendarSeconds();

} // namespace catamaran::engine::net
