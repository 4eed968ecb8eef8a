// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace catamaran::compose {

/// The candidate that `word` most likely is a slip of, empty if none is near enough.
std::string nearest(std::string_view word, const std::vector<std::string> &candidates);

} // namespace catamaran::compose
