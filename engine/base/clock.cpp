// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace catamaran::base {

std::string rfc3339(WallClock::time_point time)
{
    const auto nanoseconds =
        std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
    const std::time_t seconds = static_cast<std::time_t>(nanoseconds / 1'000'000'000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%09ldZ", parts.tm_year + 1900,
                  parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                  static_cast<long>(nanoseconds % 1'000'000'000));
    return buffer.data();
}

std::string humanDuration(std::chrono::seconds duration)
{
    const auto seconds = duration.count();
    const auto count = [](long long n, const char *unit) { return std::to_string(n) + " " + unit; };
    if (seconds < 1)
        return "Less than a second";
    if (seconds == 1)
        return "1 second";
    if (seconds < 60)
        return count(seconds, "seconds");
    const auto minutes = seconds / 60;
    if (minutes == 1)
        return "About a minute";
    if (minutes < 60)
        return count(minutes, "minutes");
    const auto hours = (seconds + 1800) / 3600;
    if (hours == 1)
        return "About an hour";
    if (hours < 48)
        return count(hours, "hours");
    if (hours < 24 * 7 * 2)
        return count(hours / 24, "days");
    if (hours < 24 * 30 * 2)
        return count(hours / 24 / 7, "weeks");
    if (hours < 24 * 365 * 2)
        return count(hours / 24 / 30, "months");
    return count(hours / 24 / 365, "years");
}

} // namespace catamaran::base
