// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "engine/image/image_service.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace catamaran::engine::build {

/// Flags of `catamaran build`.
struct BuildRequest {
    std::string contextDirectory;
    std::string dockerfile; ///< empty: <context>/Dockerfile
    std::vector<std::string> tags;
    std::map<std::string, std::string> buildArguments;
    std::map<std::string, std::string> labels;
    std::string target; ///< stage name or number; empty: the last
    bool noCache = false;
    bool pull = false;
    std::string platform;
};

/// What happened during a build, in order; for progress output and the step timeline.
struct BuildEvent {
    int step = 0; ///< 1-based
    int steps = 0;
    std::string instruction; ///< as written: "COPY www /www"
    bool cached = false;
    std::string output; ///< of RUN
    double seconds = 0; ///< set when the step is done
    bool done = false;
};

struct BuildResult {
    std::string imageId;
    std::string manifestDigest;
    std::vector<std::string> warnings;
};

/// Runs a RUN instruction: the runtime gives this to the builder, so that build does not depend on runtime.
struct RunRequest {
    std::vector<std::string> layerDirectories; ///< lowest first
    std::string upperDirectory;                ///< receives the changes, overlayfs form
    std::vector<std::string> arguments;
    std::vector<std::string> environment;
    std::string workingDirectory;
    std::string user;
    std::string network;
};
using RunStep =
    std::function<base::Result<int>(const RunRequest &, const std::function<void(std::string_view)> &onOutput,
                                    const base::OperationContext &)>;

/// Builds an image from a Dockerfile. Errors of the Dockerfile carry file, line and column, and the line's
/// text. Nothing half-made stays in the store on failure or cancel.
base::Result<BuildResult> build(image::ImageService &images, const BuildRequest &request,
                                const RunStep &runStep,
                                const std::function<void(const BuildEvent &)> &onEvent,
                                const base::OperationContext &context);

} // namespace catamaran::engine::build
