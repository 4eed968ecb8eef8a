// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace catamaran::compose {

/// resources/compose/compose-spec.json, word for word.
std::string_view schemaText();

} // namespace catamaran::compose
