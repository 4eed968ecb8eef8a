// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cgroup/limits.h"
#include "engine/cgroup/parsers.h"

#include <fmt/format.h>

namespace catamaran::engine::cgroup {

namespace {

// v1 writes -1 for no limit.
std::string limitText(std::int64_t value)
{
    return std::to_string(value > 0 ? value : -1);
}

std::uint64_t boundOf(std::int64_t value)
{
    return value > 0 ? static_cast<std::uint64_t>(value) : kV1Unlimited;
}

base::Result<void> memory(const spec::Resources &limits, const ReadGroup &read, std::vector<GroupWrite> &out)
{
    if (limits.memoryReservation)
        out.push_back({"memory", "memory.soft_limit_in_bytes", limitText(limits.memoryReservation->count)});
    const bool said = limits.memorySwap && limits.memorySwap->count != 0;
    if (limits.memory || said) {
        std::optional<GroupWrite> part;
        if (limits.memory)
            part = GroupWrite{"memory", "memory.limit_in_bytes", limitText(limits.memory->count)};
        const std::int64_t both = said                       ? limits.memorySwap->count
                                  : limits.memory->count > 0 ? limits.memory->count * 2
                                                             : -1;
        if (limits.memory && limits.memory->count > 0 && both > 0 && both < limits.memory->count)
            return base::fail(base::Error(base::Errc::InvalidArgument,
                                          "Minimum memoryswap limit should be larger than memory limit")
                                  .withFix("--memory-swap is memory and swap together"));
        const GroupWrite sum{"memory", "memory.memsw.limit_in_bytes", limitText(both), !said};
        // The sum may never be below the part: it goes first when it grows, and last when it shrinks.
        const auto now = parseCount(read("memory", "memory.memsw.limit_in_bytes").value_or(""));
        const bool grows = boundOf(both) >= now.value_or(kV1Unlimited);
        if (grows)
            out.push_back(sum);
        if (part)
            out.push_back(std::move(*part));
        if (!grows)
            out.push_back(sum);
    }
    if (limits.memorySwappiness && *limits.memorySwappiness >= 0)
        out.push_back({"memory", "memory.swappiness", std::to_string(*limits.memorySwappiness)});
    if (limits.oomKillDisable)
        out.push_back(
            {"memory", "memory.oom_control", *limits.oomKillDisable ? "1" : "0", !*limits.oomKillDisable});
    return {};
}

void cpu(const spec::Resources &limits, const ReadGroup &read, std::vector<GroupWrite> &out)
{
    const CpuBandwidth bandwidth = bandwidthOf(limits);
    std::optional<GroupWrite> quota;
    std::optional<GroupWrite> period;
    if (bandwidth.quotaUs)
        quota = GroupWrite{"cpu", "cpu.cfs_quota_us", std::to_string(*bandwidth.quotaUs)};
    if (bandwidth.periodUs)
        period = GroupWrite{"cpu", "cpu.cfs_period_us", std::to_string(*bandwidth.periodUs)};
    // A shorter period with the old quota may ask for more than the parent has: then the quota goes first.
    const auto periodNow = parseCount(read("cpu", "cpu.cfs_period_us").value_or(""));
    const bool shorter =
        bandwidth.periodUs && periodNow && static_cast<std::uint64_t>(*bandwidth.periodUs) < *periodNow;
    if (shorter && quota)
        out.push_back(*quota);
    if (period)
        out.push_back(std::move(*period));
    if (!shorter && quota)
        out.push_back(std::move(*quota));
    if (limits.cpuRealtimePeriodUs && *limits.cpuRealtimePeriodUs > 0)
        out.push_back({"cpu", "cpu.rt_period_us", std::to_string(*limits.cpuRealtimePeriodUs)});
    if (limits.cpuRealtimeRuntimeUs && *limits.cpuRealtimeRuntimeUs != 0)
        out.push_back({"cpu", "cpu.rt_runtime_us", std::to_string(*limits.cpuRealtimeRuntimeUs)});
    if (limits.cpuShares && *limits.cpuShares > 0)
        out.push_back({"cpu", "cpu.shares", std::to_string(*limits.cpuShares)});
    if (!limits.cpusetCpus.empty())
        out.push_back({"cpuset", "cpuset.cpus", limits.cpusetCpus});
    if (!limits.cpusetMems.empty())
        out.push_back({"cpuset", "cpuset.mems", limits.cpusetMems});
}

base::Result<void> io(const spec::Resources &limits, const ReadGroup &read, const FindDevice &device,
                      std::vector<GroupWrite> &out)
{
    const bool bfq = !read("blkio", "blkio.weight") && read("blkio", "blkio.bfq.weight");
    if (limits.blkioWeight && *limits.blkioWeight != 0)
        out.push_back(
            {"blkio", bfq ? "blkio.bfq.weight" : "blkio.weight", std::to_string(*limits.blkioWeight)});
    for (const spec::DeviceLimit &one : limits.blkioWeightDevices) {
        CATAMARAN_TRY(const std::string numbers, device(one.path));
        out.push_back({"blkio", bfq ? "blkio.bfq.weight_device" : "blkio.weight_device",
                       fmt::format("{} {}", numbers, one.value)});
    }
    for (const auto &[list, file] : {std::pair{&limits.deviceReadBps, "blkio.throttle.read_bps_device"},
                                     {&limits.deviceWriteBps, "blkio.throttle.write_bps_device"},
                                     {&limits.deviceReadIops, "blkio.throttle.read_iops_device"},
                                     {&limits.deviceWriteIops, "blkio.throttle.write_iops_device"}}) {
        for (const spec::DeviceLimit &one : *list) {
            CATAMARAN_TRY(const std::string numbers, device(one.path));
            out.push_back({"blkio", file, fmt::format("{} {}", numbers, one.value)});
        }
    }
    return {};
}

} // namespace

base::Result<std::vector<GroupWrite>> limitsOfV1(const spec::Resources &limits, const ReadGroup &read,
                                                 const FindDevice &device)
{
    std::vector<GroupWrite> out;
    CATAMARAN_CHECK(memory(limits, read, out));
    cpu(limits, read, out);
    CATAMARAN_CHECK(io(limits, read, device, out));
    if (limits.pids && *limits.pids != 0)
        out.push_back({"pids", "pids.max", *limits.pids > 0 ? std::to_string(*limits.pids) : "max"});
    return out;
}

} // namespace catamaran::engine::cgroup
