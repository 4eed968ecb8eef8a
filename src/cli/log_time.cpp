// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/log_time.h"

#include "engine/spec/parse.h"

#include <algorithm>
#include <charconv>
#include <ctime>

namespace catamaran::cli {

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

base::Error notATime(const std::string &text)
{
    return base::Error(base::Errc::InvalidArgument, "invalid time: '" + text + "'")
        .withFix("Use a duration such as 10m, a date such as 2026-01-31T15:04:05Z, or Unix seconds.");
}

/// Takes `digits` digits and the character behind them, if that is `separator`.
bool take(std::string_view &text, std::size_t digits, int &into)
{
    if (text.size() < digits || !std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(digits),
                                             [](char c) { return c >= '0' && c <= '9'; }))
        return false;
    (void)std::from_chars(text.data(), text.data() + digits, into);
    text.remove_prefix(digits);
    return true;
}

bool takeChar(std::string_view &text, char c)
{
    if (!text.starts_with(c))
        return false;
    text.remove_prefix(1);
    return true;
}

/// ".123456789" to nanoseconds.
std::int64_t takeFraction(std::string_view &text)
{
    if (!takeChar(text, '.'))
        return 0;
    std::int64_t value = 0;
    std::int64_t unit = kSecond / 10;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        value += (text.front() - '0') * unit;
        unit /= 10;
        text.remove_prefix(1);
    }
    return value;
}

std::optional<std::int64_t> parseDate(std::string_view text)
{
    std::tm time{};
    std::int64_t fraction = 0;
    if (!take(text, 4, time.tm_year) || !takeChar(text, '-') || !take(text, 2, time.tm_mon) ||
        !takeChar(text, '-') || !take(text, 2, time.tm_mday))
        return std::nullopt;
    int zone = 0;
    if (takeChar(text, 'T')) {
        if (!take(text, 2, time.tm_hour))
            return std::nullopt;
        if (takeChar(text, ':') && !take(text, 2, time.tm_min))
            return std::nullopt;
        if (takeChar(text, ':') && !take(text, 2, time.tm_sec))
            return std::nullopt;
        fraction = takeFraction(text);
        if (text.starts_with('+') || text.starts_with('-')) {
            const int sign = text.front() == '-' ? -1 : 1;
            text.remove_prefix(1);
            int hours = 0;
            int minutes = 0;
            if (!take(text, 2, hours) || !takeChar(text, ':') || !take(text, 2, minutes))
                return std::nullopt;
            zone = sign * (hours * 60 + minutes);
        } else {
            (void)takeChar(text, 'Z');
        }
    }
    if (!text.empty() || time.tm_mon < 1 || time.tm_mon > 12 || time.tm_mday < 1 || time.tm_mday > 31 ||
        time.tm_hour > 23 || time.tm_min > 59 || time.tm_sec > 60)
        return std::nullopt;
    time.tm_year -= 1900;
    time.tm_mon -= 1;
    return (static_cast<std::int64_t>(::timegm(&time)) - zone * 60) * kSecond + fraction;
}

} // namespace

base::Result<std::int64_t> parseLogTime(const std::string &text, std::int64_t nowNs)
{
    if (const auto date = parseDate(text))
        return *date;
    std::string_view rest = text;
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), seconds);
    if (error == std::errc{}) {
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        std::string_view behind = rest;
        const std::int64_t fraction = takeFraction(behind);
        if (behind.empty())
            return seconds * kSecond + fraction;
    }
    const auto duration = engine::spec::parseDuration(text);
    if (!duration)
        return base::fail(notATime(text));
    return nowNs - duration->count();
}

} // namespace catamaran::cli
