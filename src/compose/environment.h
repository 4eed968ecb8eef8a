// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/compose/node.h"

#include <map>
#include <string>

namespace catamaran::compose {

/// Gives values to what takes them from the environment by name: bare names in lists of services'
/// environment, and secrets and configs with `environment:`. A secret's value goes to the key "x-#value",
/// which is never shown.
void resolveEnvironment(Node &document, const std::map<std::string, std::string> &environment);

/// The key under which resolveEnvironment leaves a secret's value.
inline constexpr const char *kSecretValueKey = "x-#value";

} // namespace catamaran::compose
