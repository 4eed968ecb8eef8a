// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/volume_holders.h"

#include "engine/base/file.h"

#include <algorithm>
#include <filesystem>
#include <unistd.h>

namespace catamaran::engine::runtime {

namespace fs = std::filesystem;
using base::Errc;
using base::Result;

namespace {

std::string holdersDirectory(const Paths &paths, const std::string &volume)
{
    return paths.volumes() + "/" + volume + "/holders";
}

} // namespace

Result<void> holdVolume(const Paths &paths, const std::string &volume, const std::string &holder)
{
    if (holder.empty() || holder.find('/') != std::string::npos)
        return base::fail(Errc::InvalidArgument, "\"" + holder + "\" cannot hold a volume");
    if (::access(paths.volume(volume).c_str(), F_OK) != 0)
        return base::fail(Errc::NotFound, "get " + volume + ": no such volume");
    CATAMARAN_CHECK(base::makeDirectories(holdersDirectory(paths, volume), 0700));
    return base::writeFileAtomic(holdersDirectory(paths, volume) + "/" + holder, "", 0600);
}

Result<void> letGoOfVolumes(const Paths &paths, const std::string &holder)
{
    std::error_code error;
    for (const auto &volume : fs::directory_iterator(paths.volumes(), error)) {
        const std::string file = holdersDirectory(paths, volume.path().filename()) + "/" + holder;
        if (::unlink(file.c_str()) != 0 && errno != ENOENT && errno != ENOTDIR)
            return base::failErrno("remove " + file);
    }
    return {};
}

std::vector<std::string> holdersOfVolume(const Paths &paths, const std::string &volume)
{
    std::vector<std::string> out;
    std::error_code error;
    for (const auto &holder : fs::directory_iterator(holdersDirectory(paths, volume), error)) {
        // The temporary file of an atomic write that was killed is nobody.
        if (const std::string name = holder.path().filename(); !name.starts_with('.'))
            out.push_back(name);
    }
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace catamaran::engine::runtime
