// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/runtime/container_store.h"
#include "engine/runtime/paths.h"

#include <cstdint>
#include <map>
#include <string>

namespace catamaran::engine::runtime {

/// What a volume was made with, besides its name. Kept beside the volume's data, in options.json.
struct VolumeOptions {
    std::map<std::string, std::string> driver; ///< of the driver "local": type, o, device
    std::map<std::string, std::string> labels;
};

/// What the driver options of a volume amount to: a directory that is bound, or a file system that each
/// container which uses the volume mounts for itself (nothing is ever mounted on the host).
struct VolumeDevice {
    bool isBind = false;
    std::string type;
    std::string source;
    std::string options;          ///< for the file system: "addr=10.0.0.1,vers=4"
    std::uint64_t attributes = 0; ///< MOUNT_ATTR_*
};

/// docker's rules: known are type, o and device, and each needs the others. InvalidArgument in docker's
/// words.
base::Result<void> checkVolumeOptions(const std::map<std::string, std::string> &options);
base::Result<VolumeDevice> volumeDevice(const std::map<std::string, std::string> &options);

/// Makes the options last. Called before the volume itself is made, so that no volume is ever without its
/// own.
base::Result<void> saveVolumeOptions(const Paths &paths, const std::string &name,
                                     const VolumeOptions &options);
/// Empty for a volume without any.
base::Result<VolumeOptions> loadVolumeOptions(const Paths &paths, const std::string &name);

/// A tmpfs volume lives in one container at a time: InvalidState if another one that runs has it.
base::Result<void> checkTmpfsVolumes(const Paths &paths, ContainerStore &store, const Record &record);

} // namespace catamaran::engine::runtime
