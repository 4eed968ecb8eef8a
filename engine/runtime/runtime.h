// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "engine/base/rollback.h"
#include "engine/cgroup/cgroup.h"
#include "engine/image/image_service.h"
#include "engine/launch/launcher.h"
#include "engine/net/network_service.h"
#include "engine/net/tcp_activity.h"
#include "engine/runtime/container_lock.h"
#include "engine/runtime/container_store.h"
#include "engine/runtime/events.h"
#include "engine/runtime/paths.h"
#include "engine/runtime/process_watch.h"
#include "engine/runtime/state.h"
#include "engine/runtime/trash.h"
#include "engine/runtime/types.h"
#include "engine/runtime/verb_types.h"
#include "engine/runtime/volume_manager.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::engine::runtime {

/// What the runtime works with. The references outlive it.
struct Services {
    Paths paths;
    std::shared_ptr<store::Database> database;
    image::ImageService &images;
    net::NetworkService &networks;
    cgroup::CgroupDriver &cgroups;
    launch::Launcher &launcher;
};

/// The container state machine: see Engine for what each call promises.
///
/// What is true lives outside of this class: the record in SQLite, the status and exit files of the monitor,
/// the kernel. So any number of processes may act on the same containers; a container is changed under its
/// ContainerLock, and every call looks again once it has the lock. Thread: safe.
class Runtime {
public:
    static base::Result<std::unique_ptr<Runtime>> open(Services services);
    ~Runtime();

    base::Result<std::string> create(const spec::ContainerSpec &spec, const base::OperationContext &context);
    base::Result<StartTimes> start(const std::string &which, launch::Launcher::Start how,
                                   const base::OperationContext &context,
                                   net::Publication publication = net::Publication::Now,
                                   const std::optional<CheckpointPlace> &from = {});
    // checkpoint.cpp; as Engine has them
    base::Result<void> createCheckpoint(const std::string &which, const CheckpointPlace &place,
                                        bool leaveRunning, const base::OperationContext &context);
    base::Result<std::vector<Checkpoint>> checkpoints(const std::string &which, const std::string &directory);
    base::Result<void> removeCheckpoint(const std::string &which, const CheckpointPlace &place);
    // hand_over.cpp; as Engine has them
    base::Result<void> handOver(const std::string &from, const std::string &to,
                                const base::OperationContext &context);
    base::Result<net::TcpActivity> tcpActivity(const std::string &which);
    base::Result<std::optional<int>> attach(const std::string &which, const AttachStreams &streams,
                                            const base::OperationContext &context);
    base::Result<void> resize(const std::string &which, std::uint16_t rows, std::uint16_t columns);
    base::Result<int> wait(const std::string &which, const base::OperationContext &context);
    base::Result<void> stop(const std::string &which, std::optional<std::chrono::seconds> grace,
                            const base::OperationContext &context, const std::string &signal = {},
                            launch::MonitorClient::Reason reason = launch::MonitorClient::Reason::User);
    /// Engine::restart().
    base::Result<StartTimes> restart(const std::string &which, std::optional<std::chrono::seconds> grace,
                                     const base::OperationContext &context, const std::string &signal);
    /// Starts what restart policies want back after a reboot; see Engine::boot().
    base::Result<std::vector<BootResult>> boot(const base::OperationContext &context);
    /// Stops all that runs, remembering that it was not the user's wish.
    base::Result<std::vector<BootResult>> shutdown(const base::OperationContext &context);
    /// What `logs --details` puts before each line.
    base::Result<std::string> logDetails(const std::string &which);
    base::Result<void> kill(const std::string &which, const std::string &signal);
    base::Result<void> pause(const std::string &which);
    base::Result<void> unpause(const std::string &which);
    base::Result<void> rename(const std::string &which, const std::string &newName);
    // network_membership.cpp
    base::Result<void> connectNetwork(const std::string &which, const spec::NetworkAttachment &wish,
                                      const base::OperationContext &context);
    base::Result<void> disconnectNetwork(const std::string &which, const std::string &network, bool force,
                                         const base::OperationContext &context);
    enum class Removal { Plain, Forced };
    enum class Volumes { Keep, RemoveAnonymous };
    base::Result<void> remove(const std::string &which, Removal removal, Volumes volumes);

