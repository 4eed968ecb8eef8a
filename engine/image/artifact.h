// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/image/layer_store.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace catamaran::engine::image {

/// The type of what an image manifest packs when that is no container image but an artifact (OCI image-spec
/// manifest.md, "Guidelines for Artifact Usage"): its artifactType, else the media type of its configuration.
/// Empty for an image.
std::string artifactType(const spec::Manifest &manifest, std::string_view manifestText);

/// An artifact as the store keeps it: under the digest of its manifest, which is its id as well, because
/// many artifacts share one empty configuration.
struct Artifact {
    std::string manifest;     ///< the bytes, kept as they are
    std::string manifestType; ///< media type
    std::string type;         ///< as artifactType() says
    spec::Manifest parsed;
    std::vector<std::string> tags;                                      ///< normalised
    std::vector<std::pair<std::string, std::string>> repositoryDigests; ///< as LayerStore::Foreign
};

/// Stores the manifest and the rows; the blobs it names are in the store already. Corrupt when one is not.
/// Thread: safe; the caller holds useContent().
base::Result<LayerStore::PutImage> putArtifact(LayerStore &store, const Artifact &artifact);

/// The type of the artifact with this id; nothing if it is an image, or not there.
base::Result<std::optional<std::string>> artifactTypeOf(store::Database &database, const std::string &id);

} // namespace catamaran::engine::image
