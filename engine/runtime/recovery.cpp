// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/launch/port_forwarder.h"
#include "engine/runtime/forwarded_ports.h"
#include "engine/runtime/freeze.h"
#include "engine/runtime/runtime.h"
#include "engine/runtime/volumes.h"
#include "engine/store/file_lock.h"
#include "engine/sys/deck.h"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <set>
#include <string_view>
#include <unistd.h>
#include <unordered_set>

namespace catamaran::engine::runtime {

using base::Errc;
using base::Result;

namespace {

constexpr std::size_t kManyUnfinished = 64;

// A directory that could not be read is not an empty one: what it keeps would be swept.
Result<std::vector<std::string>> entries(const std::string &path)
{
    std::vector<std::string> names;
    const std::unique_ptr<DIR, int (*)(DIR *)> directory(::opendir(path.c_str()), ::closedir);
    if (!directory) {
        if (errno == ENOENT)
            return names;
        return base::failErrno("read " + path);
    }
    for (;;) {
        errno = 0;
        const dirent *entry = ::readdir(directory.get());
        if (!entry)
            break;
        if (entry->d_name[0] != '.')
            names.emplace_back(entry->d_name);
    }
    if (errno != 0)
        return base::failErrno("read " + path);
    return names;
}

bool isContainerId(const std::string &owner)
{
    return owner.size() == 64 && owner.find_first_not_of("0123456789abcdef") == std::string::npos;
}

} // namespace

bool Runtime::ownerIsAlive(const Paths &paths, const std::string &owner)
{
    if (!isContainerId(owner))
        return true;
    const auto observed = observe(paths, owner);
    // Unreadable state is no reason to take something away.
    if (!observed || observed->isActive())
        return true;
    // Between attach() and the first status file the starter holds the lock.
    return ContainerLock::isHeld(paths, owner);
}

Result<void> Runtime::recover()
{
    CATAMARAN_TRY(const std::optional<ActivityLock> alone, ActivityLock::tryExclusive(m_services.paths));
    if (!alone)
        return {};
    CATAMARAN_TRY(const std::vector<ContainerStore::Key> keys, m_store->keys());
    CATAMARAN_CHECK(sweepDirectories(keys));
    std::vector<std::string> active;
    const std::string mark = m_services.paths.run + "/swept"; // goes with the run directory at a restart
    const bool sweptBefore = ::access(mark.c_str(), F_OK) == 0;
    CATAMARAN_TRY(const std::vector<std::string> runNames, entries(m_services.paths.runContainers()));
    const std::set<std::string> withDirectory(runNames.begin(), runNames.end());
    std::vector<std::string> unfinished;
    for (const ContainerStore::Key &key : keys) {
        // Without a run directory nothing runs. What was lost with the host has been buried by the first
        // sweep since; a container that wants to be removed is looked at every time.
        if (!withDirectory.contains(key.id) && sweptBefore && !key.autoRemove)
            continue;
        CATAMARAN_TRY(const Observed observed, observe(m_services.paths, key.id));
        if (observed.isActive()) {
            active.push_back(key.id);
            if (observed.state == ContainerState::Paused &&
                Freeze::isAbandoned(m_services.paths.pausedMark(key.id))) {
                CATAMARAN_CHECK(m_services.cgroups.thaw(key.id));
                ::unlink(m_services.paths.pausedMark(key.id).c_str());
            }
            CATAMARAN_CHECK(healForwarder(key.id, observed));
            continue;
        }
        // Whoever holds the lock is finishing it.
        if (ContainerLock::isHeld(m_services.paths, key.id)) {
            active.push_back(key.id);
            continue;
        }
        if (observed.lost)
            CATAMARAN_CHECK(buryLost(key.id, observed));
        const bool ended = observed.state == ContainerState::Exited || observed.status.exitCode != 0;
        if (key.autoRemove && ended) {
            if (auto finished = finishExit(key.id); !finished && finished.error().code() != Errc::NotFound)
                return finished;
        } else if (ended && withDirectory.contains(key.id))
            unfinished.push_back(key.id);
    }
    // The directory of one that has ended waits for its stop, wait or rm; many of them make every look slow.
    if (unfinished.size() >= kManyUnfinished) {
        for (const std::string &id : unfinished) {
            if (auto finished = finishExit(id); !finished && finished.error().code() != Errc::NotFound)
                return finished;
        }
    }
    CATAMARAN_CHECK(sweepGroups(active));
    CATAMARAN_CHECK(m_services.networks.reconcile());
    CATAMARAN_TRY(const std::vector<std::string> thrownAway, entries(m_services.paths.trash()));
    if (!thrownAway.empty())
        m_trash.sweep();
    // Of an import or a clone that was killed.
    if (const std::string staging = m_services.paths.volumes() + "/.staging";
        ::access(staging.c_str(), F_OK) == 0)
        CATAMARAN_CHECK(store::sweepAbandoned(staging));
    if (!sweptBefore) {
        // A power cut may have taken back a start's word that the noted end holds no more.
        CATAMARAN_CHECK(m_store->forgetAllEnds());
        CATAMARAN_CHECK(base::openFile(mark, O_WRONLY | O_CREAT, 0600));
    }
    return {};
}

// Somebody killed catamaran-ports: its ports are opened anew, as far as nobody has taken them meanwhile.
Result<void> Runtime::healForwarder(const std::string &id, const Observed &observed)
{
    const std::string record = m_services.paths.forwarder(id);
    if (::access(record.c_str(), F_OK) != 0 || launch::isForwarding(record))
        return {};
    return followForwarder(id, observed);
}

Result<void> Runtime::followForwarder(const std::string &id, const Observed &observed)
{
    const std::string record = m_services.paths.forwarder(id);
    const auto attachment = m_services.networks.attachment(id);
    const bool wanted = attachment && !attachment->portAddress.empty() &&
                        !(sys::deck() ? attachment->ports : attachment->forwarded).empty();
    if (wanted && launch::isForwardingTo(record, attachment->portAddress))
        return {};
    CATAMARAN_CHECK(launch::stopForwarding(record));
    if (!wanted)
        return {};
    CATAMARAN_TRY(auto listeners, forwardedListeners(*attachment));
    return launch::forwardPorts(m_services.launcher, std::move(listeners), attachment->portAddress,
                                observed.status.monitorPid, record);
}

Result<std::vector<launch::PortListener>> forwardedListeners(const net::Attachment &attachment,
                                                             std::vector<base::UniqueFd> there)
{
    // Without root every port is a socket; with it the firewall translates all but IPv6 to IPv4.
    return sys::deck()
               ? launch::listenOnPorts(attachment.ports, launch::Families::Both, std::move(there))
               : launch::listenOnPorts(attachment.forwarded, launch::Families::Ipv6, std::move(there));
}

Result<void> Runtime::sweepDirectories(const std::vector<ContainerStore::Key> &keys)
{
    const Paths &paths = m_services.paths;
    std::unordered_set<std::string_view> known(keys.size());
    for (const ContainerStore::Key &key : keys)
        known.insert(key.id);
    std::unordered_set<std::string_view> present(keys.size());
    bool orphans = false;
    CATAMARAN_TRY(const std::vector<std::string> made, entries(paths.containers()));
    for (const std::string &id : made) {
        if (known.contains(id)) {
            present.insert(id);
            continue;
        }
        // Made by a create() that was killed before its record, or left by a remove() killed after it.
        orphans = true;
        CATAMARAN_CHECK(m_services.networks.release(id));
        CATAMARAN_CHECK(m_services.images.dropReference(id));
        CATAMARAN_CHECK(m_trash.throwAway(paths.container(id)));
    }
    for (const ContainerStore::Key &key : keys) {
        const std::string &id = key.id;
        if (present.contains(id))
            continue;
        orphans = true;
        CATAMARAN_CHECK(m_store->erase(id));
        CATAMARAN_CHECK(m_services.images.dropReference(id));
    }
    CATAMARAN_TRY(const std::vector<std::string> running, entries(paths.runContainers()));
    for (const std::string &id : running) {
        if (!present.contains(id))
            CATAMARAN_CHECK(base::removeTree(paths.runContainer(id)));
    }
    if (!orphans)
        return {};
    CATAMARAN_TRY(const std::vector<Volume> volumes, m_store->volumes());
    for (const Volume &volume : volumes) {
        if (!volume.anonymousOwner.empty() && !present.contains(volume.anonymousOwner))
            CATAMARAN_CHECK(removeVolume(paths, *m_store, volume.name));
    }
    return {};
}

Result<void> Runtime::sweepGroups(const std::vector<std::string> &active)
{
    CATAMARAN_TRY(const std::vector<std::string> groups, m_services.cgroups.list());
    for (const std::string &id : groups) {
        if (std::find(active.begin(), active.end(), id) == active.end() &&
            !ContainerLock::isHeld(m_services.paths, id))
            CATAMARAN_CHECK(m_services.cgroups.remove(id));
    }
    return {};
}

} // namespace catamaran::engine::runtime
