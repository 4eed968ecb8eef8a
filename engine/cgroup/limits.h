// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/container_spec.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What has to be written into which file of a control group for a set of limits. Pure: what is there already
/// and the numbers of devices are asked for through functions.
namespace catamaran::engine::cgroup {

struct GroupWrite {
    std::string controller; ///< "memory"
    std::string file;       ///< "memory.max"
    std::string value;
    bool mayBeMissing = false; ///< not asked for by the user: left out where the kernel has no such file
    auto operator<=>(const GroupWrite &) const = default;
};

/// Text of a file in the group now; nullopt where the kernel has no such file.
using ReadGroup =
    std::function<std::optional<std::string>(std::string_view controller, std::string_view file)>;
/// "8:0" for "/dev/sda".
using FindDevice = std::function<base::Result<std::string>(const std::string &path)>;

/// Linux Documentation/admin-guide/cgroup-v2.rst. In the order in which they must be written. Unsupported for
/// what v2 does not have: swappiness, the out-of-memory killer's switch, realtime scheduling.
base::Result<std::vector<GroupWrite>> limitsOfV2(const spec::Resources &limits, const ReadGroup &read,
                                                 const FindDevice &device);
/// Linux Documentation/admin-guide/cgroup-v1/.
base::Result<std::vector<GroupWrite>> limitsOfV1(const spec::Resources &limits, const ReadGroup &read,
                                                 const FindDevice &device);

/// The mapping of runc and crun from --cpu-shares (2..262144, 1024 as normal) to cpu.weight (1..10000, 100 as
/// normal): 10^((l^2 + 125 l) / 612 - 7 / 34) with l = log2(shares), so that both ends and the middle meet.
std::uint64_t weightOfShares(std::int64_t shares);
/// --blkio-weight (10..1000) as io.weight (1..10000).
std::uint64_t ioWeightOf(std::uint64_t blkioWeight);

/// CPU time per period in microseconds, from --cpus or from --cpu-quota and --cpu-period.
struct CpuBandwidth {
    std::optional<std::int64_t> quotaUs; ///< -1: unlimited
    std::optional<std::int64_t> periodUs;
};
CpuBandwidth bandwidthOf(const spec::Resources &limits);

/// Numbers of the block device at `path`, "8:0"; a path that is such numbers already is taken as it is.
/// InvalidArgument if it is not a block device.
base::Result<std::string> blockDeviceNumbers(const std::string &path);

/// The error for a limit whose file is missing below `root`, with why and what to do. `offered` and `enabled`
/// are the texts of the root's cgroup.controllers and cgroup.subtree_control on v2, unset on v1.
base::Error missingFile(const GroupWrite &limit, const std::string &root,
                        const std::optional<std::string> &offered,
                        const std::optional<std::string> &enabled = std::nullopt);

} // namespace catamaran::engine::cgroup
