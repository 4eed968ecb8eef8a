// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/volumes.h"
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "engine/runtime/layers.h"

#include <algorithm>
#include <dirent.h>
#include <fcntl.h>
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
    return base::makeDirectories(path);
}

std::map<std::string, std::string> readVolumeOptions(const Paths &paths, const std::string &name)
{
    std::map<std::string, std::string> options;
    const auto text = base::readFile(paths.volumes() + "/" + name + "/options", 1U << 16);
    if (!text)
        return options;
    for (std::size_t at = 0; at < text->size();) {
        const std::size_t end = std::min(text->find('\n', at), text->size());
        const std::string line = text->substr(at, end - at);
        at = end + 1;
        if (const std::size_t equal = line.find('='); equal != std::string::npos)
            options[line.substr(0, equal)] = line.substr(equal + 1);
    }
    return options;
}

Result<void> writeVolumeOptions(const Paths &paths, const std::string &name,
                                const std::map<std::string, std::string> &options)
{
    std::string text;
    for (const auto &[key, value] : options) {
        if (value.find('\n') != std::string::npos)
            return base::fail(base::Errc::InvalidArgument, "a volume option holds a newline");
        text += key + "=" + value + "\n";
    }
    return base::writeFileAtomic(paths.volumes() + "/" + name + "/options", text);
}

std::string volumeSource(const Paths &paths, const std::string &name)
{
    const auto options = readVolumeOptions(paths, name);
    const auto device = options.find("device");
    const auto type = options.find("type");
    if (device != options.end() && (type == options.end() || type->second != "tmpfs"))
        return device->second;
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
