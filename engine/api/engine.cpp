// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/engine.h"
#include "engine/api/capabilities.h"
#include "engine/api/checkpoints.h"
#include "engine/api/commit_changes.h"
#include "engine/api/image_events.h"
#include "engine/api/watcher.h"
#include "engine/base/file.h"
#include "engine/cgroup/delegation.h"
#include "engine/launch/launcher.h"
#include "engine/net/deck_service.h"
#include "engine/runtime/runtime.h"
#include "engine/store/database.h"
#include "engine/sys/deck.h"

#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine {

using base::OperationContext;
using base::Result;
using runtime::Runtime;

namespace {

/// The engine of this process: owns the services, and leaves the work to them.
class LocalEngine : public Engine {
public:
    static Result<std::shared_ptr<Engine>> open(const EngineOptions &options)
    {
        auto engine = std::shared_ptr<LocalEngine>(new LocalEngine(options));
        CATAMARAN_CHECK(engine->openParts());
        return std::shared_ptr<Engine>(std::move(engine));
    }

    const EngineOptions &options() const override { return m_options; }
    image::ImageService &images() override { return *m_images; }
    net::NetworkService &networks() override { return *m_networks; }

    Result<std::string> create(const spec::ContainerSpec &spec, const OperationContext &context) override
    {
        if (::geteuid() != 0 && !sys::deck())
            return base::fail(base::Error(base::Errc::Unsupported,
                                          "containers without root cannot run: " + sys::deckProblem())
                                  .withFix(userNamespaceFix()));
        return m_runtime->create(spec, context);
    }
    Result<StartTimes> start(const std::string &which, bool attachFirst,
                             const OperationContext &context) override
    {
        using Start = launch::Launcher::Start;
        return m_runtime->start(which, attachFirst ? Start::WhenAttached : Start::AtOnce, context);
    }
    Result<StartTimes> startFrom(const std::string &which, const CheckpointPlace &checkpoint,
                                 const OperationContext &context) override
    {
        if (const Capability able = checkpointCapability(); !able.available)
            return base::fail(checkpointRefusal("start --checkpoint", able));
        return m_runtime->start(which, launch::Launcher::Start::AtOnce, context, net::Publication::Now,
                                checkpoint);
    }
    Result<void> createCheckpoint(const std::string &which, const CheckpointPlace &checkpoint,
                                  bool leaveRunning, const OperationContext &context) override
    {
        if (const Capability able = checkpointCapability(); !able.available)
            return base::fail(checkpointRefusal("checkpoint create", able));
        return m_runtime->createCheckpoint(which, checkpoint, leaveRunning, context);
    }
    Result<std::vector<Checkpoint>> checkpoints(const std::string &which,
                                                const std::string &directory) override
    {
        return m_runtime->checkpoints(which, directory);
    }
    Result<void> removeCheckpoint(const std::string &which, const CheckpointPlace &checkpoint) override
    {
        return m_runtime->removeCheckpoint(which, checkpoint);
    }
    Result<StartTimes> startHeld(const std::string &which, const OperationContext &context) override
    {
        return m_runtime->start(which, launch::Launcher::Start::AtOnce, context, net::Publication::Later);
    }
    Result<void> handOver(const std::string &from, const std::string &to,
                          const OperationContext &context) override
    {
        return m_runtime->handOver(from, to, context);
    }
    Result<net::TcpActivity> tcpActivity(const std::string &which) override
    {
        return m_runtime->tcpActivity(which);
    }
    Result<std::optional<int>> attach(const std::string &which, const AttachStreams &streams,
                                      const OperationContext &context) override
    {
        return m_runtime->attach(which, streams, context);
    }
    Result<void> resize(const std::string &which, std::uint16_t rows, std::uint16_t columns) override
    {
        return m_runtime->resize(which, rows, columns);
    }
    Result<int> wait(const std::string &which, const OperationContext &context) override
    {
        return m_runtime->wait(which, context);
    }
    Result<void> stop(const std::string &which, std::optional<std::chrono::seconds> grace,
                      const OperationContext &context, const std::string &signal) override
    {
        return m_runtime->stop(which, grace, context, signal);
    }
    Result<StartTimes> restart(const std::string &which, std::optional<std::chrono::seconds> grace,
                               const OperationContext &context, const std::string &signal) override
    {
        return m_runtime->restart(which, grace, context, signal);
    }
    Result<std::vector<BootResult>> boot(const OperationContext &context) override
    {
        return m_runtime->boot(context);
    }
    Result<std::vector<BootResult>> shutdown(const OperationContext &context) override
    {
        return m_runtime->shutdown(context);
    }
    Result<std::string> logDetails(const std::string &which) override { return m_runtime->logDetails(which); }
    Result<void> kill(const std::string &which, const std::string &signal) override
    {
        return m_runtime->kill(which, signal);
    }
    Result<void> pause(const std::string &which) override { return m_runtime->pause(which); }
    Result<void> unpause(const std::string &which) override { return m_runtime->unpause(which); }
    Result<void> rename(const std::string &which, const std::string &newName) override
    {
        return m_runtime->rename(which, newName);
    }
    Result<void> connectNetwork(const std::string &which, const spec::NetworkAttachment &wish,
                                const OperationContext &context) override
    {
        return m_runtime->connectNetwork(which, wish, context);
    }
    Result<void> disconnectNetwork(const std::string &which, const std::string &network, bool force,
                                   const OperationContext &context) override
    {
        return m_runtime->disconnectNetwork(which, network, force, context);
    }
    Result<void> remove(const std::string &which, bool force, bool removeVolumes) override
    {
        return m_runtime->remove(which, force ? Runtime::Removal::Forced : Runtime::Removal::Plain,
                                 removeVolumes ? Runtime::Volumes::RemoveAnonymous : Runtime::Volumes::Keep);
    }
    Result<std::vector<ContainerSummary>> containers(bool all) override
    {
        return m_runtime->containers(all ? Runtime::Which::All : Runtime::Which::Running);
    }
    Result<ContainerDetails> inspect(const std::string &which) override { return m_runtime->inspect(which); }
    Result<std::string> inspectJson(const std::string &which) override
    {
        return m_runtime->inspectJson(which);
    }
    Result<void> logs(const std::string &which, const LogQuery &query,
                      const std::function<void(const LogRecord &)> &onRecord,
                      const OperationContext &context) override
    {
        return m_runtime->logs(which, query, onRecord, context);
    }
    Result<Execution> exec(const std::string &which, const ExecRequest &request,
                           const OperationContext &context) override
    {
        return m_runtime->execute(which, request, context);
    }
    Result<cgroup::Statistics> statistics(const std::string &which) override
    {
        return m_runtime->statistics(which);
    }
    Result<NetworkCounters> networkCounters(const std::string &which) override
    {
        return m_runtime->networkCounters(which);
    }
    Result<MemoryLedger> memoryLedger(const std::string &which) override
    {
        return m_runtime->memoryLedger(which);
    }
    Result<DiskUsage> diskUsage(const std::string &which) override { return m_runtime->diskUsage(which); }
    Result<bool> isListening(const std::string &which, std::uint16_t port) override
    {
        return m_runtime->isListening(which, port);
    }
    Result<build::BuildResult> build(const build::BuildRequest &request,
                                     const std::function<void(const build::BuildEvent &)> &onEvent,
                                     const OperationContext &context) override
    {
        const build::RunStep runStep = [this](const build::RunRequest &step,
                                              const std::function<void(std::string_view)> &onOutput,
                                              const OperationContext &stepContext) {
            BuildStep plain{step.layerDirectories, step.upperDirectory,   step.arguments,
                            step.environment,      step.workingDirectory, step.user,
                            step.network,          step.mounts,           {},
                            step.extraHosts,       step.shmSize,          step.ulimits,
                            step.resources,        step.cgroupParent};
            for (const build::RunRequest::File &file : step.files)
                plain.files.push_back({file.target, file.content, file.mode, file.uid, file.gid});
            return m_runtime->runBuildStep(plain, onOutput, stepContext);
        };
        return build::build(*m_images, request, runStep, onEvent, context);
    }
    Result<std::shared_ptr<void>> subscribe(std::function<void(const Event &)> onEvent) override
    {
        return m_watcher->subscribe(std::move(onEvent));
    }
    std::vector<Capability> capabilities() override
    {
        std::vector<Capability> list = probeCapabilities(m_cgroups->host());
        if (m_recoveryProblem)
            list.push_back({"recovery", false, m_recoveryProblem->text(), m_recoveryProblem->fix()});
        return list;
    }

