// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/container_root.h"
#include "engine/base/file.h"
#include "engine/runtime/image_mounts.h"
#include "engine/runtime/overlay.h"
#include "engine/runtime/plan_builder.h"
#include "engine/runtime/process_watch.h"
#include "engine/runtime/volumes.h"

#include <algorithm>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;
using base::UniqueFd;

namespace {

Result<UniqueFd> mountDetached(const Paths &paths, const Record &record, bool write)
{
    OverlayLayers layers;
    layers.lower = lowerDirectories(paths, record);
    // Reading needs no work directory: the changes are one more layer, and nothing is written anywhere.
    if (!write)
        layers.lower.insert(layers.lower.begin(), paths.upper(record.id));
    if (!write && layers.lower.size() == 1)
        layers.lower.push_back(paths.emptyLayer());
    if (write) {
        layers.upper = paths.upper(record.id);
        layers.work = paths.work(record.id);
    }
    return mountDetachedOverlay(layers,
                                write ? MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV
                                      : MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_RDONLY,
                                "container " + record.name);
}

} // namespace

UniqueFd openInside(int root, const std::string &path, int flags, mode_t mode)
{
    open_how how{};
    how.flags = static_cast<unsigned int>(flags | O_CLOEXEC);
    how.mode = mode;
    how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
    for (int attempt = 0;; ++attempt) {
        UniqueFd fd(static_cast<int>(::syscall(SYS_openat2, root, path.c_str(), &how, sizeof how)));
        // A rename elsewhere may disturb the walk (openat2(2), EAGAIN).
        constexpr int kTries = 32;
        if (fd || errno != EAGAIN || attempt == kTries)
            return fd;
    }
}

std::string cleanPath(const std::string &path)
{
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string part = path.substr(at, end - at);
        at = end + 1;
        if (part == "..") {
            if (!parts.empty())
                parts.pop_back();
        } else if (!part.empty() && part != ".") {
            parts.push_back(part);
        }
    }
    std::string out;
    for (const std::string &part : parts)
        out += "/" + part;
    return out.empty() ? "/" : out;
}

Result<ContainerRoot> ContainerRoot::open(const Paths &paths, const Record &record, const Observed &observed,
                                          Access access)
{
    ContainerRoot result;
    result.m_writable = !record.spec.readOnlyRootfs;
    if (observed.state == ContainerState::Running || observed.state == ContainerState::Paused) {
        const std::string process = "/proc/" + std::to_string(observed.status.pid);
        result.m_root.reset(::open((process + "/root").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        // The pid may be another's by now; then the descriptor is not what we want.
        if (result.m_root && launch::isAlive(observed.status.pid, observed.status.startTime))
            return result;
        if (!result.m_root && errno == EACCES)
            return fail(base::Error(Errc::PermissionDenied,
                                    "the files of running container " + record.name + " cannot be reached")
                            .withFix("Run this as the user who started the container."));
        return fail(Errc::InvalidState, "container " + record.name + " ended meanwhile; try again");
    }
    CATAMARAN_TRY(ContainerLock lock, ContainerLock::acquire(paths, record.id));
    CATAMARAN_TRY(const Observed now, observe(paths, record.id));
    if (now.isActive())
        return fail(Errc::InvalidState, "container " + record.name + " was started meanwhile; try again");
    result.m_lock.emplace(std::move(lock));
    CATAMARAN_TRY(result.m_root, mountDetached(paths, record, access == Access::Write));
    for (const spec::Mount &mount : record.spec.mounts) {
        if (mount.type == spec::MountType::Tmpfs)
            continue;
        Mounted mounted;
        mounted.target = cleanPath(mount.target);
        mounted.writable = !mount.readOnly;
        if (spec::isImageMount(mount)) {
            CATAMARAN_TRY(const ImageMountSource image, imageMountSource(paths, mount));
            if (image.paths.size() == 1) {
                mounted.root.reset(::open(image.paths.front().c_str(), O_PATH | O_CLOEXEC));
            } else {
                CATAMARAN_TRY(mounted.root,
                              mountDetachedOverlay({image.paths, {}, {}},
                                                   MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_RDONLY,
                                                   "image " + mount.source));
            }
            mounted.writable = false;
            if (mounted.root)
                result.m_mounts.push_back(std::move(mounted));
            continue;
        }
        const std::string source =
            mount.type == spec::MountType::Bind ? mount.source : volumeSource(paths, mount.source);
        mounted.root.reset(::open(source.c_str(), O_PATH | O_CLOEXEC));
        if (mounted.root)
            result.m_mounts.push_back(std::move(mounted));
    }
    std::stable_sort(result.m_mounts.begin(), result.m_mounts.end(),
                     [](const Mounted &a, const Mounted &b) { return a.target.size() > b.target.size(); });
    return result;
}

ContainerRoot::Place ContainerRoot::place(const std::string &path) const
{
    const std::string clean = cleanPath(path);
    for (const Mounted &mounted : m_mounts) {
        if (clean != mounted.target && !clean.starts_with(mounted.target + "/"))
            continue;
        const std::string below = clean.substr(mounted.target.size());
        return {mounted.root.get(), below.empty() ? "." : below.substr(1), mounted.writable};
    }
    // openat2 resolves ".." itself, after the links before it, as the container's processes would.
    std::string relative = path.substr(std::min(path.find_first_not_of('/'), path.size()));
    return {m_root.get(), relative.empty() ? "." : std::move(relative), m_writable};
}

} // namespace catamaran::engine::runtime