    enum class Which { Running, All };
    base::Result<std::vector<ContainerSummary>> containers(Which which);
    base::Result<ContainerDetails> inspect(const std::string &which);
    base::Result<std::string> inspectJson(const std::string &which);
    base::Result<void> logs(const std::string &which, const LogQuery &query,
                            const std::function<void(const LogRecord &)> &onRecord,
                            const base::OperationContext &context);
    base::Result<Execution> execute(const std::string &which, const ExecRequest &request,
                                    const base::OperationContext &context);

    /// A RUN instruction of a build: runs in a container of its own that is gone when the call returns; the
    /// changes are in `request.upperDirectory`. Returns the exit code.
    base::Result<int> runBuildStep(const BuildStep &request,
                                   const std::function<void(std::string_view)> &onOutput,
                                   const base::OperationContext &context);

    base::Result<cgroup::Statistics> statistics(const std::string &which);
    base::Result<NetworkCounters> networkCounters(const std::string &which);
    base::Result<MemoryLedger> memoryLedger(const std::string &which);
    base::Result<DiskUsage> diskUsage(const std::string &which);
    base::Result<bool> isListening(const std::string &which, std::uint16_t port);

    // The verbs that look into containers or change them; see verb_types.h and Engine.
    base::Result<std::vector<FileChange>> changes(const std::string &which);
    using ConfigChange = std::function<base::Result<void>(spec::ImageConfig &)>;
    base::Result<std::string> commitImage(const std::string &which, const CommitRequest &request,
                                          const ConfigChange &change, const base::OperationContext &context);
    base::Result<void> exportFilesystem(const std::string &which, const ByteSink &sink,
                                        const base::OperationContext &context);
    base::Result<CopyReport> copyOut(const std::string &which, const std::string &containerPath,
                                     const std::string &hostPath, const CopyOptions &options,
                                     const base::OperationContext &context);
    base::Result<CopyReport> copyIn(const std::string &hostPath, const std::string &which,
                                    const std::string &containerPath, const CopyOptions &options,
                                    const base::OperationContext &context);
    base::Result<void> archiveOut(const std::string &which, const std::string &containerPath,
                                  const CopyOptions &options, const ByteSink &sink,
                                  const base::OperationContext &context);
    base::Result<void> archiveIn(const std::string &archivePath, const std::string &which,
                                 const std::string &containerPath, const base::OperationContext &context);
    base::Result<std::vector<FileEntry>> listFiles(const std::string &which, const std::string &path);
    base::Result<std::string> readFile(const std::string &which, const std::string &path, base::Bytes limit);
    base::Result<void> writeFile(const std::string &which, const std::string &path, const std::string &text);
    base::Result<void> update(const std::string &which, const UpdateRequest &request);
    base::Result<PruneReport> pruneContainers(const PruneFilter &filter);
    base::Result<PruneReport> pruneBuildCache();
    base::Result<ContainerSize> containerSize(const std::string &which);
    base::Result<SystemUsage> systemUsage();
    base::Result<void> events(std::optional<std::int64_t> sinceNs, std::optional<std::int64_t> untilNs,
                              const std::function<void(const SystemEvent &)> &onEvent,
                              const base::OperationContext &context);
    [[nodiscard]] const EventLog &eventLog() const { return m_events; }
    [[nodiscard]] VolumeService &volumeService() { return m_volumes; }

    /// Sweeps what killed processes left: half-made or half-removed containers, lost ones, groups, run
    /// directories, network reservations; removes ended containers that asked for it. Containers that run are
    /// not touched. Does nothing while another process is active, which will sweep itself one day.
    base::Result<void> recover();

    /// For NetworkService: whether the owner of a reservation may still need it. Owners that are no
    /// containers (VMs) are not ours to judge: true.
    static bool ownerIsAlive(const Paths &paths, const std::string &owner);

