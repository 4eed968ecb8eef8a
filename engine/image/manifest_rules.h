// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/image/layer_store.h"
#include "engine/spec/image/oci.h"
#include "engine/spec/image_config.h"

#include <string_view>
#include <vector>

/// What pull and load ask of a manifest that somebody else wrote. Pure.
namespace catamaran::engine::image {

/// OCI's or docker's list of manifests, manifest, configuration of a container image.
bool isIndexType(std::string_view type);
bool isManifestType(std::string_view type);
bool isConfigType(std::string_view type);

/// Unsupported for foreign layers and for media types that are no tar.
base::Result<void> checkLayerType(const spec::Descriptor &layer);
/// Unsupported for what is no image (an artifact) or not for linux.
base::Result<void> checkIsImage(const spec::Manifest &manifest);

/// The layers of an image, lowest first, with their chain ids. Corrupt when manifest and configuration
/// disagree about how many there are, or a diff id is no digest.
base::Result<std::vector<Layer>> planLayers(const spec::Manifest &manifest, const spec::ImageConfig &config);

} // namespace catamaran::engine::image
