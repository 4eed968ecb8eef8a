// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace catamaran::compose {

/// The value of a variable; nullopt when it is not set (an empty value is set).
using Lookup = std::function<std::optional<std::string>(const std::string &)>;

/// Replaces the variables of a text: $NAME, ${NAME}, ${NAME:-d}, ${NAME-d}, ${NAME:?e}, ${NAME?e},
/// ${NAME:+r},
/// ${NAME+r}, nested to any depth, and $$ for a dollar sign (Compose specification, "Interpolation").
///
/// A variable that is not set becomes nothing; its name is put into `unset` if that is given.
/// Errors: Errc::Parse "Invalid template: ..." for a broken ${...}, Errc::InvalidArgument for a required
/// variable that is missing. Pure. Thread-safe if `lookup` is.
base::Result<std::string> substitute(std::string_view text, const Lookup &lookup,
                                     std::set<std::string> *unset = nullptr);

} // namespace catamaran::compose
