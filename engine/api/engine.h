// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/build/builder.h"
#include "engine/cgroup/cgroup.h"
#include "engine/image/image_service.h"
#include "engine/net/network_service.h"
#include "engine/net/tcp_activity.h"
#include "engine/runtime/types.h"
#include "engine/runtime/verb_types.h"
#include "engine/runtime/volume_service.h"
#include "engine/spec/container_spec.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// The container engine as the rest of the program sees it. Everything else below engine/ is its own affair.
namespace catamaran::engine {

/// Where an engine keeps its state. See resources/doc/on-disk-layout.md.
struct EngineOptions {
    std::string dataDirectory; ///< persistent; default /var/lib/catamaran or $XDG_DATA_HOME/catamaran
    std::string runDirectory;  ///< volatile; default /run/catamaran or $XDG_RUNTIME_DIR/catamaran

    /// Tells engines of one host apart: empty for the default directories, else 8 hex digits of the data
    /// directory's digest. Goes into the names of control groups, links and the firewall table, so that a
    /// test's engine (or a second state directory) never touches what another one made.
    std::string instance;

    /// The defaults for the calling user, overridden by CATAMARAN_ROOT and CATAMARAN_RUN.
    static EngineOptions forCurrentUser();
};

enum class EventKind {
    Created,
    Started,
    Died,
    Stopped,
    Removed,
    Paused,
    Unpaused,
    HealthChanged,
    ImageChanged
};

struct Event {
    EventKind kind = EventKind::Created;
    std::string id;
    std::int64_t timeNs = 0;
};

/// What a host can and cannot do for containers; `catamaran info` prints it.
struct Capability {
    std::string name; ///< "cgroup v2", "overlayfs", "nftables", "user namespaces"
    bool available = false;
    std::string explanation; ///< what was found
    std::string fix;         ///< what to do when it is not available
};

/// The daemonless engine. Any number of processes may open the same directories; each sees the others'
/// changes.
///
/// All calls block and may come from any thread; call them from a worker, never from a GUI thread. Containers
/// go on when the engine is destroyed.
class Engine {
public:
    /// Opens the state, migrating it if needed, adopts running containers and sweeps what a killed process
    /// left behind (directories without a record, groups, links, rules).
    static base::Result<std::shared_ptr<Engine>> open(const EngineOptions &options);
    virtual ~Engine() = default;

    [[nodiscard]] virtual const EngineOptions &options() const = 0;
    [[nodiscard]] virtual image::ImageService &images() = 0;
    [[nodiscard]] virtual net::NetworkService &networks() = 0;

    // Containers. `which` is a name, an id or an unambiguous id prefix: NotFound "No such container: x".
    virtual base::Result<std::string> create(const spec::ContainerSpec &spec,
                                             const base::OperationContext &context) = 0;

    /// Starts a created or exited container. With `attachFirst` the program waits until attach() is called.
    virtual base::Result<StartTimes> start(const std::string &which, bool attachFirst,
                                           const base::OperationContext &context) = 0;

    /// Starts an exited container where a checkpoint of it was made: its processes go on with the memory they
    /// had then, and with the files as they are now; connections of TCP are closed. Unsupported where
    /// checkpointCapability() says so.
    virtual base::Result<StartTimes> startFrom(const std::string &which, const CheckpointPlace &checkpoint,
                                               const base::OperationContext &context) = 0;
    /// Keeps the state of all processes of a running container (criu(8)). They end with it, with exit code
    /// 137, unless they are to be left running. Unsupported where checkpointCapability() says so, and for
    /// containers with a terminal, shared namespaces and the like, with the reason.
    virtual base::Result<void> createCheckpoint(const std::string &which, const CheckpointPlace &checkpoint,
                                                bool leaveRunning, const base::OperationContext &context) = 0;
    /// By name; of those in `directory`, or with the container when it is empty.
    virtual base::Result<std::vector<Checkpoint>> checkpoints(const std::string &which,
                                                              const std::string &directory) = 0;
    virtual base::Result<void> removeCheckpoint(const std::string &which,
                                                const CheckpointPlace &checkpoint) = 0;

    /// As start(), but with no published port and no network alias (names of services): others find it only
    /// after handOver(), or when it has been started again.
    virtual base::Result<StartTimes> startHeld(const std::string &which,
                                               const base::OperationContext &context) = 0;
    /// Published ports and aliases pass from one running container to another, which startHeld() started, at
    /// one stroke: new connections go to `to`, open ones stay where they are until `from` ends. An empty `to`
    /// only takes them from `from`, an empty `from` only gives them to `to`; what has been done already is
    /// not done again. An error (a port of `to` that somebody else has) leaves `from` serving.
    virtual base::Result<void> handOver(const std::string &from, const std::string &to,
                                        const base::OperationContext &context) = 0;
    /// Listening ports and open connections of a running container with networks of its own; nothing for one
    /// that shares the host's or another container's.
    virtual base::Result<net::TcpActivity> tcpActivity(const std::string &which) = 0;