    Result<std::vector<FileChange>> changes(const std::string &which) override
    {
        return m_runtime->changes(which);
    }
    Result<std::string> commit(const std::string &which, const CommitRequest &request,
                               const OperationContext &context) override
    {
        return m_runtime->commitImage(
            which, request,
            [&request](spec::ImageConfig &config) { return applyChanges(request.changes, config); }, context);
    }
    Result<void> exportFilesystem(const std::string &which, const ByteSink &sink,
                                  const OperationContext &context) override
    {
        return m_runtime->exportFilesystem(which, sink, context);
    }
    Result<std::vector<FileEntry>> listFiles(const std::string &which, const std::string &path) override
    {
        return m_runtime->listFiles(which, path);
    }
    Result<std::string> readFile(const std::string &which, const std::string &path,
                                 base::Bytes limit) override
    {
        return m_runtime->readFile(which, path, limit);
    }
    Result<void> writeFile(const std::string &which, const std::string &path,
                           const std::string &text) override
    {
        return m_runtime->writeFile(which, path, text);
    }
    Result<CopyReport> copyOut(const std::string &which, const std::string &containerPath,
                               const std::string &hostPath, const CopyOptions &options,
                               const OperationContext &context) override
    {
        return m_runtime->copyOut(which, containerPath, hostPath, options, context);
    }
    Result<CopyReport> copyIn(const std::string &hostPath, const std::string &which,
                              const std::string &containerPath, const CopyOptions &options,
                              const OperationContext &context) override
    {
        return m_runtime->copyIn(hostPath, which, containerPath, options, context);
    }
    Result<void> archiveOut(const std::string &which, const std::string &containerPath,
                            const CopyOptions &options, const ByteSink &sink,
                            const OperationContext &context) override
    {
        return m_runtime->archiveOut(which, containerPath, options, sink, context);
    }
    Result<void> archiveIn(const std::string &archivePath, const std::string &which,
                           const std::string &containerPath, const OperationContext &context) override
    {
        return m_runtime->archiveIn(archivePath, which, containerPath, context);
    }
    Result<void> update(const std::string &which, const UpdateRequest &request) override
    {
        return m_runtime->update(which, request);
    }
    Result<ContainerSize> containerSize(const std::string &which) override
    {
        return m_runtime->containerSize(which);
    }
    Result<PruneReport> pruneContainers(const PruneFilter &filter) override
    {
        return m_runtime->pruneContainers(filter);
    }
    Result<PruneReport> pruneBuildCache() override { return m_runtime->pruneBuildCache(); }
    Result<SystemUsage> systemUsage() override { return m_runtime->systemUsage(); }
    Result<void> events(std::optional<std::int64_t> sinceNs, std::optional<std::int64_t> untilNs,
                        const std::function<void(const SystemEvent &)> &onEvent,
                        const OperationContext &context) override
    {
        return m_runtime->events(sinceNs, untilNs, onEvent, context);
    }
    void recordEvent(const SystemEvent &event) override { m_runtime->eventLog().append(event); }
    VolumeService &volumes() override { return m_runtime->volumeService(); }

private:
    explicit LocalEngine(EngineOptions options) : m_options(std::move(options)) {}

