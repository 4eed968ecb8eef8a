// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cgroup/limits.h"

#include "engine/cgroup/parsers.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace catamaran::engine::cgroup {

std::uint64_t weightOfShares(std::int64_t shares)
{
    if (shares <= 2)
        return 1;
    if (shares >= 262144)
        return 10000;
    const double l = std::log2(static_cast<double>(shares));
    return static_cast<std::uint64_t>(std::ceil(std::pow(10.0, (l * l + 125 * l) / 612.0 - 7.0 / 34.0)));
}

std::uint64_t ioWeightOf(std::uint64_t blkioWeight)
{
    return 1 + (std::clamp<std::uint64_t>(blkioWeight, 10, 1000) - 10) * 9999 / 990;
}

CpuBandwidth bandwidthOf(const spec::Resources &limits)
{
    constexpr std::int64_t kPeriod = 100000;
    CpuBandwidth result;
    if (limits.cpus) {
        result.periodUs = kPeriod;
        result.quotaUs = *limits.cpus > 0 ? std::llround(*limits.cpus * static_cast<double>(kPeriod)) : -1;
    }
    if (limits.cpuPeriodUs && *limits.cpuPeriodUs > 0)
        result.periodUs = *limits.cpuPeriodUs;
    if (limits.cpuQuotaUs && *limits.cpuQuotaUs != 0)
        result.quotaUs = *limits.cpuQuotaUs > 0 ? *limits.cpuQuotaUs : -1;
    return result;
}

base::Result<std::string> blockDeviceNumbers(const std::string &path)
{
    const std::size_t colon = path.find(':');
    if (colon != std::string::npos && parseCount(path.substr(0, colon)) && parseCount(path.substr(colon + 1)))
        return path;
    struct stat status {};
    if (stat(path.c_str(), &status) != 0)
        return base::failErrno("look at the device " + path);
    if (!S_ISBLK(status.st_mode))
        return base::fail(base::Error(base::Errc::InvalidArgument, path + " is not a block device")
                              .withFix("Name a disk, see: lsblk --paths"));
    return fmt::format("{}:{}", major(status.st_rdev), minor(status.st_rdev));
}

namespace {

bool lists(const std::string &text, const std::string &name)
{
    const std::string padded = " " + text;
    return padded.find(" " + name + " ") != std::string::npos ||
           padded.find(" " + name + "\n") != std::string::npos || padded.ends_with(" " + name);
}

} // namespace

base::Error missingFile(const GroupWrite &limit, const std::string &root,
                        const std::optional<std::string> &offered, const std::optional<std::string> &enabled)
{
    const std::string what = fmt::format("cannot set {}: ", limit.file);
    if (offered && !lists(*offered, limit.controller)) {
        base::Error error(base::Errc::Unsupported,
                          fmt::format("{}the {} controller is not offered in {}/cgroup.controllers", what,
                                      limit.controller, root));
        if (root == "/sys/fs/cgroup")
            return std::move(error).withFix(
                fmt::format("Boot with cgroup_enable={} on the kernel's command line, or leave "
                            "this limit out",
                            limit.controller));
        return std::move(error).withFix(
            "Have systemd delegate it: put \"[Service]\" and \"Delegate=cpu cpuset "
            "io memory pids\" into "
            "/etc/systemd/system/user@.service.d/delegate.conf, run systemctl "
            "daemon-reload and log in again; or leave this limit out");
    }
    if (enabled && !lists(*enabled, limit.controller))
        return base::Error(
                   base::Errc::Unsupported,
                   fmt::format("{}the {} controller could not be enabled in {}/cgroup.subtree_control, "
                               "as when processes live in that group",
                               what, limit.controller, root))
            .withFix("Move the processes of that group into one below it (cgroups(7), \"no internal "
                     "processes\"), or leave this limit out");
    if (offered) {
        // The controller is there, and lacks the one file.
    } else if (root.empty()) {
        return base::Error(base::Errc::Unsupported,
                           fmt::format("{}this host has no {} control group", what, limit.controller))
            .withFix(fmt::format("Boot with cgroup_enable={0} and mount it (mount -t cgroup -o {0} {0} "
                                 "/sys/fs/cgroup/{0}), or leave this limit out",
                                 limit.controller));
    }
    std::string need = "a kernel built with it";
    if (limit.file.find("swap") != std::string::npos || limit.file.find("memsw") != std::string::npos)
        need = "swapaccount=1 on the kernel's command line";
    else if (limit.file.starts_with("cpu.rt_"))
        need = "a kernel built with CONFIG_RT_GROUP_SCHED";
    else if (limit.file.starts_with("io.weight") || limit.file.find("bfq") != std::string::npos ||
             limit.file.starts_with("blkio.weight"))
        need = "the BFQ scheduler on the disk (echo bfq > /sys/block/DISK/queue/scheduler)";
    else if (limit.file.starts_with("cpu.max") || limit.file.starts_with("cpu.cfs_"))
        need = "a kernel built with CONFIG_CFS_BANDWIDTH";
    return base::Error(base::Errc::Unsupported, what + "this kernel or host has no such control group file")
        .withFix(fmt::format("It needs {}; or leave this limit out", need));
}

} // namespace catamaran::engine::cgroup
