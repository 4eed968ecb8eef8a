// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compose/node.h"

namespace catamaran::compose {

/// Keeps, of list elements that mean the same thing (two values of one variable, two mounts of one target),
/// the last one, at the place of the first. Errors: Errc::Parse for elements that cannot be told apart.
base::Result<void> enforceUnicity(Node &document);

} // namespace catamaran::compose
