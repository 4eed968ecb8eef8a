// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/security/mount_targets.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

namespace catamaran::engine::security {

base::Result<void> checkMountTarget(const std::string &target, bool isHostProc)
{
    // What programs such as lxcfs put there is data that only tells of limits. As runc.
    static constexpr std::array<std::string_view, 10> kHarmless = {
        "/proc/cpuinfo", "/proc/diskstats",
        "/proc/meminfo", "/proc/stat",
        "/proc/swaps",   "/proc/uptime",
        "/proc/loadavg", "/proc/slabinfo",
        "/proc/net/dev", "/proc/sys/kernel/ns_last_pid"};
    const std::string path = std::filesystem::path("/" + target).lexically_normal().string();
    const bool isProc = path == "/proc" || path == "/proc/";
    if (isProc ? isHostProc : !path.starts_with("/proc/"))
        return {};
    if (std::find(kHarmless.begin(), kHarmless.end(), path) != kHarmless.end())
        return {};
    return base::fail(
        base::Error(base::Errc::InvalidArgument, "\"" + target + "\" cannot be mounted because it is " +
                                                     (isProc ? "" : "inside ") + "/proc")
            .withFix("Masks, labels and limits rest on the container's own /proc; mount it somewhere else."));
}

} // namespace catamaran::engine::security