    // Other users have no way in: layers hold set-user-ID programs that would be theirs to run
    // (CVE-2021-41091), volumes and records hold secrets. Of whoever asks, not of the caller's umask.
    static Result<void> makePrivate(const std::string &directory)
    {
        CATAMARAN_CHECK(base::makeDirectories(directory, 0700));
        struct stat status {};
        if (::stat(directory.c_str(), &status) != 0)
            return base::failErrno("look at " + directory);
        if (status.st_uid != ::geteuid()) // somebody may have been first, below /tmp for instance
            return base::fail(
                base::Error(base::Errc::PermissionDenied,
                            directory + " belongs to another user (" + std::to_string(status.st_uid) + ")")
                    .withFix("Remove it, or set CATAMARAN_ROOT and CATAMARAN_RUN to "
                             "directories of your own."));
        if ((status.st_mode & 0777) != 0700 && ::chmod(directory.c_str(), 0700) != 0)
            return base::failErrno("chmod " + directory);
        return {};
    }

    Result<void> openParts()
    {
        const runtime::Paths paths{m_options.dataDirectory, m_options.runDirectory};
        CATAMARAN_CHECK_CONTEXT("open the state directory", makePrivate(paths.data));
        CATAMARAN_CHECK_CONTEXT("open the state directory", makePrivate(paths.run));
        CATAMARAN_TRY(m_database, store::Database::open(paths.data + "/state.db"));
        CATAMARAN_TRY(auto images, image::ImageService::open(paths.data, m_database));
        m_images = withEvents(std::move(images), runtime::EventLog(paths.data));
        std::string delegated;
        if (sys::deck()) {
            // Without one containers run all the same, and what needs one says why not.
            auto found = cgroup::delegatedGroup(paths.run + "/cgroup");
            if (found)
                delegated = std::move(*found);
        }
        CATAMARAN_TRY(m_cgroups, cgroup::CgroupDriver::detect(m_options.instance, delegated));
        CATAMARAN_TRY(m_networks, net::NetworkService::open(paths.run, m_options.instance, m_database,
                                                            [paths](const std::string &owner) {
                                                                return Runtime::ownerIsAlive(paths, owner);
                                                            }));
        if (sys::deck())
            m_networks = net::runInDeck(std::move(m_networks));
        CATAMARAN_TRY(m_runtime,
                      Runtime::open({paths, m_database, *m_images, *m_networks, *m_cgroups, m_launcher}));
        m_watcher = std::make_unique<Watcher>(*m_runtime, *m_images);
        // What cannot be swept must not keep anybody from their containers; `catamaran info` shows it.
        if (auto recovered = m_runtime->recover(); !recovered)
            m_recoveryProblem = std::move(recovered).error();
        return {};
    }

    EngineOptions m_options;
    std::shared_ptr<store::Database> m_database;
    std::unique_ptr<image::ImageService> m_images;
    std::unique_ptr<cgroup::CgroupDriver> m_cgroups;
    std::unique_ptr<net::NetworkService> m_networks;
    launch::Launcher m_launcher;
    std::unique_ptr<Runtime> m_runtime;
    std::unique_ptr<Watcher> m_watcher;
    std::optional<base::Error> m_recoveryProblem;
};

} // namespace

Result<std::shared_ptr<Engine>> Engine::open(const EngineOptions &options)
{
    return LocalEngine::open(options);
}

} // namespace catamaran::engine
