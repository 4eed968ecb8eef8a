// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/volume_manager.h"
#include "engine/base/clock.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/rollback.h"
#include "engine/image/unpack.h"
#include "engine/runtime/state.h"
#include "engine/runtime/tree_archive.h"
#include "engine/runtime/tree_copy.h"
#include "engine/runtime/volume_holders.h"
#include "engine/runtime/volume_options.h"
#include "engine/runtime/volumes.h"
#include "engine/store/file_lock.h"

#include <algorithm>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;
using base::UniqueFd;

namespace {

base::Error noSuchVolume(const std::string &name)
{
    return base::Error(Errc::NotFound, "get " + name + ": no such volume")
        .withFix("List the volumes with: catamaran volume ls");
}

/// docker: [a-zA-Z0-9][a-zA-Z0-9_.-]+
Result<void> checkVolumeName(const std::string &name)
{
    const auto isWord = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    const bool good = name.size() >= 2 && name.size() <= 255 && isWord(name.front()) &&
                      std::all_of(name.begin(), name.end(),
                                  [&](char c) { return isWord(c) || c == '_' || c == '.' || c == '-'; });
    if (good)
        return {};
    return fail(base::Error(Errc::InvalidArgument,
                            "create " + name + ": \"" + name +
                                "\" includes invalid characters for a local volume name, only "
                                "\"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host "
                                "directory, use absolute path"));
}

/// The local driver mounts what type, device and o say. Here: a directory of the host, or memory.
Result<void> checkOptions(const std::map<std::string, std::string> &options)
{
    const auto value = [&](const char *key) {
        const auto found = options.find(key);
        return found == options.end() ? std::string() : found->second;
    };
    for (const auto &[key, text] : options) {
        if (key != "type" && key != "device" && key != "o")
            return fail(Errc::InvalidArgument, "create: invalid option: \"" + key + "\"");
    }
    const std::string type = value("type");
    const std::string device = value("device");
    const std::string o = "," + value("o") + ",";
    const bool isBind = o.find(",bind,") != std::string::npos || o.find(",rbind,") != std::string::npos;
    if (options.empty())
        return {};
    if (type == "tmpfs")
        return {};
    if (isBind && (type.empty() || type == "none" || type == "bind")) {
        if (device.empty() || !device.starts_with('/'))
            return fail(Errc::InvalidArgument, "create: missing device in volume options");
        return {};
    }
    return fail(
        base::Error(Errc::Unsupported,
                    "create: the local driver mounts no file system of type \"" + type + "\" here")
            .withFix("Mount it on the host and use --opt type=none --opt o=bind --opt device=/path."));
}

bool isEmptyDirectory(const std::string &path)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> directory(::opendir(path.c_str()), ::closedir);
    int entries = 0;
    if (!directory && errno != ENOENT)
        return false; // not known
    while (directory && entries <= 2 && ::readdir(directory.get()))
        ++entries;
    return entries <= 2;
}

Volume newRecord(const std::string &name)
{
    Volume volume;
    volume.name = name;
    volume.createdNs = std::chrono::nanoseconds(base::WallClock::now().time_since_epoch()).count();
    return volume;
}

} // namespace

void VolumeManager::tell(const std::string &name, const std::string &action) const
{
    m_events.append({"volume", action, name, {{"driver", "local"}}, 0});
}

