// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace catamaran::base {

/// Steady time for measuring; CLOCK_MONOTONIC, so that stamps of helper processes are on the same axis.
using SteadyClock = std::chrono::steady_clock;
/// Calendar time for people and files.
using WallClock = std::chrono::system_clock;

/// Nanoseconds of CLOCK_MONOTONIC.
inline std::int64_t steadyNanoseconds()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(SteadyClock::now().time_since_epoch())
        .count();
}

/// RFC 3339 with nanoseconds in UTC, as docker prints it: "2026-11-22T13:40:00.123456789Z".
std::string rfc3339(WallClock::time_point time);

/// "3 minutes", "About an hour", "2 days": docker's HumanDuration.
std::string humanDuration(std::chrono::seconds duration);

} // namespace catamaran::base
