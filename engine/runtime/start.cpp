// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "engine/base/notice.h"
#include "engine/runtime/criu.h"
#include "engine/runtime/devices.h"
#include "engine/runtime/external_runtime.h"
#include "engine/runtime/forwarded_ports.h"
#include "engine/runtime/log_options.h"
#include "engine/runtime/plan_builder.h"
#include "engine/runtime/runtime.h"
#include "engine/runtime/shared_namespaces.h"
#include "engine/runtime/volume_options.h"
#include "engine/runtime/volumes.h"
#include "engine/sys/deck.h"

#include <chrono>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;
using launch::Launcher;

namespace {

// No temporary file and rename: nobody reads these before the container runs, which holds them by mounts.
Result<void> writePlain(const std::string &path, std::string_view text)
{
    CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(path, O_WRONLY | O_CREAT | O_TRUNC));
    if (::fchmod(fd.get(), 0644) != 0) // for every user inside, whatever the caller's umask
        return base::failErrno("chmod " + path);
    while (!text.empty()) {
        const ssize_t n = ::write(fd.get(), text.data(), text.size());
        if (n < 0)
            return base::failErrno("write " + path);
        text.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
}

// What the container finds as its own in /etc.
Result<void> writeNames(const std::string &directory, const Record &record, const net::Attachment &attachment)
{
    CATAMARAN_CHECK(writePlain(directory + "/hostname", containerHostname(record) + "\n"));
    CATAMARAN_CHECK(writePlain(directory + "/hosts", attachment.hosts));
    return writePlain(directory + "/resolv.conf", attachment.resolvConf);
}

Result<void> removeGroups(const Services &services, const Record &record)
{
    forgetAtExternalRuntime(services.paths, record);
    return services.cgroups.remove(record.id);
}

constexpr std::string_view kContainerPrefix = "container:";

// Once for each run directory, which is gone after a log-out or reboot.
void noticeWithoutGroups(const Paths &paths, const std::string &explanation,
                         const base::OperationContext &context)
{
    const std::string mark = paths.run + "/no-cgroup";
    if (!base::UniqueFd(::open(mark.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)))
        return;
    context.report("This user has no control group (" + explanation +
                       "): containers run without limits, pause and update do not work, and stats are sums "
                       "over the processes. On a host with control groups v2, log in through systemd to get "
                       "one. This is said once.",
                   0, 0, base::kNotice);
}

} // namespace

Result<StartTimes> Runtime::start(const std::string &which, Launcher::Start how,
                                  const base::OperationContext &context, net::Publication publication,
                                  const std::optional<CheckpointPlace> &from)
{
    StartTimes times;
    times.requestedNs = base::steadyNanoseconds();
    CATAMARAN_TRY(const std::string id, m_store->resolve(which));
    CATAMARAN_TRY(const ActivityLock activity, ActivityLock::shared(m_services.paths));
    CATAMARAN_TRY(const ContainerLock lock, ContainerLock::acquire(m_services.paths, id));
    return startHere(id, how, context, times, publication, from);
}

