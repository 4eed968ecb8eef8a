// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/path_match.h"

namespace catamaran::engine::build {

using base::Errc;
using base::Result;

namespace {

tl::unexpected<base::Error> badPattern()
{
    return base::fail(Errc::Parse, "syntax error in pattern");
}

/// Takes one UTF-8 character off the front; a broken sequence is one byte.
char32_t takeRune(std::string_view &text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    std::size_t length = 1;
    char32_t rune = lead;
    if (lead >= 0xF0 && lead < 0xF8) {
        length = 4;
        rune = lead & 0x07U;
    } else if (lead >= 0xE0) {
        length = 3;
        rune = lead & 0x0FU;
    } else if (lead >= 0xC0) {
        length = 2;
        rune = lead & 0x1FU;
    }
    if (length > text.size())
        length = 1;
    for (std::size_t i = 1; i < length; ++i)
        rune = (rune << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    text.remove_prefix(length);
    return rune;
}

Result<char32_t> takeClassRune(std::string_view &pattern)
{
    if (pattern.empty() || pattern.front() == '-' || pattern.front() == ']')
        return badPattern();
    if (pattern.front() == '\\') {
        pattern.remove_prefix(1);
        if (pattern.empty())
            return badPattern();
    }
    const char32_t rune = takeRune(pattern);
    if (pattern.empty())
        return badPattern();
    return rune;
}

/// pattern stands behind "["; takes it up to and with "]".
Result<bool> matchClass(std::string_view &pattern, char32_t rune)
{
    bool negated = false;
    if (!pattern.empty() && pattern.front() == '^') {
        negated = true;
        pattern.remove_prefix(1);
    }
    bool match = false;
    for (int ranges = 0;; ++ranges) {
        if (!pattern.empty() && pattern.front() == ']' && ranges > 0) {
            pattern.remove_prefix(1);
            return match != negated;
        }
        CATAMARAN_TRY(const char32_t low, takeClassRune(pattern));
        char32_t high = low;
        if (pattern.front() == '-') {
            pattern.remove_prefix(1);
            CATAMARAN_TRY(high, takeClassRune(pattern));
        }
        if (low <= rune && rune <= high)
            match = true;
    }
}

/// Checks what was not needed for the verdict, as Go does: a bad pattern is an error even if it lost early.
Result<bool> verdict(std::string_view rest, bool matched)
{
    while (!rest.empty()) {
        const char c = rest.front();
        rest.remove_prefix(1);
        if (c == '\\') {
            if (rest.empty())
                return badPattern();
            rest.remove_prefix(1);
        } else if (c == '[') {
            CATAMARAN_CHECK(matchClass(rest, U'\0'));
        }
    }
    return matched;
}

Result<bool> match(std::string_view pattern, std::string_view path)
{
    while (!pattern.empty()) {
        const char c = pattern.front();
        if (c == '*') {
            while (!pattern.empty() && pattern.front() == '*')
                pattern.remove_prefix(1);
            for (std::string_view rest = path;; rest.remove_prefix(1)) {
                CATAMARAN_TRY(const bool found, match(pattern, rest));
                if (found)
                    return true;
                if (rest.empty() || rest.front() == '/')
                    return verdict(pattern, false);
            }
        }
        if (path.empty())
            return verdict(pattern, false);
        if (c == '?') {
            if (path.front() == '/')
                return verdict(pattern, false);
            pattern.remove_prefix(1);
            takeRune(path);
        } else if (c == '[') {
            pattern.remove_prefix(1);
            CATAMARAN_TRY(const bool found, matchClass(pattern, takeRune(path)));
            if (!found)
                return verdict(pattern, false);
        } else {
            if (c == '\\') {
                pattern.remove_prefix(1);
                if (pattern.empty())
                    return badPattern();
            }
            if (pattern.front() != path.front())
                return verdict(pattern, false);
            pattern.remove_prefix(1);
            path.remove_prefix(1);
        }
    }
    return path.empty();
}

} // namespace

Result<bool> matchPath(std::string_view pattern, std::string_view path)
{
    return match(pattern, path);
}

bool matchShellPattern(std::string_view pattern, std::string_view text)
{
    if (pattern.empty())
        return text.empty();
    if (pattern.front() == '*') {
        for (std::size_t i = 0; i <= text.size(); ++i) {
            if (matchShellPattern(pattern.substr(1), text.substr(i)))
                return true;
        }
        return false;
    }
    if (text.empty())
        return false;
    if (pattern.front() == '?') {
        takeRune(text);
        return matchShellPattern(pattern.substr(1), text);
    }
    if (pattern.front() == '\\' && pattern.size() > 1)
        pattern.remove_prefix(1);
    return pattern.front() == text.front() && matchShellPattern(pattern.substr(1), text.substr(1));
}

} // namespace catamaran::engine::build
