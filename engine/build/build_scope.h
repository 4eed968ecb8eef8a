// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/build/builder.h"
#include "engine/build/copier.h"
#include "engine/build/dockerfile_parser.h"
#include "engine/build/local_cache.h"
#include "engine/build/step_memory.h"
#include "engine/image/layer_store.h"

#include <list>
#include <map>
#include <mutex>
#include <set>

namespace catamaran::engine::build {

/// A tree that a build reads from: the context, a named one, a stage or an image.
struct SourceTree {
    std::vector<std::string> directories; ///< lowest first
    std::string identity;                 ///< chain id; empty: only the content tells (contexts)
    const DockerIgnore *ignore = nullptr; ///< of contexts
    std::string name;                     ///< for messages
};

/// What all stages of one build share. Outlives them. Members that change are behind the mutex.
struct BuildScope {
    image::ImageService *images = nullptr; ///< null: only the instructions are looked at (planConfig)
    image::LayerStore *store = nullptr;
    const BuildRequest &request;
    const RunStep &runStep;
    base::OperationContext context;
    const Dockerfile &dockerfile;
    BuildTime time;
    std::string now; ///< RFC 3339 of `time`
    std::string architecture;
    std::string variant;
    std::string contextDirectory;
    DockerIgnore ignore;
    std::string place;                                  ///< which Dockerfile it is, for StepMemory
    std::map<std::string, std::string> globalArguments; ///< ARG before the first FROM
    LocalCache imported;                                ///< --cache-from

    DigestCache digests; ///< of files that were read before

    std::mutex mutex;
    std::set<std::string> consumedArguments;
    std::vector<std::string> warnings;
    std::list<image::StagedLayer> scratch; ///< directories that live as long as the build

    [[nodiscard]] bool planOnly() const { return store == nullptr; }
    /// Values docker defines by itself: TARGETPLATFORM, BUILDARCH, ...
    [[nodiscard]] std::optional<std::string> platformArgument(const std::string &name) const;
    /// --build-arg, and notes that it was used.
    std::optional<std::string> buildArgument(const std::string &name);
    void warn(std::string text);
    /// A fresh directory that goes with the build.
    base::Result<std::string> scratchDirectory();
    /// <data>/build: cache mounts and what StepMemory keeps.
    [[nodiscard]] std::string stateDirectory() const;
    /// Image by reference; fetched if it is not here, or with --pull.
    base::Result<image::ResolvedImage> image(const std::string &reference,
                                             const std::function<void(std::string_view)> &onOutput);
};

} // namespace catamaran::engine::build