Result<std::vector<VolumeInfo>> VolumeManager::infos(Sizes sizes, const std::string &only)
{
    CATAMARAN_TRY(const std::vector<Volume> volumes, m_store.volumes());
    CATAMARAN_TRY(const std::vector<ContainerStore::Brief> containers, m_store.briefs());
    std::vector<VolumeInfo> infos;
    for (const Volume &volume : volumes) {
        if (!only.empty() && volume.name != only)
            continue;
        VolumeInfo info;
        info.name = volume.name;
        info.mountPoint = m_paths.volume(volume.name);
        info.createdNs = volume.createdNs;
        info.anonymous = volume.isAnonymous();
        info.labels = volume.labels;
        info.options = volume.options;
        // Those of a mount that made the volume (--mount volume-label=, volume-opt=) stand beside its data
        // only.
        CATAMARAN_TRY(const VolumeOptions beside, loadVolumeOptions(m_paths, volume.name));
        info.labels.insert(beside.labels.begin(), beside.labels.end());
        info.options.insert(beside.driver.begin(), beside.driver.end());
        for (const ContainerStore::Brief &container : containers) {
            const bool uses =
                std::any_of(container.mounts.begin(), container.mounts.end(), [&](const BriefMount &mount) {
                    return mount.isVolume && mount.source == volume.name;
                });
            if (!uses)
                continue;
            info.users.push_back(container.id);
            if (const auto observed = observe(m_paths, container.id); observed && observed->isActive())
                info.runningUsers.push_back(container.id);
        }
        for (std::string &holder : holdersOfVolume(m_paths, volume.name))
            info.users.push_back(std::move(holder));
        if (sizes == Sizes::Yes) {
            CATAMARAN_TRY(info.sizeBytes, base::diskUsage(m_paths.volumes() + "/" + volume.name));
        }
        infos.push_back(std::move(info));
    }
    return infos;
}

Result<std::vector<VolumeInfo>> VolumeManager::list(Sizes sizes)
{
    return infos(sizes, {});
}

Result<VolumeInfo> VolumeManager::inspect(const std::string &name, Sizes sizes)
{
    if (name.empty())
        return fail(noSuchVolume(name));
    CATAMARAN_TRY(std::vector<VolumeInfo> found, infos(sizes, name));
    if (found.empty())
        return fail(noSuchVolume(name));
    return std::move(found.front());
}

Result<void> VolumeManager::publish(const std::string &staged, const Volume &record)
{
    // The record first: a directory without one would be invisible, a record without a directory is a volume
    // that the next use makes.
    CATAMARAN_CHECK(m_store.insertVolume(record));
    const std::string target = m_paths.volumes() + "/" + record.name;
    if (::rename(staged.c_str(), target.c_str()) == 0)
        return {};
    if (errno == ENOTEMPTY || errno == EEXIST) {
        // An empty volume may be there already; its directory goes first.
        if (::rmdir((target + "/_data").c_str()) == 0 && ::rmdir(target.c_str()) == 0 &&
            ::rename(staged.c_str(), target.c_str()) == 0)
            return {};
    }
    return base::failErrno("rename " + staged + " to " + target);
}

Result<VolumeInfo> VolumeManager::create(const VolumeRequest &request)
{
    if (request.driver != "local" && !request.driver.empty())
        return fail(base::Error(Errc::NotFound, "create " + request.name +
                                                    ": error looking up volume plugin " + request.driver +
                                                    ": plugin \"" + request.driver + "\" not found")
                        .withFix("Only the driver \"local\" is there."));
    Volume volume = newRecord(request.name.empty() ? base::randomHexId() : request.name);
    if (!request.name.empty())
        CATAMARAN_CHECK(checkVolumeName(request.name));
    CATAMARAN_CHECK(checkOptions(request.options));
    volume.labels = request.labels;
    volume.options = request.options;
    if (request.name.empty())
        volume.labels.emplace("com.docker.volume.anonymous", "");
    CATAMARAN_TRY(const std::vector<VolumeInfo> present, infos(Sizes::No, volume.name));
    if (!present.empty()) {
        if (present.front().options != request.options && !request.options.empty())
            return fail(base::Error(Errc::AlreadyExists, "create " + volume.name +
                                                             ": a volume with this name and other options "
                                                             "exists already")
                            .withFix("Remove it with: catamaran volume rm " + volume.name));
        return present.front();
    }
    // First, so that no moment has the volume without what it was made with.
    if (!volume.options.empty())
        CATAMARAN_CHECK(saveVolumeOptions(m_paths, volume.name, {volume.options, volume.labels}));
    CATAMARAN_CHECK(m_store.insertVolume(volume));
    CATAMARAN_CHECK(base::makeDirectories(m_paths.volume(volume.name)));
    tell(volume.name, "create");
    return inspect(volume.name, Sizes::No);
}

