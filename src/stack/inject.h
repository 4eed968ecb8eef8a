// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "src/stack/service_spec.h"

#include <vector>

namespace catamaran::stack {

/// The files as a tar (POSIX ustar, with their directories) in memory: no secret touches a disk on its way.
/// InvalidArgument for paths that the format cannot hold (256 bytes).
base::Result<base::UniqueFd> tarOf(const std::vector<InjectedFile> &files);

} // namespace catamaran::stack
