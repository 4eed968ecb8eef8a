// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compose/values.h"

#include <string>
#include <string_view>

namespace catamaran::compose {

/// "64m", "1.5GiB", "1024": binary units whatever the spelling. Errors: Errc::Parse "invalid size: 'x'".
base::Result<Bytes> parseBytes(std::string_view text);

/// "1h30m", "500ms", "1.5s", also days (d) and weeks (w). Errors: Errc::Parse.
base::Result<Duration> parseDuration(std::string_view text);
/// "1h30m0s", "500ms", "0s".
std::string formatDuration(Duration duration);

/// Splits a command written as one string: quotes and backslashes as a shell has them, but nothing is
/// expanded and it ends at the first unquoted ; & | < or >, as docker compose's does. `cut` says whether that
/// happened.
base::Result<std::vector<std::string>> splitCommand(std::string_view text, bool &cut);

} // namespace catamaran::compose
