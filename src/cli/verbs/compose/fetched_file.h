// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"

#include <string>

namespace catamaran::cli {

/// Fetches what `compose publish` put into a registry and returns the path of its Compose file, in the
/// caller's cache directory. `reference` is without "oci://". InvalidArgument for what is no Compose project.
base::Result<std::string> fetchComposeFile(engine::Engine &engine, const std::string &reference);

} // namespace catamaran::cli
