// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <cstdint>
#include <string>
#include <vector>

namespace catamaran::engine::runtime {

struct OverlayLayers {
    std::vector<std::string> lower; ///< topmost first; at least two without `upper`
    std::string upper;              ///< empty: nothing can be written
    std::string work;
};

/// An overlay that is mounted nowhere and lives as long as the descriptor: nothing to undo after a kill.
/// `attributes` are MOUNT_ATTR_*. `what` is named in errors. On Linux before 6.5 up to 14 layers.
base::Result<base::UniqueFd> mountDetachedOverlay(const OverlayLayers &layers, std::uint64_t attributes,
                                                  const std::string &what);

} // namespace catamaran::engine::runtime
