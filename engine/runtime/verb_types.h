// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/container_spec.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Value types of the verbs that look into containers, or change them: shared by engine/runtime and the
/// facade in engine/api.
namespace catamaran::engine {

/// Takes the bytes of an archive, in order.
using ByteSink = std::function<base::Result<void>(std::string_view)>;

/// One line of `diff`.
struct FileChange {
    enum class Kind { Modified, Added, Deleted };
    Kind kind = Kind::Modified;
    std::string path; ///< absolute, in the container
};

/// One entry of a directory in a container or volume.
struct FileEntry {
    enum class Kind { File, Directory, Link, Other };
    std::string name;
    Kind kind = Kind::File;
    std::string linkTarget;      ///< of a link, as it is written
    std::int64_t sizeBytes = 0;  ///< of a regular file
    std::int64_t modifiedNs = 0; ///< CLOCK_REALTIME
    unsigned mode = 0;           ///< permission bits
    std::uint32_t uid = 0;       ///< as stored on the host
    std::uint32_t gid = 0;
};

/// What `commit` makes an image of.
struct CommitRequest {
    std::string tag; ///< empty: none
    std::string author;
    std::string message;
    std::vector<std::string> changes; ///< Dockerfile instructions: CMD, ENV, EXPOSE, LABEL, ...
    bool pause = true;                ///< freeze a running container meanwhile
};

/// One line of `checkpoint ls`.
struct Checkpoint {
    std::string name;
    std::int64_t createdNs = 0; ///< CLOCK_REALTIME
};

/// Which checkpoint of a container is meant.
struct CheckpointPlace {
    std::string name;
    std::string directory; ///< where checkpoints are, a directory each; empty: with the container
};

/// How `cp` copies.
struct CopyOptions {
    bool keepOwner = false;  ///< -a: the owner in the container's terms instead of the caller
    bool followLink = false; ///< -L: a link as source stands for what it points to
};

/// What a copy did.
struct CopyReport {
    std::int64_t bytes = 0; ///< in regular files
};

/// New limits and policy of a container. Members of `resources` that are unset (or empty) stay as they are.
struct UpdateRequest {
    spec::Resources resources;
    std::optional<spec::RestartPolicy> restart;
};

/// Bytes of one container on disk, as `ps -s` shows them.
struct ContainerSize {
    std::int64_t ownBytes = 0;   ///< the writable layer, as du(1) counts
    std::int64_t totalBytes = 0; ///< with the image's layers
};

/// A volume as `volume ls` and `volume inspect` show it.
struct VolumeInfo {
    std::string name;
    std::string driver = "local";
    std::string mountPoint; ///< on the host
    std::int64_t createdNs = 0;
    bool anonymous = false; ///< its name was made up
    std::map<std::string, std::string> labels;
    std::map<std::string, std::string> options; ///< type, device, o
    std::vector<std::string> users;             ///< ids of the containers that name it, running or not
    std::vector<std::string> runningUsers;      ///< those of them that run
    std::optional<std::int64_t> sizeBytes;      ///< as du(1) counts; set when asked for
};

struct VolumeRequest {
    std::string name; ///< empty: made up
    std::string driver = "local";
    std::map<std::string, std::string> labels;
    std::map<std::string, std::string> options;
};

/// Whether the containers that use a volume are frozen while it is copied.
enum class VolumeCopy { Paused, Live };

/// What the state directory holds, in bytes on disk (st_blocks, hard links once): the parts add up to
/// `totalBytes`, which is what `du -s` of the directory says.
struct SystemUsage {
    struct Image {
        std::string id;
        std::vector<std::string> tags;
        std::int64_t createdNs = 0;
        std::int64_t sizeBytes = 0;   ///< all its layers
        std::int64_t sharedBytes = 0; ///< layers that other images have too
        std::int64_t uniqueBytes = 0;
        int containers = 0;
    };
    struct Container {
        std::string id;
        std::int64_t sizeBytes = 0; ///< its whole directory: changes, log, files
        bool running = false;
    };
    std::vector<Image> images;
    std::vector<Container> containers;
    std::vector<VolumeInfo> volumes;
    std::int64_t imageBytes = 0;      ///< layers and blobs of images
    std::int64_t containerBytes = 0;  ///< data/containers
    std::int64_t volumeBytes = 0;     ///< data/volumes
    std::int64_t buildCacheBytes = 0; ///< layers that only the build cache has
    std::int64_t otherBytes = 0;      ///< database, events, trash, what belongs to VMs
    std::int64_t totalBytes = 0;
    std::int64_t reclaimableImageBytes = 0;
    int buildCacheEntries = 0;
};

/// What a prune took away.
struct PruneReport {
    std::vector<std::string> removed; ///< ids or names
    std::int64_t reclaimedBytes = 0;
};

/// Which objects a prune may take. Empty members do not limit.
struct PruneFilter {
    std::optional<std::int64_t> untilNs;    ///< CLOCK_REALTIME: made before
    std::vector<std::string> labels;        ///< "key" or "key=value": all must be there
    std::vector<std::string> withoutLabels; ///< none may be there
};

/// Whether labels pass the filter's two lists. Pure.
bool labelsPass(const PruneFilter &filter, const std::map<std::string, std::string> &labels);

/// One entry of the event log, in docker's words.
struct SystemEvent {
    std::string type;   ///< "container", "image", "volume", "network"
    std::string action; ///< "create", "start", "die", "health_status: healthy", ...
    std::string id;
    std::map<std::string, std::string> attributes;
    std::int64_t timeNs = 0; ///< CLOCK_REALTIME; 0: now
};

} // namespace catamaran::engine
