// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "engine/image/image_service.h"

#include <cstdint>
#include <string>
#include <vector>

/// Understanding an image from its unpacked layers; nothing in it is run.
namespace catamaran::engine::inspect {

struct LayerChange {
    enum class Kind { Added, Changed, Removed };
    Kind kind = Kind::Added;
    std::string path;       ///< "/usr/bin/x"
    std::int64_t bytes = 0; ///< of a file, as it is in this layer; of a removed one, as it was
    std::uint32_t mode = 0; ///< st_mode; 0 for a removed one
};

struct LayerSummary {
    std::string createdBy;  ///< the instruction that made it; empty if the image does not say
    std::int64_t bytes = 0; ///< in regular files, hard links once
    std::size_t added = 0;
    std::size_t changed = 0;
    std::size_t removed = 0;
    std::int64_t wastedBytes = 0;     ///< of this layer, covered or removed by later ones
    std::vector<LayerChange> changes; ///< by path; directories only when they are new
};

struct WastedFile {
    std::string path;
    std::size_t copies = 0; ///< that cannot be seen
    std::int64_t bytes = 0; ///< of them together
};

struct LayerReport {
    std::vector<LayerSummary> layers; ///< lowest first
    std::int64_t totalBytes = 0;
    std::int64_t wastedBytes = 0;
    std::vector<WastedFile> wasted; ///< largest first
    /// Share of the bytes that can be seen in the image, 0 to 1; 1 for an empty one.
    [[nodiscard]] double efficiency() const
    {
        return totalBytes == 0 ? 1.0
                               : 1.0 - static_cast<double>(wastedBytes) / static_cast<double>(totalBytes);
    }
};

base::Result<LayerReport> explainLayers(const image::ResolvedImage &image,
                                        const base::OperationContext &context);
std::string layersJson(const LayerReport &report);

} // namespace catamaran::engine::inspect
