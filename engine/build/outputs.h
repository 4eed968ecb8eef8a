// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/build/builder.h"
#include "engine/image/layer_store.h"

namespace catamaran::engine::build {

/// The image that a build made, before it goes anywhere.
struct BuiltImage {
    std::string config;   ///< JSON
    std::string manifest; ///< JSON
    std::vector<image::Layer> layers;
    std::vector<std::string> tags; ///< normalised
    std::int64_t time = 0;         ///< seconds, of the members that have none
};

/// Writes one --output other than Image. A file appears under its name when it is whole; a directory is
/// added to, as docker does.
base::Result<void> writeOutput(image::LayerStore &store, const BuiltImage &image, const BuildOutput &output,
                               const base::OperationContext &context);

} // namespace catamaran::engine::build
