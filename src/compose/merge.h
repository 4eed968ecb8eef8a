// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compose/node.h"

#include <string_view>

namespace catamaran::compose {

/// Merges `over` into `base` with the rules of the Compose specification ("Merge"): mappings key by key,
/// lists appended, scalars replaced, and the attributes that have a rule of their own (command replaced,
/// environment by name, ports by what they publish, ...). `place` is where both stand, "" for whole documents
/// or "services.x" for one service. Errors: Errc::InvalidArgument "cannot override services.web.build".
base::Result<void> merge(Node &base, Node over, std::string_view place = {});

} // namespace catamaran::compose