Result<StartTimes> Runtime::startHere(const std::string &id, Launcher::Start how,
                                      const base::OperationContext &context, StartTimes times,
                                      net::Publication publication,
                                      const std::optional<CheckpointPlace> &from)
{
    CATAMARAN_TRY(Record record, m_store->load(id));
    CATAMARAN_TRY(const Observed observed, observe(m_services.paths, id));
    if (observed.state == ContainerState::Paused)
        return fail(Errc::InvalidState, "cannot start a paused container, try unpause instead");
    std::string checkpoint;
    if (from) {
        if (observed.isActive())
            return fail(base::Error(Errc::InvalidState,
                                    "cannot restore container " + record.name + " from a checkpoint: it runs")
                            .withFix("End it first: catamaran stop " + record.name));
        CATAMARAN_TRY(checkpoint, existingCheckpoint(id, *from));
    }
    if (observed.isActive())
        return times;
    if (observed.lost)
        CATAMARAN_CHECK(buryLost(id, observed));
    else if (::access(m_services.paths.runContainer(id).c_str(), F_OK) == 0)
        recordDeath(record, observed); // nobody has told of it, and the files are about to be overwritten
    if (record.endIsNoted)
        CATAMARAN_CHECK(m_store->forgetEnd(id));
    if (record.spec.hostname.empty() && record.spec.network.starts_with(kContainerPrefix)) {
        // The other's /etc/hosts is this one's too, and has no other name.
        const auto other = m_store->resolve(record.spec.network.substr(kContainerPrefix.size()));
        const auto owner = other ? m_store->load(*other) : fail(other.error());
        if (owner)
            record.spec.hostname = containerHostname(*owner);
    }
    // In docker's order; attach() comes after the fact.
    if (how == Launcher::Start::WhenAttached)
        recordEvent(record, "attach");
    auto started = startLocked(record, how, context, times, publication, checkpoint);
    if (!started) {
        base::Error error = std::move(started).error().withContext(kTaskFailed);
        if (auto recorded = recordFailedStart(record, error); !recorded)
            error.addCleanup(std::move(recorded).error());
        return fail(std::move(error));
    }
    // When the program began, not when we come to say so: it may have ended since.
    std::int64_t began = 0;
    if (started->executedNs > 0) {
        const auto wall = std::chrono::system_clock::now().time_since_epoch();
        began = std::chrono::duration_cast<std::chrono::nanoseconds>(wall).count() -
                (base::steadyNanoseconds() - started->executedNs);
    }
    recordEvent(record, "start", {}, began);
    return started;
}

namespace {

// A volume may have been removed by hand since the container was made.
Result<void> ensureVolumes(const Paths &paths, ContainerStore &store, const std::vector<spec::Mount> &mounts)
{
    for (const spec::Mount &mount : mounts) {
        if (mount.type != spec::MountType::Volume)
            continue;
        if (auto made = ensureVolume(paths, store, mount.source, {}); !made)
            return fail(std::move(made).error());
    }
    return {};
}

} // namespace

