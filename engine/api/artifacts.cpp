// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/artifacts.h"

#include "engine/image/artifact.h"

namespace catamaran::engine {

base::Result<std::optional<ArtifactInfo>> artifactInfo(image::ImageService &images,
                                                       const image::ImageDetails &details)
{
    image::LayerStore *store = images.layerStore();
    if (!store)
        return std::optional<ArtifactInfo>();
    CATAMARAN_TRY(const auto type, image::artifactTypeOf(store->database(), details.id));
    if (!type)
        return std::optional<ArtifactInfo>();
    CATAMARAN_TRY(std::string manifest, store->blobs().read(details.manifestDigest));
    return std::optional<ArtifactInfo>({*type, std::move(manifest)});
}

} // namespace catamaran::engine
