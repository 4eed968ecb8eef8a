// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/bytes.h"

#include "engine/base/decimal_size.h"

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

// The number ends with its last digit, point or blank, as in docker/go-units; one blank may be between them.
Result<Bytes> parseSize(std::string_view text, double step)
{
    const auto invalid = [&] {
        return fail(Errc::InvalidArgument, "invalid size: '" + std::string(text) + "'");
    };
    const std::size_t last = text.find_last_of("0123456789. ");
    if (last == std::string_view::npos)
        return invalid();
    std::string_view number = text.substr(0, text[last] == ' ' ? last : last + 1);
    const std::string_view suffix = text.substr(last + 1);
    if (number.size() > 1 && number[0] == '+' && number[1] != '-')
        number.remove_prefix(1);
    double value = 0;
    const auto [end, code] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (code != std::errc() || end != number.data() + number.size() || value < 0)
        return invalid();
    double factor = 1;
    std::string unit;
    for (const char c : suffix)
        unit += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (!unit.empty() && unit != "b") {
        static constexpr std::string_view kPrefixes = "kmgtp";
        const std::size_t power = kPrefixes.find(unit.front());
        const std::string rest = unit.substr(1);
        if (power == std::string_view::npos || (!rest.empty() && rest != "b" && rest != "ib"))
            return invalid();
        factor = std::pow(step, static_cast<double>(power + 1));
    }
    const double bytes = value * factor;
    if (!(bytes < static_cast<double>(std::numeric_limits<std::int64_t>::max())))
        return invalid();
    return Bytes(static_cast<std::int64_t>(bytes));
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
    return parseSize(text, 1024.0);
}

Result<Bytes> parseDecimalSize(std::string_view text)
{
    return parseSize(text, 1000.0);
}

} // namespace catamaran::base
