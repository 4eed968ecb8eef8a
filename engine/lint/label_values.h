// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

/// What the value of a label may be said to be (hadolint's label schema). All pure; thread: any.
namespace catamaran::engine::lint {

/// One of the names of the schema: text, url, rfc3339, spdx, hash, semver, email.
bool isLabelKind(std::string_view name);

/// RFC 3986 with a scheme and a host: "https://example.org/x".
bool isUrl(std::string_view text);
/// RFC 3339, 5.6: "2026-11-22T13:40:00Z".
bool isRfc3339(std::string_view text);
/// An SPDX licence expression (SPDX specification 2.3, annex D): "MIT OR (Apache-2.0 WITH LLVM-exception)".
bool isSpdxExpression(std::string_view text);
/// A commit's name: 7 to 40 hex digits, or 64.
bool isGitHash(std::string_view text);
/// Semantic Versioning 2.0.0, 2: "1.2.3-rc.1+build".
bool isSemver(std::string_view text);
/// RFC 5322, addr-spec without comments and quotes: "me@example.org".
bool isEmail(std::string_view text);

/// Identifiers of the SPDX License List, as it writes them.
bool isSpdxLicense(std::string_view id);
bool isSpdxException(std::string_view id);

} // namespace catamaran::engine::lint