    [[nodiscard]] const Paths &paths() const { return m_services.paths; }
    [[nodiscard]] ContainerStore &store() { return *m_store; }

private:
    struct Running {
        Record record;
        Observed observed;
    };

    Runtime(Services services, std::unique_ptr<ContainerStore> store);
    base::Result<Running> find(const std::string &which);
    /// With the container's lock held, as all that follow until endProcess().
    base::Result<StartTimes> startHere(const std::string &id, launch::Launcher::Start how,
                                       const base::OperationContext &context, StartTimes times,
                                       net::Publication publication,
                                       const std::optional<CheckpointPlace> &from);
    base::Result<void> unpauseLocked(const Record &record);
    enum class AutoRemove { AsAsked, Never };
    /// Tells of the end of a container and gives back what it had while it ran.
    base::Result<void> putAway(const std::string &id, const Observed &observed, AutoRemove autoRemove);
    /// Sends the stop signal and, after the grace, SIGKILL; until its monitor has ended. Needs no lock.
    base::Result<void> endProcess(const Running &running, std::optional<std::chrono::seconds> grace,
                                  const base::OperationContext &context, int signal, bool isSignalGiven);
    /// Notes how these stand, if nobody is starting anything just now; see ContainerStore::noteEnds().
    base::Result<void> noteEnds(const std::vector<std::string> &ids);
    /// InvalidState with docker's words unless it runs.
    base::Result<Running> findRunning(const std::string &which);

    base::Result<void> resolveMounts(Record &record, base::Rollback &rollback);
    base::Result<void> insertWithName(Record &record, const std::string &wantedName);
    base::Result<StartTimes> startLocked(const Record &record, launch::Launcher::Start how,
                                         const base::OperationContext &context, StartTimes times,
                                         net::Publication publication, const std::string &checkpoint);
    base::Result<void> dumpLocked(const Running &running, const CheckpointPlace &place, bool leaveRunning,
                                  const base::OperationContext &context);
    /// The directory of a checkpoint that is there, or NotFound with docker's words.
    base::Result<std::string> existingCheckpoint(const std::string &id, const CheckpointPlace &place);
    base::Result<net::Attachment> attachNetwork(const Record &record, const base::OperationContext &context,
                                                net::Publication publication);
    base::Result<void> applyMembershipChange(const std::string &id, const net::MembershipChange &change,
                                             const base::OperationContext &context);
    base::Result<void> recordFailedStart(const Record &record, const base::Error &error);
    /// After an exit: gives back the network, removes the container if it asked for it.
    base::Result<void> finishExit(const std::string &id);
    base::Result<void> removeLocked(const Record &record, Volumes volumes);
    base::Result<void> killAndWait(const std::string &id, const Observed &observed);
    base::Result<void> buryLost(const std::string &id, const Observed &observed);
    base::Result<ContainerSummary> summarize(ContainerStore::Brief brief, const Observed &observed);
    static SystemEvent containerEvent(const Record &record, const std::string &action,
                                      std::map<std::string, std::string> attributes);
    void recordEvent(const Record &record, const std::string &action,
                     std::map<std::string, std::string> attributes = {}, std::int64_t timeNs = 0);
    void recordDeath(const Record &record, const Observed &observed);
    base::Result<void> sweepDirectories(const std::vector<ContainerStore::Key> &keys);
    /// Brings the forwarder of published ports (launch/port_forwarder.h) in line with the container's
    /// networks.
    base::Result<void> followForwarder(const std::string &id, const Observed &observed);
    base::Result<void> healForwarder(const std::string &id, const Observed &observed);
    base::Result<void> sweepGroups(const std::vector<std::string> &active);

    Services m_services;
    std::unique_ptr<ContainerStore> m_store;
    Trash m_trash;
    EventLog m_events;
    VolumeManager m_volumes;
};

/// Whether this policy brings a container back when its host starts: "always" all that ever ran,
/// "unless-stopped" those that no user had stopped. Pure.
bool startsWithHost(spec::RestartKind kind, const Observed &observed);

/// The context that docker puts in front of a failed start.
inline constexpr const char *kTaskFailed = "failed to create task for container";

} // namespace catamaran::engine::runtime
