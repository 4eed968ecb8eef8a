// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/runtime/external_runtime.h"
#include "engine/runtime/runtime.h"
#include "engine/runtime/volumes.h"

#include <csignal>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;

Result<void> Runtime::remove(const std::string &which, Removal removal, Volumes volumes)
{
    CATAMARAN_TRY(const std::string id, m_store->resolve(which));
    CATAMARAN_TRY(const Observed before, observe(m_services.paths, id));
    if (before.isActive()) {
        if (removal == Removal::Plain)
            return fail(base::Error(Errc::InvalidState, "You cannot remove a running container " + id +
                                                            ". Stop the container before attempting "
                                                            "removal or force remove")
                            .withFix("catamaran stop " + which + ", or catamaran rm -f " + which));
        if (auto killed = kill(id, "KILL");
            !killed && killed.error().code() != Errc::InvalidState && killed.error().code() != Errc::NotFound)
            return killed;
    }
    CATAMARAN_TRY(const ActivityLock activity, ActivityLock::shared(m_services.paths));
    auto lock = ContainerLock::acquire(m_services.paths, id);
    auto record = m_store->load(id);
    if (!record) {
        // --rm was faster.
        if (before.isActive() && record.error().code() == Errc::NotFound)
            return {};
        return fail(std::move(record).error());
    }
    CATAMARAN_TRY(const Observed observed, observe(m_services.paths, id));
    if (observed.isActive())
        return fail(Errc::InvalidState, "container " + id + " was started again");
    // It ended by itself, and nobody has waited for it.
    if (observed.state == ContainerState::Exited &&
        ::access(m_services.paths.runContainer(id).c_str(), F_OK) == 0)
        recordDeath(*record, observed);
    if (observed.lost)
        CATAMARAN_CHECK(buryLost(id, observed));
    return removeLocked(*record, volumes);
}

Result<void> Runtime::removeLocked(const Record &record, Volumes volumes)
{
    const std::string &id = record.id;
    CATAMARAN_CHECK(m_services.networks.release(id));
    // The monitor took the group away; only below --cgroup-parent there is more: the note and made parents.
    if (!record.spec.cgroupParent.empty())
        CATAMARAN_CHECK(m_services.cgroups.remove(id));
    // From here on it is gone for everybody; the rest is done again by recover() if we are killed.
    CATAMARAN_CHECK(m_store->erase(id));
    recordEvent(record, "destroy");
    CATAMARAN_CHECK(m_services.images.dropReference(id));
    CATAMARAN_CHECK(m_trash.throwAway(m_services.paths.container(id)));
    CATAMARAN_CHECK(base::removeTree(m_services.paths.runContainer(id)));
    bool hasVolumes = false;
    for (const spec::Mount &mount : record.spec.mounts)
        hasVolumes = hasVolumes || mount.type == spec::MountType::Volume;
    if (!hasVolumes)
        return {};
    if (volumes == Volumes::Keep)
        return m_store->disownVolumes(id);
    CATAMARAN_TRY(const std::vector<Volume> all, m_store->volumes());
    for (const Volume &volume : all) {
        if (volume.anonymousOwner == id)
            CATAMARAN_CHECK(removeVolume(m_services.paths, *m_store, volume.name));
    }
    return {};
}

Result<void> Runtime::finishExit(const std::string &id)
{
    CATAMARAN_TRY(const ContainerLock lock, ContainerLock::acquire(m_services.paths, id));
    CATAMARAN_TRY(const Observed observed, observe(m_services.paths, id));
    if (observed.isActive())
        return {}; // somebody started it again
    return putAway(id, observed, AutoRemove::AsAsked);
}

Result<void> Runtime::putAway(const std::string &id, const Observed &observed, AutoRemove autoRemove)
{
    if (observed.lost)
        CATAMARAN_CHECK(buryLost(id, observed));
    CATAMARAN_TRY(const Record record, m_store->load(id));
    // Whoever comes first finds the run directory and tells; see Deriver for the others.
    if (::access(m_services.paths.runContainer(id).c_str(), F_OK) == 0)
        recordDeath(record, observed);
    if (record.autoRemove && autoRemove == AutoRemove::AsAsked)
        return removeLocked(record, Volumes::RemoveAnonymous);
    CATAMARAN_CHECK(base::removeTree(m_services.paths.runContainer(id)));
    return m_services.networks.release(id);
}

Result<void> Runtime::buryLost(const std::string &id, const Observed &observed)
{
    // The container dies with its monitor; if it has not, it is nobody's any more.
    CATAMARAN_TRY(const auto status, [&]() -> Result<launch::Status> {
        auto text = base::readFile(m_services.paths.status(id), 1U << 16);
        if (!text)
            return launch::Status{};
        return launch::parseStatus(*text);
    }());
    if (const auto orphan = WatchedProcess::open(status.pid, status.startTime)) {
        CATAMARAN_CHECK(orphan->signal(SIGKILL));
        CATAMARAN_CHECK(orphan->wait(std::chrono::seconds(10), {}));
    }
    if (const auto record = m_store->load(id))
        forgetAtExternalRuntime(m_services.paths, *record);
    CATAMARAN_CHECK(m_services.cgroups.remove(id));
    CATAMARAN_CHECK(m_services.networks.release(id));
    CATAMARAN_CHECK(
        base::writeFileAtomic(m_services.paths.exitRecord(id), launch::formatStatus(observed.status)));
    return base::removeTree(m_services.paths.runContainer(id));
}

} // namespace catamaran::engine::runtime
