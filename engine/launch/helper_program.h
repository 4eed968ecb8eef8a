// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <string_view>

namespace catamaran::engine::launch {

/// A helper program opened so that nothing inside a container can write to the host's file through
/// /proc/<pid>/exe (CVE-2019-5736): by a detached read-only mount of it, whose pages all monitors share, or
/// where that is not permitted as a sealed copy in memory.
base::Result<base::UniqueFd> openHelper(std::string_view name);

/// A sealed, read-only memfd with `data`.
base::Result<base::UniqueFd> sealedMemory(const char *name, std::string_view data);

} // namespace catamaran::engine::launch
