// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/runtime/container_lock.h"
#include "engine/runtime/journal_reader.h"
#include "engine/runtime/log_options.h"
#include "engine/runtime/log_reader.h"
#include "engine/runtime/plan_builder.h"
#include "engine/runtime/runtime.h"

#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <set>
#include <tuple>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::Result;

namespace {
// A few are looked at faster than a write transaction takes.
constexpr std::size_t kManyUnnoted = 64;
} // namespace

Result<ContainerSummary> Runtime::summarize(ContainerStore::Brief brief, const Observed &observed)
{
    ContainerSummary summary;
    summary.id = std::move(brief.id);
    summary.name = std::move(brief.name);
    summary.image = std::move(brief.image);
    summary.imageId = std::move(brief.imageId);
    summary.command = std::move(brief.command);
    summary.createdNs = brief.createdNs;
    summary.startedNs = observed.status.startedAtNs;
    summary.finishedNs = observed.isActive() ? 0 : observed.status.finishedAtNs;
    summary.state = observed.state;
    summary.exitCode = observed.isActive() ? 0 : observed.status.exitCode;
    if (observed.isActive())
        summary.health = observed.status.health;
    summary.labels = std::move(brief.labels);
    summary.networks = std::move(brief.networks);
    summary.exposedPorts = std::move(brief.exposedPorts);
    for (BriefMount &mount : brief.mounts)
        summary.mounts.push_back({mount.isVolume, std::move(mount.source), std::move(mount.target)});
    if (observed.isActive() && brief.hasPorts) {
        auto attachment = m_services.networks.attachment(summary.id);
        if (attachment) {
            summary.ports = std::move(attachment->ports);
            // Without an IPv6 address inside and a forwarder to IPv4 there is nothing behind a port of [::].
            const bool dual =
                std::any_of(attachment->endpoints.begin(), attachment->endpoints.end(),
                            [](const net::Endpoint &endpoint) { return !endpoint.address6.empty(); });
            const bool forwards =
                !dual && ::access(m_services.paths.forwarder(summary.id).c_str(), F_OK) == 0;
            for (spec::PortMapping &port : summary.ports) {
                if (port.hostIp.empty() && !dual && (port.protocol == spec::Protocol::Sctp || !forwards))
                    port.hostIp = "0.0.0.0";
            }
        } else if (attachment.error().code() != Errc::NotFound)
            return base::fail(std::move(attachment).error());
    }
    return summary;
}

