// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>
#include <string_view>

namespace catamaran::engine::build {

/// Go's path/filepath.Match: * and ? do not cross "/", [a-z] and [^a-z], backslash escapes. Errc::Parse
/// "syntax error in pattern" for a malformed one.
base::Result<bool> matchPath(std::string_view pattern, std::string_view path);

/// The patterns of ${NAME#pattern}: only * and ? (both match any character), backslash escapes.
bool matchShellPattern(std::string_view pattern, std::string_view text);

} // namespace catamaran::engine::build
