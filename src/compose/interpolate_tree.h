// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compose/interpolation.h"
#include "src/compose/node.h"

namespace catamaran::compose {

/// Substitutes the variables of every string of a document (keys are left alone) and turns the strings at
/// places that hold numbers or booleans into such ("${PORT}" as ports.target).
/// Errors name the place ("error while interpolating services.web.scale: ...") and its line.
base::Result<void> interpolateTree(Node &document, const Lookup &lookup, std::set<std::string> &unset);

/// The boolean words of YAML 1.1 (yes, no, on, off, y, n) and 1.2.
std::optional<bool> parseBoolean(std::string_view text);

} // namespace catamaran::compose