Result<std::vector<ContainerSummary>> Runtime::containers(Which which)
{
    CATAMARAN_TRY(std::vector<ContainerStore::Brief> briefs, m_store->briefs());
    std::set<std::string, std::less<>> present;
    const std::unique_ptr<DIR, int (*)(DIR *)> running(::opendir(m_services.paths.runContainers().c_str()),
                                                       ::closedir);
    if (!running && errno != ENOENT)
        return base::failErrno("read " + m_services.paths.runContainers());
    while (const dirent *entry = running ? ::readdir(running.get()) : nullptr)
        present.emplace(entry->d_name);
    const bool swept = ::access((m_services.paths.run + "/swept").c_str(), F_OK) == 0;
    // A thousand long paths take longer to walk than all the rest of a listing.
    const base::UniqueFd directory(
        ::open(m_services.paths.containers().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    const auto hasEnded = [&](const std::string &id) {
        return ::faccessat(directory.get(), (id + "/exit").c_str(), F_OK, 0) == 0;
    };
    std::vector<ContainerSummary> summaries;
    summaries.reserve(briefs.size());
    std::vector<std::string> unnoted;
    for (ContainerStore::Brief &brief : briefs) {
        const bool hasDirectory = present.contains(brief.id);
        if (which == Which::Running && !hasDirectory)
            continue; // a monitor lives in its directory
        // Once a sweep since the host's start has buried what was lost with it, no exit record means: never
        // ran.
        Observed observed;
        if (!hasDirectory && swept && !brief.ended.empty()) {
            if (brief.ended != ContainerStore::kNeverRan) {
                CATAMARAN_TRY(observed, observedEnd(brief.ended));
            }
        } else if (hasDirectory || !swept || hasEnded(brief.id)) {
            CATAMARAN_TRY(observed, observe(m_services.paths, brief.id,
                                            hasDirectory ? RunDirectory::Present : RunDirectory::Absent));
        }
        if (which == Which::Running && !observed.isActive())
            continue;
        if (!hasDirectory && swept && brief.ended.empty() && !brief.autoRemove)
            unnoted.push_back(brief.id);
        CATAMARAN_TRY(ContainerSummary summary, summarize(std::move(brief), observed));
        summaries.push_back(std::move(summary));
    }
    // What is noted only saves time, so a database that cannot be written now is no reason to fail a list.
    if (unnoted.size() >= kManyUnnoted)
        std::ignore = noteEnds(unnoted);
    return summaries;
}

Result<void> Runtime::noteEnds(const std::vector<std::string> &ids)
{
    CATAMARAN_TRY(const std::optional<ActivityLock> alone, ActivityLock::tryExclusive(m_services.paths));
    if (!alone)
        return {};
    // Looked at again: one may have run between the list and the lock.
    std::vector<std::pair<std::string, std::string>> ends;
    for (const std::string &id : ids) {
        if (::access(m_services.paths.runContainer(id).c_str(), F_OK) == 0)
            continue;
        auto exit = base::readFile(m_services.paths.exitRecord(id));
        if (exit)
            ends.emplace_back(id, std::move(*exit));
        else if (exit.error().code() == Errc::NotFound || exit.error().systemErrno() == ENOENT)
            ends.emplace_back(id, ContainerStore::kNeverRan);
    }
    return m_store->noteEnds(ends);
}

Result<ContainerDetails> Runtime::inspect(const std::string &which)
{
    CATAMARAN_TRY(Running running, find(which));
    Record &record = running.record;
    const launch::Status &status = running.observed.status;
    ContainerDetails details;
    CATAMARAN_TRY(details.summary, summarize(ContainerStore::briefOf(record), running.observed));
    details.arguments = record.process.arguments();
    details.environment = record.process.environment;
    details.workingDirectory = record.process.workingDirectory;
    details.user = record.process.user;
    details.pid = running.observed.isActive() ? status.pid : 0;
    details.restartCount = status.restartCount;
    details.oomKilled = status.oomKilled;
    details.error = status.error;
    if (running.observed.isActive()) {
        if (auto attachment = m_services.networks.attachment(record.id))
            details.endpoints = std::move(attachment->endpoints);
    }
    if (logsToFile(record.spec))
        details.logPath = m_services.paths.log(record.id);
    details.lowerDirectories = lowerDirectories(m_services.paths, record);
    details.upperDirectory = m_services.paths.upper(record.id);
    details.specification = std::move(record.spec);
    return details;
}

Result<void> Runtime::logs(const std::string &which, const LogQuery &query,
                           const std::function<void(const LogRecord &)> &onRecord,
                           const base::OperationContext &context)
{
    CATAMARAN_TRY(const Running running, find(which));
    if (running.record.spec.logDriver == "none")
        return base::fail(base::Error(Errc::Unsupported, "configured logging driver does not support reading")
                              .withFix("Run the container with --log-driver json-file."));
    const std::string id = running.record.id;
    // Whoever holds the lock is starting it perhaps, and its monitor has not yet said so.
    const auto isActive = [this, id] {
        if (ContainerLock::isHeld(m_services.paths, id))
            return true;
        const auto observed = observe(m_services.paths, id);
        return observed && observed->isActive();
    };
    if (running.record.spec.logDriver == "journald")
        return readJournal(id, query, onRecord, isActive, context.stop);
    return readLog(m_services.paths.log(id), query, onRecord, isActive, context.stop);
}

Result<std::string> Runtime::logDetails(const std::string &which)
{
    CATAMARAN_TRY(const std::string id, m_store->resolve(which));
    CATAMARAN_TRY(const Record record, m_store->load(id));
    return runtime::logDetails(record);
}

} // namespace catamaran::engine::runtime
