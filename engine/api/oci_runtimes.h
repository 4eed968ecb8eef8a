// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/capabilities.h"

#include <map>
#include <string>

namespace catamaran::engine {

/// The values of `run --runtime` on this host beside our own: name to path.
std::map<std::string, std::string> ociRuntimes();
/// The same for `catamaran info`.
Capability ociRuntimeCapability();

} // namespace catamaran::engine
