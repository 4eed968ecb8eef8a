// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace catamaran::engine::registry {

/// One challenge of a WWW-Authenticate header (RFC 9110, 11.6.1).
struct Challenge {
    std::string scheme;                            ///< lower case: "basic", "bearer"
    std::map<std::string, std::string> parameters; ///< names in lower case: realm, service, scope, error
};

/// All challenges of a header; what is malformed is left out. Pure.
std::vector<Challenge> parseChallenges(std::string_view header);

/// Standard base64 with padding (RFC 4648).
std::string base64(std::string_view bytes);
/// Empty if it is not base64.
std::string fromBase64(std::string_view text);
/// Percent-encoding of everything but unreserved characters (RFC 3986).
std::string urlEncode(std::string_view text);

} // namespace catamaran::engine::registry
