// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "engine/image/archive_types.h"
#include "engine/image/platform.h"
#include "engine/image/reference.h"
#include "engine/image/transfer.h"
#include "engine/spec/image_config.h"
#include "engine/store/database.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace catamaran::engine::image {

class LayerStore;

/// An image as `catamaran images` lists it.
struct ImageSummary {
    std::string id;                ///< "sha256:..." of the configuration blob
    std::vector<std::string> tags; ///< familiar: "demo:latest", "localhost/demo:latest"; empty: dangling
    std::string manifestDigest;    ///< "sha256:..."
    std::int64_t createdNs = 0;    ///< CLOCK_REALTIME; 0 if the image does not say
    std::int64_t sizeBytes = 0;    ///< unpacked layers, shared ones counted
    std::vector<std::string>
        repositoryDigests; ///< familiar: "demo@sha256:..."; empty: never pushed or pulled
};

/// What `image inspect` shows of an image. Its layers need not be unpacked.
struct ImageDetails : ImageSummary {
    std::string manifestType; ///< media type
    std::int64_t manifestSize = 0;
    spec::ImageConfig config;
    std::vector<std::string> layerDirectories; ///< lowest first
};

/// How `import` makes an image of a root file system.
struct ImportRequest {
    std::string archive; ///< file or pipe, or an http(s) address
    std::string tag;     ///< empty: none
    std::string message; ///< of the history; empty: docker's
    std::string platform;
    /// Changes the configuration before it is stored.
    std::function<base::Result<void>(spec::ImageConfig &config)> adjust;
};

/// An image that is ready to run: configuration, and its layers as directories on disk.
struct ResolvedImage {
    std::string id;
    std::string reference; ///< normalised tag or digest that was asked for
    std::string manifestDigest;
    spec::ImageConfig config;
    /// Layer directories, lowest first, shared by chain id. Whiteouts are overlayfs ones (character device
    /// 0/0, trusted.overlay.opaque).
    std::vector<std::string> layerDirectories;
    /// Chain id of the top layer: the key for whatever is derived from the root file system (a VM disk).
    std::string chainId;
};

/// Images, their layers and tags in one state directory.
///
/// Files: <data>/store is an OCI image layout; <data>/layers/<chain id>/fs the unpacked layers. Nothing is
/// visible before its digest has been checked. Thread: safe. Other processes may change the same store at the
/// same time.
class ImageService {
public:
    static base::Result<std::unique_ptr<ImageService>> open(const std::string &dataDirectory,
                                                            std::shared_ptr<store::Database> database);
    virtual ~ImageService() = default;

    virtual base::Result<std::vector<ImageSummary>> list() = 0;

    /// Finds an image by tag (`demo`, `localhost/demo:latest`), id, id prefix or digest, and unpacks its
    /// layers if needed. NotFound: "No such image: x" with the fix.
    virtual base::Result<ResolvedImage> resolve(const std::string &reference,
                                                const base::OperationContext &context) = 0;

    /// Keeps the image's layers from being removed while `user` (a container or VM id) exists. Idempotent.
    virtual base::Result<void> addReference(const std::string &imageId, const std::string &user) = 0;
    virtual base::Result<void> dropReference(const std::string &user) = 0;

    virtual base::Result<void> tag(const std::string &reference, const std::string &newTag) = 0;

    struct Removed {
        std::vector<std::string> untagged;
        std::vector<std::string> deleted; ///< image id and layer digests
    };
    /// docker rmi: drops the tag, and the image with its unshared layers when it was the last one.
    /// InvalidState while containers use it, unless `force`.
    virtual base::Result<Removed> remove(const std::string &reference, bool force) = 0;

    /// One line of `catamaran history`.
    struct Step {
        std::string created; ///< RFC 3339; empty if the image does not say
        std::string createdBy;
        std::string comment;
        std::int64_t sizeBytes = 0; ///< of the step's layer; 0 for a step that only changed the configuration
    };
    /// The steps that made an image, newest first. NotFound as resolve().
    virtual base::Result<std::vector<Step>> history(const std::string &reference) = 0;

    /// Makes an image of one layer from a tar (plain, gzip or zstd) that holds a root file system, and lets
    /// `tag` (empty: none) point at it. `archive` may be a pipe, such as /dev/stdin. Returns the id. Corrupt
    /// if it is no tar.
    virtual base::Result<std::string> importRootFilesystem(const std::string &archive, const std::string &tag,
                                                           const base::OperationContext &context) = 0;

    virtual base::Result<std::string> importImage(const ImportRequest &request,
                                                  const base::OperationContext &context) = 0;

    /// NotFound as resolve(); nothing is unpacked.
    virtual base::Result<ImageDetails> describe(const std::string &reference) = 0;

    /// Writes images as one tar that docker, podman and every reader of OCI layouts takes; digests stay.
    virtual base::Result<void> save(const SaveRequest &request, const ArchiveSink &sink,
                                    const base::OperationContext &context) = 0;
    /// Reads what save() of docker, podman, skopeo or this program wrote. Images that were complete before an
    /// error stay; nothing else does. Corrupt for what is not an archive of images or cannot be trusted.
    virtual base::Result<std::vector<LoadedImage>> load(const LoadRequest &request,
                                                        const base::OperationContext &context) = 0;

    /// Fetches an image from its registry (or a mirror) and unpacks it. Layers that are here are not fetched
    /// again; a broken or killed pull goes on where it stopped. Nothing is visible before all digests have
    /// been checked. Failure: NotFound, PermissionDenied, Network, Corrupt, NoSpace, Cancelled, with docker's
    /// texts.
    virtual base::Result<PullResult> pull(const PullRequest &request, const TransferListener &listener,
                                          const base::OperationContext &context) = 0;
    /// Sends an image (or all tags of its repository) to its registry, bytes and digests unchanged.
    virtual base::Result<std::vector<PushResult>> push(const PushRequest &request,
                                                       const TransferListener &listener,
                                                       const base::OperationContext &context) = 0;

    /// The content behind this service, for the builder, pull, commit and load; null if it has none.
    virtual LayerStore *layerStore() { return nullptr; }

    /// Normalises "demo" to "docker.io/library/demo:latest" and "localhost/demo" to "localhost/demo:latest".
    static base::Result<std::string> normalizeReference(const std::string &reference);
    /// The short form for people: "demo:latest" for docker.io/library ones.
    static std::string familiarReference(const std::string &normalized);
    /// Whether a pattern of Go's path.Match fits a reference, its familiar form or its familiar name
    /// (`images --filter reference=`). InvalidArgument for a bracket that is not closed.
    static base::Result<bool> matches(const std::string &pattern, const std::string &reference);
};

} // namespace catamaran::engine::image
