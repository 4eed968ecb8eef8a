// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/compose/node.h"

#include <nlohmann/json.hpp>

namespace catamaran::compose {

/// A node as JSON. Infinite and undefined numbers become strings, as JSON has none.
nlohmann::ordered_json toJson(const Node &node);

/// The other way round; the nodes have no marks.
Node fromJson(const nlohmann::ordered_json &json);

} // namespace catamaran::compose
