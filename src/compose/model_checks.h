// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compose/node.h"

namespace catamaran::compose {

/// Checks of a canonical document that the schema cannot say: external volumes with other attributes, secrets
/// and configs with several sources or none, bad host addresses, empty watch paths, count beside device_ids.
base::Result<void> checkModel(const Node &document);

} // namespace catamaran::compose