Result<StartTimes> Runtime::startLocked(const Record &record, Launcher::Start how,
                                        const base::OperationContext &context, StartTimes times,
                                        net::Publication publication, const std::string &checkpoint)
{
    const Paths &paths = m_services.paths;
    const std::string &id = record.id;
    base::Rollback rollback;
    const auto undo = [&](base::Error error) { return fail(rollback.fail(std::move(error))); };
    ::unlink(paths.exitRecord(id).c_str()); // of an earlier run
    const std::string runDirectory = paths.runContainer(id);
    rollback.push("remove " + runDirectory, [runDirectory] { return base::removeTree(runDirectory); });
    if (::mkdir(runDirectory.c_str(), 0700) != 0) {
        if (errno != EEXIST)
            return undo(base::Error::fromErrno(errno, "create directory " + runDirectory));
        ::unlink(paths.status(id).c_str());
        ::unlink(paths.pausedMark(id).c_str());
    }
    // The log tells that a container ever ran; where the driver keeps none of ours, an empty one does.
    if (!logsToFile(record.spec)) {
        if (auto mark = base::openFile(paths.log(id), O_WRONLY | O_CREAT); !mark)
            return undo(std::move(mark).error());
    }
    rollback.push("remove the control groups", [this, &record] { return removeGroups(m_services, record); });
    auto group = m_services.cgroups.create(id, record.spec.resources, record.spec.cgroupParent);
    if (!group)
        return undo(std::move(group).error());
    auto rules = deviceRules(record);
    if (!rules)
        return undo(std::move(rules).error());
    if (!rules->empty()) {
        if (auto allowed = m_services.cgroups.allowDevices(id, *rules); !allowed)
            return undo(std::move(allowed).error());
    }
    if (auto free = checkTmpfsVolumes(paths, *m_store, record); !free)
        return undo(std::move(free).error());
    auto shared = sharedNamespaces(paths, *m_store, record.spec);
    if (!shared)
        return undo(std::move(shared).error());
    if (auto made = ensureVolumes(paths, *m_store, record.spec.mounts); !made)
        return undo(std::move(made).error());
    times.createdNs = base::steadyNanoseconds();
    rollback.push("release the network", [this, id] { return m_services.networks.release(id); });
    auto attachment = attachNetwork(record, context, publication);
    if (!attachment)
        return undo(std::move(attachment).error());
    for (const std::string &notice : attachment->notices)
        context.report(notice, 0, 0, base::kNotice);
    if (sys::deck() && group->version == launch::CgroupPlan::Version::None)
        noticeWithoutGroups(paths, m_services.cgroups.host().explanation, context);
    if (auto written = writeNames(paths.container(id), record, *attachment); !written)
        return undo(std::move(written).error());
    // Sockets of the host's network, opened before anything starts, so that a conflict is told now.
    std::vector<launch::PortListener> listeners;
    if (!attachment->portAddress.empty()) {
        auto opened = forwardedListeners(*attachment);
        if (!opened)
            return undo(std::move(opened).error());
        listeners = std::move(*opened);
    }
    times.networkReadyNs = base::steadyNanoseconds();
    auto plan = buildLaunchPlan(paths, record, attachment->plan, *group, *shared);
    if (!plan)
        return undo(std::move(plan).error());
    if (!checkpoint.empty()) {
        if (auto restoring = planFromCheckpoint(checkpoint, *plan); !restoring)
            return undo(std::move(restoring).error());
    }
    auto launched = m_services.launcher.launch(*plan, how, context);
    if (!launched)
        return undo(std::move(launched).error());
    rollback.release();
    if (!listeners.empty()) {
        auto forwarded =
            launch::forwardPorts(m_services.launcher, std::move(listeners), attachment->portAddress,
                                 launched->monitorPid, paths.forwarder(id));
        if (!forwarded)
            context.report("The published ports are not served: " + forwarded.error().text(), 0, 0,
                           base::kNotice);
    }
    times.monitorSpawnedNs = launched->monitorSpawnedNs;
    times.clonedNs = launched->clonedNs;
    times.executedNs = launched->executedNs;
    return times;
}

Result<net::Attachment> Runtime::attachNetwork(const Record &record, const base::OperationContext &context,
                                               net::Publication publication)
{
    if (!record.spec.network.starts_with(kContainerPrefix))
        return m_services.networks.attach(record.id, record.name, record.spec, record.process.exposedPorts,
                                          context, publication);
    const std::string other = record.spec.network.substr(kContainerPrefix.size());
    if (!record.spec.ports.empty())
        return fail(Errc::InvalidArgument, "conflicting options: port publishing and the container type "
                                           "network mode");
    CATAMARAN_TRY(const std::string otherId, m_store->resolve(other));
    CATAMARAN_TRY(const Observed observed, observe(m_services.paths, otherId));
    if (observed.state != ContainerState::Running)
        return fail(Errc::InvalidState, "cannot join network of a non running container: " + otherId);
    net::Attachment attachment;
    attachment.plan.mode = launch::NetworkPlan::Mode::Join;
    attachment.plan.joinNamespacePath = "/proc/" + std::to_string(observed.status.pid) + "/ns/net";
    const std::string directory = m_services.paths.container(otherId);
    CATAMARAN_TRY(attachment.hosts, base::readFile(directory + "/hosts"));
    CATAMARAN_TRY(attachment.resolvConf, base::readFile(directory + "/resolv.conf"));
    return attachment;
}

Result<void> Runtime::recordFailedStart(const Record &record, const base::Error &error)
{
    launch::Status status;
    status.phase = launch::Status::Phase::Exited;
    status.exitCode = error.code() == Errc::CommandNotFound        ? 127
                      : error.code() == Errc::CommandNotExecutable ? 126
                                                                   : 128;
    // One line: the file has a key on each.
    status.error = error.text();
    for (char &c : status.error) {
        if (c == '\n')
            c = ' ';
    }
    return base::writeFileAtomic(m_services.paths.exitRecord(record.id), launch::formatStatus(status));
}

} // namespace catamaran::engine::runtime
