// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>
#include <string_view>

namespace catamaran::engine {

/// Path of a program that is installed with this one, under libexec ("catamaran-full"). NotFound.
base::Result<std::string> installedProgram(std::string_view name);

} // namespace catamaran::engine
