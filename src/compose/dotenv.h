// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compose/interpolation.h"

#include <map>
#include <string>
#include <string_view>

namespace catamaran::compose {

/// Reads the text of a .env file into `variables`, on top of what is in there.
///
/// NAME=value and NAME: value lines, `export`, comments, single quotes (literal), double quotes (escapes and
/// variables, over several lines), bare names that take their value from `lookup`. Variables in values are
/// looked up with `lookup` first, then among the names that came before (docker compose's order).
/// Errors: Errc::Parse with the line in message and Error::where(). Pure.
base::Result<void> parseDotenv(std::string_view text, const std::string &file, const Lookup &lookup,
                               std::map<std::string, std::string> &variables);

/// Reads `text` as docker run's --env-file does (format "raw"): NAME=value lines taken as they are.
base::Result<void> parseRawEnvironment(std::string_view text, const std::string &file, const Lookup &lookup,
                                       std::map<std::string, std::string> &variables);

} // namespace catamaran::compose
