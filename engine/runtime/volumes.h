// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/runtime/container_store.h"
#include "engine/runtime/paths.h"

#include <map>
#include <string>
#include <vector>

namespace catamaran::engine::runtime {

/// Makes the volume's directory and record if they do not exist. `owner`: the container for which the name
/// was made up, empty for a named volume.
base::Result<void> ensureVolume(const Paths &paths, ContainerStore &store, const std::string &name,
                                const std::string &owner);

/// Where the content of a volume is: its _data, or the host directory that its options name.
std::string volumeSource(const Paths &paths, const std::string &name);
/// docker's copy-up: fills an empty volume with what the image has at `target`.
base::Result<void> fillVolume(const Paths &paths, const std::string &name,
                              const std::vector<std::string> &layersTopmostFirst, const std::string &target);

/// Deletes the directory and the record. Missing is success.
base::Result<void> removeVolume(const Paths &paths, ContainerStore &store, const std::string &name);

} // namespace catamaran::engine::runtime
