// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/image/image_service.h"

#include <optional>
#include <string>

namespace catamaran::engine {

/// What `inspect` shows of an artifact beside what it shows of an image.
struct ArtifactInfo {
    std::string type;     ///< artifactType, else the media type of the configuration
    std::string manifest; ///< JSON, as the registry sent it
};

/// Nothing if it is an image. Thread: safe.
base::Result<std::optional<ArtifactInfo>> artifactInfo(image::ImageService &images,
                                                       const image::ImageDetails &details);

} // namespace catamaran::engine