Result<void> VolumeManager::removeUnused(const VolumeInfo &info)
{
    if (!info.users.empty()) {
        std::string users;
        for (const std::string &id : info.users)
            users += (users.empty() ? "" : ", ") + id;
        return fail(
            base::Error(Errc::InvalidState, "remove " + info.name + ": volume is in use - [" + users + "]")
                .withFix(info.users.front().starts_with("vm-")
                             ? "Remove the VM first: catamaran vm rm " + info.users.front().substr(3) +
                                   "; with --force if that VM is no more."
                             : "Remove the containers first: catamaran rm " +
                                   info.users.front().substr(0, 12)));
    }
    CATAMARAN_CHECK(m_store.eraseVolume(info.name));
    CATAMARAN_CHECK(m_trash.throwAway(m_paths.volumes() + "/" + info.name));
    tell(info.name, "destroy");
    return {};
}

Result<void> VolumeManager::remove(const std::string &name, bool force)
{
    auto info = inspect(name, Sizes::No);
    if (!info)
        return force && info.error().code() == Errc::NotFound ? Result<void>()
                                                              : fail(std::move(info).error());
    if (force) {
        const std::vector<std::string> holders = holdersOfVolume(m_paths, name);
        std::erase_if(info->users, [&](const std::string &user) {
            return std::find(holders.begin(), holders.end(), user) != holders.end();
        });
    }
    return removeUnused(*info);
}

Result<void> VolumeManager::hold(const std::string &name, const std::string &holder)
{
    return holdVolume(m_paths, name, holder);
}

Result<void> VolumeManager::letGo(const std::string &holder)
{
    return letGoOfVolumes(m_paths, holder);
}

Result<PruneReport> VolumeManager::prune(bool all, const PruneFilter &filter)
{
    CATAMARAN_TRY(const std::vector<VolumeInfo> volumes, infos(Sizes::Yes, {}));
    PruneReport report;
    for (const VolumeInfo &info : volumes) {
        if (!info.users.empty() || !(all || info.anonymous) || !labelsPass(filter, info.labels))
            continue;
        if (filter.untilNs && info.createdNs >= *filter.untilNs)
            continue;
        CATAMARAN_CHECK(removeUnused(info));
        report.removed.push_back(info.name);
        report.reclaimedBytes += info.sizeBytes.value_or(0);
    }
    m_events.append({"volume", "prune", "", {{"reclaimed", std::to_string(report.reclaimedBytes)}}, 0});
    return report;
}

Result<std::vector<Freeze>> VolumeManager::freezeUsers(const VolumeInfo &info, VolumeCopy copy)
{
    std::vector<Freeze> frozen;
    if (copy == VolumeCopy::Live)
        return frozen;
    for (const std::string &id : info.runningUsers) {
        const auto observed = observe(m_paths, id);
        if (!observed || observed->state != ContainerState::Running)
            continue; // ended, or paused already
        frozen.emplace_back(m_cgroups, m_paths, id);
        CATAMARAN_CHECK(frozen.back().freeze());
    }
    return frozen;
}

Result<void> VolumeManager::exportVolume(const std::string &name, VolumeCopy copy, const ByteSink &sink,
                                         const base::OperationContext &context)
{
    CATAMARAN_TRY(const VolumeInfo info, inspect(name, Sizes::No));
    CATAMARAN_TRY(const UniqueFd directory,
                  base::openFile(volumeSource(m_paths, name), O_RDONLY | O_DIRECTORY));
    CATAMARAN_TRY(const std::vector<Freeze> frozen, freezeUsers(info, copy));
    TreeArchive archive(sink, TreeArchive::Compression::Zstd, context.stop);
    CATAMARAN_CHECK(archive.self(directory.get(), "./"));
    CATAMARAN_CHECK(archive.contents(directory.get(), ""));
    return archive.finish();
}

