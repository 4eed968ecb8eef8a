// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/net/network_service.h"
#include "engine/spec/container_spec.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

/// The value types of containers, shared by engine/runtime and the facade in engine/api.
namespace catamaran::engine {

enum class ContainerState { Created, Starting, Running, Paused, Restarting, Exited, Dead };

/// docker's word for a state: "created", "running", "paused", "restarting", "exited", "dead".
std::string_view stateName(ContainerState state) noexcept;

/// A container as `ps` lists it.
struct ContainerSummary {
    std::string id;
    std::string name;
    std::string image; ///< as the user wrote it
    std::string imageId;
    std::string command;        ///< entrypoint and command, joined by blanks, neither quoted nor cut
    std::int64_t createdNs = 0; ///< CLOCK_REALTIME
    std::int64_t startedNs = 0; ///< 0: never
    std::int64_t finishedNs = 0;
    ContainerState state = ContainerState::Created;
    int exitCode = 0;
    std::string health;                   ///< "", "starting", "healthy", "unhealthy"
    std::vector<spec::PortMapping> ports; ///< published ones of a running container
    std::map<std::string, std::string> labels;
    std::vector<std::string> networks;     ///< as asked for: names, "host", "container:x"
    std::vector<std::string> exposedPorts; ///< "80/tcp"
    struct MountSummary {
        bool isVolume = false;
        std::string source; ///< volume name or host path
        std::string target;
    };
    std::vector<MountSummary> mounts;
};

/// All about one container. `specification` is what was asked, the rest what became of it.
struct ContainerDetails {
    ContainerSummary summary;
    spec::ContainerSpec specification;
    std::vector<std::string> arguments; ///< what is executed
    std::vector<std::string> environment;
    std::string workingDirectory;
    std::string user;
    pid_t pid = 0; ///< 0 unless running
    int restartCount = 0;
    bool oomKilled = false;
    std::string error;
    std::vector<net::Endpoint> endpoints;
    std::string logPath;
    std::vector<std::string> lowerDirectories; ///< topmost first
    std::string upperDirectory;
};

/// One line (or part of a line) of a container's log.
struct LogRecord {
    std::int64_t timeNs = 0; ///< CLOCK_REALTIME
    bool isStderr = false;
    std::string_view text; ///< with its newline, valid during the callback
};

struct LogQuery {
    std::optional<std::int64_t> sinceNs; ///< CLOCK_REALTIME
    std::optional<std::int64_t> untilNs;
    std::optional<std::size_t> tail; ///< lines; unset: all
    bool follow = false;             ///< go on until the container ends or stop is requested
    /// Records may hold several lines, or a part of one, as they were written: much faster for who only
    /// copies them. Ignored with a tail or a time.
    bool asWritten = false;
    std::function<void()> onPause; ///< called when all there is has been handed out; may be empty
};

/// What became of one container at the host's beginning or end.
struct BootResult {
    std::string id;
    std::string name;
    std::optional<base::Error> error;
};

/// Stamps of a start, CLOCK_MONOTONIC nanoseconds, for the comparison.
struct StartTimes {
    std::int64_t requestedNs = 0;
    std::int64_t createdNs = 0; ///< record read, directories and control groups made
    std::int64_t networkReadyNs = 0;
    std::int64_t monitorSpawnedNs = 0;
    std::int64_t clonedNs = 0;
    std::int64_t executedNs = 0;
};

/// Memory of a running container as a ledger: the parts add up to `total`.
struct MemoryLedger {
    std::int64_t anonymousBytes = 0;
    std::int64_t fileBytes = 0; ///< page cache charged to the container
    std::int64_t kernelBytes = 0;
    std::int64_t monitorBytes = 0; ///< PSS of its monitor
    std::int64_t totalBytes = 0;
};

struct AttachStreams {
    int standardIn = -1; ///< -1: none
    std::function<void(bool isStderr, std::string_view)> onOutput;
    std::string detachKeys = "ctrl-p,ctrl-q";
};

struct ExecRequest {
    std::vector<std::string> arguments;
    std::vector<std::string> environment;
    std::string workingDirectory;
    std::string user;
    bool tty = false;
    bool privileged = false;
    int standardIn = -1; ///< descriptors given to the process; -1: /dev/null
    int standardOut = -1;
    int standardError = -1;
    std::uint16_t rows = 24;
    std::uint16_t columns = 80;
};

struct Execution {
    pid_t pid = 0;
    base::UniqueFd terminal;                 ///< pty master when tty
    std::function<base::Result<int>()> wait; ///< call once
    /// Instead of wait: the process goes on with nobody at its terminal (see launch::Launcher::Executed).
    /// Empty where that cannot be done.
    std::function<base::Result<void>(int terminal)> leave;
};

/// One RUN instruction of a build: see Runtime::runBuildStep().
struct BuildStep {
    std::vector<std::string> layerDirectories; ///< lowest first
    std::string upperDirectory;                ///< receives the changes, overlayfs form
    std::vector<std::string> arguments;
    std::vector<std::string> environment;
    std::string workingDirectory;
    std::string user;
    std::string network; ///< empty or "default": bridge
    std::vector<spec::Mount> mounts;
    /// A file that is shown at `target` for this step only; it lies in the volatile directory.
    struct File {
        std::string target;
        std::string content;
        unsigned mode = 0400;
        std::uint32_t uid = 0;
        std::uint32_t gid = 0;
    };
    std::vector<File> files;
    std::vector<std::string> extraHosts; ///< "name:ip"
    std::optional<base::Bytes> shmSize;
    std::vector<spec::Ulimit> ulimits;
    spec::Resources resources; ///< shmSize stands above
    std::string cgroupParent;
};

/// Bytes received and sent on all interfaces but lo, from the container's own counters.
struct NetworkCounters {
    std::uint64_t receivedBytes = 0;
    std::uint64_t sentBytes = 0;
};

/// Bytes on disk: image layers (shared) and the container's own changes (unique).
struct DiskUsage {
    std::int64_t sharedBytes = 0;
    std::int64_t uniqueBytes = 0;
};

} // namespace catamaran::engine
