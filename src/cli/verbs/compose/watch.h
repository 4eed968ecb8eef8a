// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/stack/watch.h"

#include <functional>
#include <string>

namespace catamaran::cli {

/// Turns what a watch tells into lines, each with its end.
stack::WatchListener watchListener(std::function<void(const std::string &line)> print);

} // namespace catamaran::cli
