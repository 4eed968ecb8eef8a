// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>

namespace catamaran::engine::security {

/// Refuses mounts of users and images (VOLUME) over /proc or inside it, in runc's words and with its
/// exceptions: a fake /proc would swallow what is written to the real one (CVE-2019-16884). `isHostProc`: the
/// source is the host's own /proc. Pure. What symbolic links in the image make of a target is checked again
/// when it is mounted.
base::Result<void> checkMountTarget(const std::string &target, bool isHostProc);

} // namespace catamaran::engine::security
