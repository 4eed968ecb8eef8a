// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/build/builder.h"
#include "engine/build/dockerignore.h"
#include "engine/image/layer_store.h"

#include <list>
#include <string>

namespace catamaran::engine::build {

/// The build context as a directory, and the Dockerfile.
struct PreparedContext {
    std::string directory;
    std::string dockerfileName; ///< for messages
    std::string dockerfileText;
    DockerIgnore ignore;
    std::list<image::StagedLayer> scratch; ///< what was unpacked or fetched; goes with this
};

/// Unpacks or fetches what is not a directory, and reads Dockerfile and .dockerignore
/// (<Dockerfile>.dockerignore first). Errors say what is missing, with docker's words.
base::Result<PreparedContext> prepareContext(image::LayerStore &store, const BuildRequest &request,
                                             const std::function<void(std::string_view)> &say,
                                             const base::OperationContext &context);

/// The directory of any context address but an image: a directory, a tar, git, http(s).
base::Result<std::string> contextDirectory(image::LayerStore &store, const std::string &address,
                                           std::list<image::StagedLayer> &scratch,
                                           const std::function<void(std::string_view)> &say,
                                           const base::OperationContext &context);

} // namespace catamaran::engine::build
