// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Small text functions that the parsers of this folder share.
namespace catamaran::engine::spec::text {

inline std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos)
            return parts;
        text.remove_prefix(at + 1);
    }
}

inline bool isSpace(char c)
{
    return std::isspace(static_cast<unsigned char>(c)) != 0;
}

inline std::string_view trim(std::string_view text)
{
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

inline std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

inline std::string upper(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return out;
}

/// The whole text as a number of type T in `base`, or nothing.
template <typename T>
std::optional<T> number(std::string_view text, int base = 10)
{
    T value{};
    const char *end = text.data() + text.size();
    const auto [next, code] = std::from_chars(text.data(), end, value, base);
    if (code != std::errc() || next != end || text.empty())
        return std::nullopt;
    return value;
}

} // namespace catamaran::engine::spec::text
