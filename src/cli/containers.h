// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "src/cli/session.h"

#include <optional>
#include <string>

/// What several container verbs share.
namespace catamaran::cli {

std::string currentDirectory();

/// "nosuch:latest" for "nosuch": the image's name as docker shows it in messages.
base::Result<std::string> displayedImage(const std::string &reference);

/// An error about an unknown image in the words of `docker run`, with what to do; others are left alone.
base::Error explainMissingImage(base::Error error, const std::string &reference);

/// Whether an error says that there is no such image here.
bool isMissingImage(const base::Error &error);

/// Fetches the image of a `run` as spec.pull wishes, with progress on stderr; with "never" (or a name that no
/// registry can have) the error of a missing image.
base::Result<void> pullForRun(engine::Engine &engine, const engine::spec::ContainerSpec &spec,
                              const base::OperationContext &context);

/// Unsupported for what needs another machine (--platform).
base::Result<void> checkObtainable(const engine::spec::ContainerSpec &spec);

/// Creates a container and writes its id to `cidFile` (empty: none), which must not exist.
base::Result<std::string> createContainer(engine::Engine &engine, const engine::spec::ContainerSpec &spec,
                                          const std::string &cidFile, const base::OperationContext &context);

struct AttachRequest {
    std::string id;
    bool tty = false;
    bool in = false;
    bool out = true;
    bool err = true;
    bool signalProxy = true;
    std::string detachKeys; ///< empty: docker's
};

/// Starts a created container with our streams attached from its first byte. Its exit code, or nullopt when
/// the user detached. The terminal is restored however this ends.
base::Result<std::optional<int>> attachAndStart(Session &session, engine::Engine &engine,
                                                const AttachRequest &request);

/// attachAndStart() without the start: of a container that runs.
base::Result<std::optional<int>> attachTo(Session &session, engine::Engine &engine,
                                          const AttachRequest &request);

} // namespace catamaran::cli
