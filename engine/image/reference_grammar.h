// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>
#include <string_view>

/// The grammar of image references (github.com/distribution/reference), before docker.io and library/ are
/// added. Pure.
namespace catamaran::engine::image {

struct ReferenceParts {
    std::string domain; ///< empty: none
    std::string path;
    std::string tag;
    std::string digest; ///< "sha256:..."
    [[nodiscard]] std::string name() const { return domain.empty() ? path : domain + "/" + path; }
};

/// "domain[:port]/path[:tag][@digest]". InvalidArgument with distribution's words: invalid reference format,
/// repository name must be lowercase, repository name must not be more than 255 characters, unsupported
/// digest algorithm.
base::Result<ReferenceParts> parseReferenceParts(std::string_view text);

/// A registry's host name or address, with or without a port.
bool isReferenceDomain(std::string_view text);
/// Path components with "/" between them.
bool isReferencePath(std::string_view text);
bool isReferenceTag(std::string_view text);

} // namespace catamaran::engine::image
