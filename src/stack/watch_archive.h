// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <string>
#include <utility>
#include <vector>

namespace catamaran::stack {

/// Files, links and directories of the host (without what is in them) as a tar in a file without a name, each
/// under a name of its own. One that is gone meanwhile is left out.
base::Result<base::UniqueFd> archiveOf(const std::vector<std::pair<std::string, std::string>> &hostToName);

} // namespace catamaran::stack