    using AttachStreams = engine::AttachStreams;
    /// Copies streams until the container ends (its exit code) or the user detaches (nullopt). When a
    /// container with autoRemove has ended, it is removed before the call returns. A program that could not
    /// be executed is CommandNotFound or CommandNotExecutable.
    virtual base::Result<std::optional<int>> attach(const std::string &which, const AttachStreams &streams,
                                                    const base::OperationContext &context) = 0;
    virtual base::Result<void> resize(const std::string &which, std::uint16_t rows,
                                      std::uint16_t columns) = 0;

    /// Blocks until the container is not running and returns its exit code. A container with autoRemove is
    /// then removed (wait() of a second caller still gets the code, a later one NotFound).
    virtual base::Result<int> wait(const std::string &which, const base::OperationContext &context) = 0;

    /// Stop signal, then SIGKILL after `grace` (unset: the container's, else 10 s). No error if it was not
    /// running.
    /// `signal` (empty: the container's) is sent first.
    virtual base::Result<void> stop(const std::string &which, std::optional<std::chrono::seconds> grace,
                                    const base::OperationContext &context,
                                    const std::string &signal = {}) = 0;
    /// stop() and start() at one stroke: a container with autoRemove stays. One that does not run is started.
    virtual base::Result<StartTimes> restart(const std::string &which,
                                             std::optional<std::chrono::seconds> grace,
                                             const base::OperationContext &context,
                                             const std::string &signal = {}) = 0;
    /// `signal` is "KILL", "SIGTERM" or a number.
    virtual base::Result<void> kill(const std::string &which, const std::string &signal) = 0;
    virtual base::Result<void> pause(const std::string &which) = 0;
    virtual base::Result<void> unpause(const std::string &which) = 0;
    virtual base::Result<void> rename(const std::string &which, const std::string &newName) = 0;
    /// Joins a network, running or not; kept over restarts. `wish.network` is a name or an id.
    virtual base::Result<void> connectNetwork(const std::string & /*which*/,
                                              const spec::NetworkAttachment & /*wish*/,
                                              const base::OperationContext & /*context*/)
    {
        return base::fail(base::Errc::Unsupported, "this engine cannot change networks of containers");
    }
    /// `force`: also an endpoint whose container is gone.
    virtual base::Result<void> disconnectNetwork(const std::string & /*which*/,
                                                 const std::string & /*network*/, bool /*force*/,
                                                 const base::OperationContext & /*context*/)
    {
        return base::fail(base::Errc::Unsupported, "this engine cannot change networks of containers");
    }
    /// InvalidState for a running container unless `force` (then it is killed first).
    virtual base::Result<void> remove(const std::string &which, bool force, bool removeVolumes) = 0;

    using BootResult = engine::BootResult;
    /// What a host does when it has come up: starts the containers with restart policy "always" that ever
    /// ran, and those with "unless-stopped" that no user had stopped; who joins another's namespaces after
    /// that one, the others at the same time. One failing keeps no other from starting.
    virtual base::Result<std::vector<BootResult>> boot(const base::OperationContext &context) = 0;
    /// What a host does before it goes down: stops all that runs; boot() brings back what had a policy.
    virtual base::Result<std::vector<BootResult>> shutdown(const base::OperationContext &context) = 0;

    virtual base::Result<std::vector<ContainerSummary>> containers(bool all) = 0;
    virtual base::Result<ContainerDetails> inspect(const std::string &which) = 0;
    /// docker inspect's JSON object of one container.
    virtual base::Result<std::string> inspectJson(const std::string &which) = 0;

    virtual base::Result<void> logs(const std::string &which, const LogQuery &query,
                                    const std::function<void(const LogRecord &)> &onRecord,
                                    const base::OperationContext &context) = 0;

    /// What `logs --details` puts before each line ("label=value,..."), empty if nothing was asked for.
    virtual base::Result<std::string> logDetails(const std::string &which) = 0;

    using ExecRequest = engine::ExecRequest;
    using Execution = engine::Execution;
    /// InvalidState "Container x is not running".
    virtual base::Result<Execution> exec(const std::string &which, const ExecRequest &request,
                                         const base::OperationContext &context) = 0;

    virtual base::Result<cgroup::Statistics> statistics(const std::string &which) = 0;
    using NetworkCounters = engine::NetworkCounters;
    virtual base::Result<NetworkCounters> networkCounters(const std::string &which) = 0;
    virtual base::Result<MemoryLedger> memoryLedger(const std::string &which) = 0;
    using DiskUsage = engine::DiskUsage;
    virtual base::Result<DiskUsage> diskUsage(const std::string &which) = 0;
    /// Whether a process in the container listens on this TCP port (its own /proc/net/tcp{,6}).
    virtual base::Result<bool> isListening(const std::string &which, std::uint16_t port) = 0;

