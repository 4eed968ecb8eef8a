// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/overlay.h"

#include "engine/base/file.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Result;
using base::UniqueFd;

namespace {

enum class LowerOption { OneEach, Joined };

Result<UniqueFd> createOverlay(const OverlayLayers &layers, LowerOption form, const std::string &what)
{
    UniqueFd context(static_cast<int>(::syscall(SYS_fsopen, "overlay", FSOPEN_CLOEXEC)));
    if (!context)
        return base::failErrno("fsopen overlay");
    const auto set = [&](const char *key, const std::string &value) {
        return ::syscall(SYS_fsconfig, context.get(), FSCONFIG_SET_STRING, key, value.c_str(), 0) == 0;
    };
    std::vector<UniqueFd> opened; // until the file system is made
    std::string joined;
    for (const std::string &directory : layers.lower) {
        if (form == LowerOption::OneEach) {
            if (!set("lowerdir+", directory))
                return base::failErrno("overlay lowerdir " + directory);
            continue;
        }
        // An option holds 255 characters, and no comma: descriptors are shorter than paths.
        CATAMARAN_TRY(UniqueFd fd, base::openFile(directory, O_PATH | O_DIRECTORY));
        joined += (joined.empty() ? "" : ":") + std::string("/proc/self/fd/") + std::to_string(fd.get());
        opened.push_back(std::move(fd));
    }
    if (form == LowerOption::Joined && !set("lowerdir", joined))
        return base::failErrno("overlay of " + std::to_string(layers.lower.size()) + " layers");
    if (!layers.upper.empty() && (!set("upperdir", layers.upper) || !set("workdir", layers.work)))
        return base::failErrno("overlay upperdir " + layers.upper);
    if (::geteuid() != 0 &&
        ::syscall(SYS_fsconfig, context.get(), FSCONFIG_SET_FLAG, "userxattr", nullptr, 0) != 0)
        return base::failErrno("overlay userxattr");
    if (::syscall(SYS_fsconfig, context.get(), FSCONFIG_CMD_CREATE, nullptr, nullptr, 0) != 0)
        return base::failErrno("create the overlay of " + what);
    return context;
}

} // namespace

Result<UniqueFd> mountDetachedOverlay(const OverlayLayers &layers, std::uint64_t attributes,
                                      const std::string &what)
{
    auto context = createOverlay(layers, LowerOption::OneEach, what);
    // Linux before 6.5 knows no "lowerdir+": it says so at once, or takes it for text and fails at the end.
    if (!context)
        context = createOverlay(layers, LowerOption::Joined, what);
    if (!context)
        return base::fail(std::move(context).error());
    UniqueFd mounted(static_cast<int>(::syscall(SYS_fsmount, context->get(), FSMOUNT_CLOEXEC, attributes)));
    if (!mounted)
        return base::failErrno("mount the overlay of " + what);
    return mounted;
}

} // namespace catamaran::engine::runtime
