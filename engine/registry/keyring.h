// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <optional>
#include <string>

namespace catamaran::engine::registry {

/// Secrets in the kernel's persistent keyring of the calling user (persistent-keyring(7)): in memory that is
/// never swapped to a readable file, seen by this user's processes only, gone with a reboot or after three
/// days without use. Thread: safe.
///
/// Unsupported where the kernel has no keyrings or a sandbox forbids them.
base::Result<void> keyringStore(const std::string &name, const std::string &secret);
base::Result<std::optional<std::string>> keyringRead(const std::string &name);
/// Whether there was one.
base::Result<bool> keyringRemove(const std::string &name);

} // namespace catamaran::engine::registry