Result<void> VolumeManager::importVolume(const std::string &name, const std::string &archive,
                                         const base::OperationContext &context)
{
    CATAMARAN_CHECK(checkVolumeName(name));
    CATAMARAN_TRY(const std::vector<VolumeInfo> present, infos(Sizes::No, name));
    if (!present.empty() &&
        (!isEmptyDirectory(m_paths.volume(name)) || !present.front().runningUsers.empty()))
        return fail(base::Error(Errc::InvalidState, "volume " + name + " is not empty or in use")
                        .withFix("Import into a new name, or remove the volume first."));
    CATAMARAN_CHECK(base::makeDirectories(m_paths.volumes() + "/.staging", 0700));
    CATAMARAN_CHECK(store::sweepAbandoned(m_paths.volumes() + "/.staging"));
    CATAMARAN_TRY(const store::Staged staged, store::makeStagedDirectory(m_paths.volumes() + "/.staging"));
    base::Rollback rollback;
    rollback.push("remove " + staged.path, [path = staged.path] { return base::removeTree(path); });
    if (::chmod(staged.path.c_str(), 0755) != 0 || ::mkdir((staged.path + "/_data").c_str(), 0755) != 0)
        return base::failErrno("create " + staged.path);
    auto unpacked = image::unpackTar(archive, staged.path + "/_data", image::Whiteouts::Literal, context);
    if (!unpacked)
        return fail(rollback.fail(std::move(unpacked).error().withContext("import volume " + name)));
    Volume record = newRecord(name);
    if (auto published = publish(staged.path, record); !published)
        return fail(rollback.fail(std::move(published).error()));
    rollback.release();
    if (present.empty())
        tell(name, "create");
    return {};
}

Result<void> VolumeManager::cloneVolume(const std::string &from, const std::string &to, VolumeCopy copy,
                                        const base::OperationContext &context)
{
    CATAMARAN_CHECK(checkVolumeName(to));
    CATAMARAN_TRY(const VolumeInfo info, inspect(from, Sizes::No));
    CATAMARAN_TRY(const std::vector<VolumeInfo> present, infos(Sizes::No, to));
    if (!present.empty())
        return fail(base::Error(Errc::AlreadyExists, "volume " + to + " exists already")
                        .withFix("Choose another name, or remove it with: catamaran volume rm " + to));
    CATAMARAN_CHECK(base::makeDirectories(m_paths.volumes() + "/.staging", 0700));
    CATAMARAN_CHECK(store::sweepAbandoned(m_paths.volumes() + "/.staging"));
    CATAMARAN_TRY(const store::Staged staged, store::makeStagedDirectory(m_paths.volumes() + "/.staging"));
    base::Rollback rollback;
    rollback.push("remove " + staged.path, [path = staged.path] { return base::removeTree(path); });
    const std::string data = staged.path + "/_data";
    if (::chmod(staged.path.c_str(), 0755) != 0 || ::mkdir(data.c_str(), 0755) != 0)
        return base::failErrno("create " + data);
    const auto copied = [&]() -> Result<void> {
        CATAMARAN_TRY(const UniqueFd source,
                      base::openFile(volumeSource(m_paths, from), O_RDONLY | O_DIRECTORY));
        CATAMARAN_TRY(const UniqueFd target, base::openFile(data, O_RDONLY | O_DIRECTORY));
        CATAMARAN_TRY(const std::vector<Freeze> frozen, freezeUsers(info, copy));
        TreeCopier copier({{}, TreeCopier::Overlay::Ordinary, context.stop});
        CATAMARAN_CHECK(copier.contents(source.get(), target.get(), "volume " + from));
        return copier.directoryMetadata(source.get(), target.get(), "volume " + from);
    }();
    if (!copied)
        return fail(rollback.fail(base::Error(copied.error())));
    Volume record = newRecord(to);
    record.labels = info.labels;
    record.labels.erase("com.docker.volume.anonymous");
    if (auto published = publish(staged.path, record); !published)
        return fail(rollback.fail(std::move(published).error()));
    rollback.release();
    tell(to, "create");
    return {};
}

} // namespace catamaran::engine::runtime
