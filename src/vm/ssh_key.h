// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>

namespace catamaran::vm {

struct SshKey {
    std::string privatePath;
    std::string publicLine; ///< for authorized_keys
};

/// The Ed25519 key with which `vm ssh` enters our VMs: <directory>/id_ed25519 in OpenSSH's format, made at
/// the first call (mode 0600). Several processes may ask at once: one key wins.
base::Result<SshKey> ownSshKey(const std::string &directory);

} // namespace catamaran::vm