    virtual base::Result<build::BuildResult>
    build(const build::BuildRequest &request, const std::function<void(const build::BuildEvent &)> &onEvent,
          const base::OperationContext &context) = 0;

    /// Calls `onEvent` for changes made by any process until the returned token is destroyed. The callback
    /// runs on the engine's own thread and must not block.
    virtual base::Result<std::shared_ptr<void>> subscribe(std::function<void(const Event &)> onEvent) = 0;

    virtual std::vector<Capability> capabilities() = 0;

    // Verbs that look into containers, or change them. Messages and rules are docker's.

    /// What differs from the image, sorted by path.
    virtual base::Result<std::vector<FileChange>> changes(const std::string &which) = 0;
    /// Makes an image of a container's changes and configuration; returns its id.
    virtual base::Result<std::string> commit(const std::string &which, const CommitRequest &request,
                                             const base::OperationContext &context) = 0;
    /// Writes the container's root file system as a tar, without what is mounted in it.
    virtual base::Result<void> exportFilesystem(const std::string &which, const ByteSink &sink,
                                                const base::OperationContext &context) = 0;
    /// cp: between a path of the host and one of a running or stopped container, which is resolved inside
    /// the container, so that no link leads out of it. Volumes and bind mounts are reached.
    virtual base::Result<CopyReport> copyOut(const std::string &which, const std::string &containerPath,
                                             const std::string &hostPath, const CopyOptions &options,
                                             const base::OperationContext &context) = 0;
    virtual base::Result<CopyReport> copyIn(const std::string &hostPath, const std::string &which,
                                            const std::string &containerPath, const CopyOptions &options,
                                            const base::OperationContext &context) = 0;
    /// cp with "-" on one side: as tar. `archivePath` may be /dev/stdin; `containerPath` is a directory.
    virtual base::Result<void> archiveOut(const std::string &which, const std::string &containerPath,
                                          const CopyOptions &options, const ByteSink &sink,
                                          const base::OperationContext &context) = 0;
    virtual base::Result<void> archiveIn(const std::string &archivePath, const std::string &which,
                                         const std::string &containerPath,
                                         const base::OperationContext &context) = 0;
    /// A directory of a container, resolved inside it: folders first, by name. NotFound, InvalidArgument when
    /// it is no directory. Links are told, not followed.
    virtual base::Result<std::vector<FileEntry>> listFiles(const std::string & /*which*/,
                                                           const std::string & /*path*/)
    {
        return base::fail(base::Errc::Unsupported, "this engine cannot list files of containers");
    }
    /// A regular file of at most `limit` bytes (InvalidArgument if it is larger).
    virtual base::Result<std::string> readFile(const std::string & /*which*/, const std::string & /*path*/,
                                               base::Bytes /*limit*/)
    {
        return base::fail(base::Errc::Unsupported, "this engine cannot read files of containers");
    }
    /// Replaces what is in a file, whole or not at all; owner and mode stay. A new file is root's, mode 644.
    virtual base::Result<void> writeFile(const std::string & /*which*/, const std::string & /*path*/,
                                         const std::string & /*text*/)
    {
        return base::fail(base::Errc::Unsupported, "this engine cannot write files of containers");
    }
    /// New limits and restart policy, at once when it runs and kept for later starts.
    virtual base::Result<void> update(const std::string &which, const UpdateRequest &request) = 0;
    virtual base::Result<ContainerSize> containerSize(const std::string &which) = 0;
    /// Removes the containers that do not run.
    virtual base::Result<PruneReport> pruneContainers(const PruneFilter &filter) = 0;
    /// Forgets what builds remember, and removes the layers that only they have.
    virtual base::Result<PruneReport> pruneBuildCache() = 0;
    virtual base::Result<SystemUsage> systemUsage() = 0;
    /// Tells what any process did, from `sinceNs` (unset: from now on) until `untilNs` (unset: until stop is
    /// requested). The history is bounded: see events.log in on-disk-layout.md.
    virtual base::Result<void> events(std::optional<std::int64_t> sinceNs,
                                      std::optional<std::int64_t> untilNs,
                                      const std::function<void(const SystemEvent &)> &onEvent,
                                      const base::OperationContext &context) = 0;
    /// Puts something into the history that was done beside the engine (an image tagged, a network made).
    virtual void recordEvent(const SystemEvent &event) = 0;
    [[nodiscard]] virtual VolumeService &volumes() = 0;
};

} // namespace catamaran::engine
