// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "engine/image/image_service.h"
#include "engine/spec/container_spec.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::engine::build {

/// Where a secret of `RUN --mount=type=secret` comes from.
struct BuildSecret {
    std::string file;                   ///< path; empty: the environment variable
    std::string environment;            ///< name of the variable
    std::optional<std::string> content; ///< the secret itself, where it is neither
};

/// One -o/--output.
struct BuildOutput {
    enum class Kind {
        Image,  ///< into the store, with the tags
        Local,  ///< the root file system as files of a directory
        Tar,    ///< the root file system as a tar
        Oci,    ///< an OCI layout as a tar
        Docker, ///< what docker load takes
    };
    Kind kind = Kind::Image;
    std::string destination; ///< directory or file; "-": standard output
    /// Image only: the caller sends it to its registry afterwards (type=registry, or push=true).
    bool push = false;
    std::vector<std::string> names; ///< Image only: what else it is called (name=)

    /// "type=oci,dest=x.tar", "DIRECTORY" or "-" (docker buildx build -o).
    static base::Result<BuildOutput> parse(const std::string &text);
};

/// Flags of `catamaran build`.
struct BuildRequest {
    /// A directory, a tar archive, "-" (tar or Dockerfile on standard input), a git or http(s) address.
    std::string contextDirectory;
    std::string dockerfile; ///< empty: <context>/Dockerfile; "-": standard input
    std::vector<std::string> tags;
    std::map<std::string, std::string> buildArguments;
    std::map<std::string, std::string> labels;
    std::string target; ///< stage name or number; empty: the last
    bool noCache = false;
    bool pull = false; ///< fetch bases even if they are here
    std::string platform;
    std::vector<std::string> noCacheFilter; ///< stages by name
    /// --build-context: name to directory, "docker-image://...", git or http(s) address.
    std::map<std::string, std::string> buildContexts;
    std::map<std::string, BuildSecret> secrets;    ///< by id
    std::map<std::string, std::string> sshSockets; ///< by id
    std::vector<std::string> extraHosts;           ///< "name:ip"
    std::string network;                           ///< of RUN steps that say nothing; empty: default
    std::optional<base::Bytes> shmSize;
    std::vector<spec::Ulimit> ulimits;
    spec::Resources resources;                      ///< of each RUN step; shmSize stands above
    std::string cgroupParent;                       ///< of each RUN step
    std::map<std::string, std::string> annotations; ///< of the manifest
    std::vector<BuildOutput> outputs;               ///< empty: into the store
    std::vector<std::string> cacheTo;               ///< "type=local,dest=DIRECTORY[,mode=max]"
    std::vector<std::string> cacheFrom;
};

/// What happened during a build, in order; for progress output and the step timeline.
struct BuildEvent {
    int step = 0; ///< 1-based
    int steps = 0;
    std::string instruction; ///< as written: "COPY www /www"
    bool cached = false;
    std::string output; ///< of RUN
    std::string stage;  ///< name of the stage; empty: it has none, and is the only one
    int stageStep = 0;  ///< 1-based, within the stage
    int stageSteps = 0;
    std::string missReason; ///< why it was not taken from the cache: "file src/a.c changed"
    std::string error;      ///< set when the step failed
    double seconds = 0;     ///< set when the step is done
    bool done = false;
};

struct BuildResult {
    std::string imageId; ///< digest of the configuration, also when nothing went into the store
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
    std::vector<spec::Mount> mounts;
    /// A file that the program sees and the layer does not: secrets, scripts. Never on a disk.
    struct File {
        std::string target;
        std::string content;
        unsigned mode = 0400;
        std::uint32_t uid = 0;
        std::uint32_t gid = 0;
    };
    std::vector<File> files;
    std::vector<std::string> extraHosts;
    std::optional<base::Bytes> shmSize;
    std::vector<spec::Ulimit> ulimits;
    spec::Resources resources;
    std::string cgroupParent;
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

struct Dockerfile;
/// The configuration that the instructions alone make of the target stage, every base image taken to be
/// `base`; nothing is built or fetched. Refuses what build() refuses before it starts.
base::Result<spec::ImageConfig> planConfig(const Dockerfile &dockerfile, const BuildRequest &request,
                                           const spec::ImageConfig &base);

} // namespace catamaran::engine::build
