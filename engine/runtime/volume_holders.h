// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/runtime/paths.h"

#include <vector>

/// Who uses a volume besides containers: VMs, which the engine does not know. A holder is an empty file
/// beside the volume's data, so that it goes with the volume and needs no order of writes.
namespace catamaran::engine::runtime {

/// Idempotent. NotFound when there is no such volume. `holder` is a plain file name.
base::Result<void> holdVolume(const Paths &paths, const std::string &volume, const std::string &holder);
/// Takes the holder from all volumes.
base::Result<void> letGoOfVolumes(const Paths &paths, const std::string &holder);
/// Sorted.
std::vector<std::string> holdersOfVolume(const Paths &paths, const std::string &volume);

} // namespace catamaran::engine::runtime
