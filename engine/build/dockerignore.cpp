// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/dockerignore.h"

#include "engine/build/path_match.h"

#include <algorithm>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;

namespace {

constexpr std::string_view kBlanks = " \t\r\n\v\f";

/// A pattern with ** against a whole path: ** stands for any number of components (also none) where it is
/// one, and for any characters elsewhere.
bool matchPattern(std::string_view pattern, std::string_view path)
{
    const std::size_t stars = pattern.find("**");
    if (stars == std::string_view::npos) {
        const auto matched = matchPath(pattern, path);
        return matched && *matched;
    }
    const std::string_view head = pattern.substr(0, stars);
    std::string_view tail = pattern.substr(stars + 2);
    const bool component = tail.starts_with('/');
    if (component)
        tail.remove_prefix(1);
    for (std::size_t i = 0; i <= path.size(); ++i) {
        const auto front = matchPath(head, path.substr(0, i));
        if (!front)
            return false;
        if (!*front)
            continue;
        if (tail.empty() && !component)
            return true;
        for (std::size_t j = i; j <= path.size(); ++j) {
            const bool boundary = j == i || path[j - 1] == '/';
            if ((!component || boundary) && matchPattern(tail, path.substr(j)))
                return true;
        }
    }
    return false;
}

} // namespace

std::string cleanPath(std::string_view path)
{
    const bool rooted = path.starts_with('/');
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/'), path.size());
        const std::string_view part = path.substr(0, end);
        path.remove_prefix(std::min(end + 1, path.size()));
        if (part.empty() || part == ".")
            continue;
        if (part == ".." && !parts.empty() && parts.back() != "..")
            parts.pop_back();
        else if (part != ".." || !rooted)
            parts.push_back(part);
    }
    std::string out = rooted ? "/" : "";
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0)
            out += '/';
        out += parts[i];
    }
    return out.empty() ? "." : out;
}

Result<DockerIgnore> DockerIgnore::fromPatterns(const std::vector<std::string> &patterns)
{
    DockerIgnore out;
    for (std::string text : patterns) {
        text.erase(0, std::min(text.find_first_not_of(kBlanks), text.size()));
        text.erase(text.find_last_not_of(kBlanks) + 1);
        if (text.empty())
            continue;
        Pattern pattern;
        if (text.front() == '!') {
            if (text.size() == 1)
                return base::fail(Errc::Parse, "illegal exclusion pattern: \"!\"");
            pattern.exception = true;
            text.erase(0, 1);
            text.erase(0, std::min(text.find_first_not_of(kBlanks), text.size()));
        }
        text = cleanPath(text);
        if (text.size() > 1 && text.front() == '/')
            text.erase(0, 1);
        CATAMARAN_CHECK(matchPath(text, "."));
        pattern.text = std::move(text);
        out.m_hasExceptions = out.m_hasExceptions || pattern.exception;
        out.m_patterns.push_back(std::move(pattern));
    }
    return out;
}

Result<DockerIgnore> DockerIgnore::parse(std::string_view text, const std::string &file)
{
    DockerIgnore out;
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    for (int line = 1; !text.empty(); ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view one = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (one.starts_with('#'))
            continue;
        auto parsed = fromPatterns({std::string(one)});
        if (!parsed)
            return base::fail(std::move(parsed).error().withWhere({file, line, 1}));
        out.m_patterns.insert(out.m_patterns.end(), parsed->m_patterns.begin(), parsed->m_patterns.end());
        out.m_hasExceptions = out.m_hasExceptions || parsed->m_hasExceptions;
    }
    return out;
}

bool DockerIgnore::excludes(std::string_view path) const
{
    while (path.starts_with('/'))
        path.remove_prefix(1);
    while (path.ends_with('/'))
        path.remove_suffix(1);
    bool excluded = false;
    for (const Pattern &pattern : m_patterns) {
        if (pattern.exception != excluded)
            continue;
        bool matched = matchPattern(pattern.text, path);
        for (std::size_t slash = path.rfind('/'); !matched && slash != std::string_view::npos && slash > 0;
             slash = path.rfind('/', slash - 1))
            matched = matchPattern(pattern.text, path.substr(0, slash));
        if (matched)
            excluded = !pattern.exception;
    }
    return excluded;
}

} // namespace catamaran::engine::build
