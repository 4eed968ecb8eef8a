// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace catamaran::engine::build {

/// The patterns of a .dockerignore (docker's reference; moby/patternmatcher). Pure.
class DockerIgnore {
public:
    DockerIgnore() = default;
    /// From the text of a file. Parse error with the line for a malformed pattern.
    static base::Result<DockerIgnore> parse(std::string_view text, const std::string &file);
    static base::Result<DockerIgnore> fromPatterns(const std::vector<std::string> &patterns);

    /// Whether `path` (relative to the context, "/"-separated) is left out. The last pattern that matches the
    /// path or one of its parents decides.
    [[nodiscard]] bool excludes(std::string_view path) const;
    /// Whether something below an excluded directory may be let in again by a "!" pattern.
    [[nodiscard]] bool hasExceptions() const { return m_hasExceptions; }
    [[nodiscard]] bool empty() const { return m_patterns.empty(); }

private:
    struct Pattern {
        std::string text;
        bool exception = false;
    };
    std::vector<Pattern> m_patterns;
    bool m_hasExceptions = false;
};

/// Go's path.Clean.
std::string cleanPath(std::string_view path);

} // namespace catamaran::engine::build
