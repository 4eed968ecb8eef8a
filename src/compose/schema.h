// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compose/node.h"

#include <string>

namespace catamaran::compose {

/// Checks a Compose document (interpolated, not yet in long form) against the published JSON schema.
///
/// Errors: Errc::Parse with the place of the offending node, docker compose's wording ("services.web.ports
/// must be a array", "additional properties 'prots' not allowed") and a "did you mean" for unknown keys. Of
/// several violations the deepest is reported, as docker compose does. `file` stands in the message.
/// Thread-safe.
base::Result<void> validateSchema(const Node &document, const std::string &file);

} // namespace catamaran::compose
