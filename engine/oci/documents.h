// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace catamaran::engine::oci {

/// A config.json to begin with, as `runtime spec` writes it. Rootless: with a user namespace that maps the
/// caller to root, and without what an ordinary user may not do.
enum class SpecKind { Rootful, Rootless };
std::string specText(SpecKind kind);

/// What this runtime knows (features.md of the specification).
std::string featuresText();

/// The version of this program.
std::string versionText();

} // namespace catamaran::engine::oci
