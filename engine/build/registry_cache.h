// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/build/local_cache.h"
#include "engine/spec/image_config.h"

#include <string>
#include <vector>

/// Steps exchanged through a registry: BuildKit's cache manifest (its documentation, "Registry cache storage
/// backend" and "Inline cache storage backend"): an image manifest whose configuration
/// (application/vnd.buildkit.cacheconfig.v0) lists layers, and records that say which key made which layer.
/// The keys are this builder's own, so that the steps of another builder are read but never match.
namespace catamaran::engine::build {

/// The configuration: `layers` in their order, and a record for each step whose layer is among them.
std::string cacheConfigJson(const std::vector<image::Layer> &layers, const std::vector<CachedStep> &steps);

/// Adds the steps that the manifest under `reference` lists: a cache manifest, or an image with an inline
/// cache. Layers are fetched when a step takes them. NotFound, Network and so on as RegistryClient; Corrupt
/// when the list cannot be read.
base::Result<void> readRegistryCache(LocalCache &cache, const std::string &reference,
                                     const base::OperationContext &context);
/// Sends the steps' layers and the manifest to location.reference.
base::Result<void> writeRegistryCache(image::LayerStore &store, const CacheLocation &location,
                                      const std::vector<CachedStep> &steps,
                                      const base::OperationContext &context);

/// LayerStore::putImage() of an image whose configuration says which steps made it (type=inline).
base::Result<image::LayerStore::PutImage>
putWithInlineCache(image::LayerStore &store, const spec::ImageConfig &config,
                   const std::vector<image::Layer> &layers, const std::vector<std::string> &tags,
                   const std::vector<CachedStep> &steps,
                   const std::map<std::string, std::string> &annotations);

} // namespace catamaran::engine::build
