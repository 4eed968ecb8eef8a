// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>
#include <string_view>

namespace catamaran::engine::image {

/// An image reference in parts (github.com/distribution/reference, docker's reading of short names).
struct Reference {
    std::string domain; ///< "docker.io", "localhost:5000"
    std::string path;   ///< "library/demo"
    std::string tag;    ///< empty: none said
    std::string digest; ///< "sha256:..." or empty

    /// InvalidArgument with docker's words: "invalid reference format: ...".
    static base::Result<Reference> parse(std::string_view text);
    /// "docker.io/library/demo"
    [[nodiscard]] std::string name() const { return domain + "/" + path; }
    /// Name, tag ("latest" when neither tag nor digest was said) and digest.
    [[nodiscard]] std::string normalized() const;
    /// As normalized(), docker.io and library left out: "demo:latest".
    [[nodiscard]] std::string familiar() const;
    /// Without tag and digest: "demo".
    [[nodiscard]] std::string familiarName() const;
    /// Whether a pattern fits familiar() or familiarName(). InvalidArgument "syntax error in pattern".
    [[nodiscard]] base::Result<bool> matches(const std::string &pattern) const;
};

} // namespace catamaran::engine::image
