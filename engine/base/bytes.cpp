// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/bytes.h"

#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>

namespace catamaran::base {

namespace {

std::string format(double value, double step, const std::array<const char *, 6> &units)
{
    std::size_t unit = 0;
    while (value >= step && unit + 1 < units.size()) {
        value /= step;
        ++unit;
    }
    std::array<char, 32> buffer{};
    // Four significant digits, as docker/go-units prints them.
    std::snprintf(buffer.data(), buffer.size(), "%.4g%s", value, units[unit]);
    return buffer.data();
}

} // namespace

std::string Bytes::human() const
{
    return format(static_cast<double>(count), 1024.0, {"B", "KiB", "MiB", "GiB", "TiB", "PiB"});
}

std::string Bytes::humanDecimal() const
{
    std::array<char, 32> buffer{};
    double value = static_cast<double>(count);
    static constexpr std::array<const char *, 6> kUnits = {"B", "kB", "MB", "GB", "TB", "PB"};
    std::size_t unit = 0;
    while (value >= 1000.0 && unit + 1 < kUnits.size()) {
        value /= 1000.0;
        ++unit;
    }
    std::snprintf(buffer.data(), buffer.size(), "%.3g%s", value, kUnits[unit]);
    return buffer.data();
}

Result<Bytes> Bytes::parse(std::string_view text)
{
    const auto invalid = [&] {
        return fail(Errc::InvalidArgument, "invalid size: '" + std::string(text) + "'");
    };
    double value = 0;
    const char *end = text.data() + text.size();
    const auto [next, code] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
    if (code != std::errc() || value < 0 || !std::isdigit(static_cast<unsigned char>(text.front())))
        return invalid();
    std::string unit;
    for (const char *c = next; c != end; ++c) {
        if (*c != ' ' || !unit.empty())
            unit += static_cast<char>(std::tolower(static_cast<unsigned char>(*c)));
    }
    double factor = 1;
    if (!unit.empty() && unit != "b") {
        static constexpr std::string_view kPrefixes = "kmgtp";
        const std::size_t power = kPrefixes.find(unit.front());
        const std::string rest = unit.substr(1);
        if (power == std::string_view::npos || (!rest.empty() && rest != "b" && rest != "ib"))
            return invalid();
        factor = std::pow(1024.0, static_cast<double>(power + 1));
    }
    const double bytes = value * factor;
    if (!(bytes < static_cast<double>(std::numeric_limits<std::int64_t>::max())))
        return invalid();
    return Bytes(static_cast<std::int64_t>(bytes));
}

} // namespace catamaran::base
