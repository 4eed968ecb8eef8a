// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/volumes.h"
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "engine/runtime/layers.h"
#include "engine/runtime/volume_options.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Result;
using base::UniqueFd;

namespace {

bool isEmptyDirectory(const std::string &path)
{
    DIR *directory = ::opendir(path.c_str());
    if (!directory)
        return false;
    int entries = 0;
    while (entries <= 2 && ::readdir(directory))
        ++entries;
    ::closedir(directory);
    return entries <= 2;
}

} // namespace

Result<void> ensureVolume(const Paths &paths, ContainerStore &store, const std::string &name,
                          const std::string &owner)
{
    const std::string path = paths.volume(name);
    if (::access(path.c_str(), F_OK) == 0)
        return {};
    Volume volume;
    volume.name = name;
    volume.anonymousOwner = owner;
    volume.createdNs = std::chrono::nanoseconds(base::WallClock::now().time_since_epoch()).count();
    CATAMARAN_CHECK(store.insertVolume(volume));
    CATAMARAN_CHECK(base::makeDirectories(path));
    // The caller's umask is not the container's.
    if (::chmod(path.c_str(), 0755) != 0)
        return base::failErrno("chmod " + path);
    return {};
}

std::string volumeSource(const Paths &paths, const std::string &name)
{
    const auto options = loadVolumeOptions(paths, name);
    if (options && !options->driver.empty()) {
        if (const auto device = volumeDevice(options->driver); device && device->isBind)
            return device->source;
    }
    return paths.volume(name);
}

Result<void> fillVolume(const Paths &paths, const std::string &name,
                        const std::vector<std::string> &layersTopmostFirst, const std::string &target)
{
    const std::string path = volumeSource(paths, name);
    if (!isEmptyDirectory(path))
        return {};
    CATAMARAN_TRY(const UniqueFd from,
                  openMergedDirectory(layersTopmostFirst, target.substr(target.find_first_not_of('/'))));
    if (!from)
        return {};
    CATAMARAN_TRY(const UniqueFd to, base::openFile(path, O_RDONLY | O_DIRECTORY));
    CATAMARAN_CHECK_CONTEXT("fill volume " + name, copyTree(from.get(), to.get(), target));
    return {};
}

Result<void> removeVolume(const Paths &paths, ContainerStore &store, const std::string &name)
{
    CATAMARAN_CHECK(store.eraseVolume(name));
    return base::removeTree(paths.volumes() + "/" + name);
}

} // namespace catamaran::engine::runtime
