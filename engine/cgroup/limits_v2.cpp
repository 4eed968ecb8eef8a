// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cgroup/limits.h"
#include "engine/cgroup/parsers.h"

#include <fmt/format.h>
#include <map>

namespace catamaran::engine::cgroup {

namespace {

std::string limitText(std::int64_t value)
{
    return value > 0 ? std::to_string(value) : "max";
}

base::Error onlyInVersion1(const char *flag, const char *what)
{
    return base::Error(base::Errc::Unsupported,
                       fmt::format("{} needs control groups v1: v2 has no {}", flag, what))
        .withFix(fmt::format("Leave {} out on this host", flag));
}

base::Result<void> memory(const spec::Resources &limits, const ReadGroup &read, std::vector<GroupWrite> &out)
{
    if (limits.memorySwappiness && *limits.memorySwappiness >= 0)
        return base::fail(onlyInVersion1("--memory-swappiness", "swappiness of a group"));
    if (limits.oomKillDisable && *limits.oomKillDisable)
        return base::fail(onlyInVersion1("--oom-kill-disable", "switch for the out-of-memory killer"));
    if (limits.memory)
        out.push_back({"memory", "memory.max", limitText(limits.memory->count)});
    if (limits.memoryReservation)
        out.push_back({"memory", "memory.low",
                       limits.memoryReservation->count > 0 ? std::to_string(limits.memoryReservation->count)
                                                           : std::string("0")});
    // docker's number is memory plus swap, the kernel's is swap alone; unset means as much again.
    const bool said = limits.memorySwap && limits.memorySwap->count != 0;
    if (said && limits.memorySwap->count < 0) {
        out.push_back({"memory", "memory.swap.max", "max"});
        return {};
    }
    std::int64_t part = limits.memory ? limits.memory->count : 0;
    if (!limits.memory && said)
        part = static_cast<std::int64_t>(parseCount(read("memory", "memory.max").value_or("")).value_or(0));
    if (part > 0) {
        const std::int64_t both = said ? limits.memorySwap->count : part * 2;
        if (both < part)
            return base::fail(base::Error(base::Errc::InvalidArgument,
                                          "Minimum memoryswap limit should be larger than memory limit")
                                  .withFix("--memory-swap is memory and swap together"));
        out.push_back({"memory", "memory.swap.max", std::to_string(both - part), !said});
    } else if (limits.memory) {
        out.push_back({"memory", "memory.swap.max", "max", true}); // no limit of memory, none of swap
    } else if (said) {
        return base::fail(base::Error(base::Errc::InvalidArgument,
                                      "You should always set the Memory limit when using Memoryswap limit")
                              .withFix("Give --memory as well"));
    }
    return {};
}

base::Result<void> cpu(const spec::Resources &limits, const ReadGroup &read, std::vector<GroupWrite> &out)
{
    if ((limits.cpuRealtimePeriodUs && *limits.cpuRealtimePeriodUs != 0) ||
        (limits.cpuRealtimeRuntimeUs && *limits.cpuRealtimeRuntimeUs != 0))
        return base::fail(
            onlyInVersion1("--cpu-rt-period and --cpu-rt-runtime", "realtime bandwidth of a group"));
    const CpuBandwidth bandwidth = bandwidthOf(limits);
    if (bandwidth.quotaUs || bandwidth.periodUs) {
        // "max 100000": what is not told stays as it is.
        const std::string now = read("cpu", "cpu.max").value_or("max 100000\n");
        const std::size_t space = now.find(' ');
        const std::string quota = bandwidth.quotaUs ? limitText(*bandwidth.quotaUs) : now.substr(0, space);
        const auto periodNow = space == std::string::npos ? std::nullopt : parseCount(now.substr(space + 1));
        const std::int64_t period =
            bandwidth.periodUs.value_or(static_cast<std::int64_t>(periodNow.value_or(100000)));
        out.push_back({"cpu", "cpu.max", fmt::format("{} {}", quota, period)});
    }
    if (limits.cpuShares && *limits.cpuShares > 0)
        out.push_back({"cpu", "cpu.weight", std::to_string(weightOfShares(*limits.cpuShares))});
    if (!limits.cpusetCpus.empty())
        out.push_back({"cpuset", "cpuset.cpus", limits.cpusetCpus});
    if (!limits.cpusetMems.empty())
        out.push_back({"cpuset", "cpuset.mems", limits.cpusetMems});
    return {};
}

base::Result<void> io(const spec::Resources &limits, const ReadGroup &read, const FindDevice &device,
                      std::vector<GroupWrite> &out)
{
    // BFQ's own file takes docker's numbers as they are; the kernel's general one has its own scale.
    const bool bfq = read("io", "io.bfq.weight").has_value();
    const char *file = bfq ? "io.bfq.weight" : "io.weight";
    const auto weight = [bfq](std::uint64_t value) { return bfq ? value : ioWeightOf(value); };
    if (limits.blkioWeight && *limits.blkioWeight != 0)
        out.push_back({"io", file, fmt::format("default {}", weight(*limits.blkioWeight))});
    for (const spec::DeviceLimit &one : limits.blkioWeightDevices) {
        CATAMARAN_TRY(const std::string numbers, device(one.path));
        out.push_back({"io", file, fmt::format("{} {}", numbers, weight(one.value))});
    }
    std::map<std::string, std::string> byDevice;
    for (const auto &[list, key] : {std::pair{&limits.deviceReadBps, "rbps"},
                                    {&limits.deviceWriteBps, "wbps"},
                                    {&limits.deviceReadIops, "riops"},
                                    {&limits.deviceWriteIops, "wiops"}}) {
        for (const spec::DeviceLimit &one : *list) {
            CATAMARAN_TRY(const std::string numbers, device(one.path));
            byDevice[numbers] +=
                fmt::format(" {}={}", key, one.value > 0 ? std::to_string(one.value) : std::string("max"));
        }
    }
    for (const auto &[numbers, values] : byDevice)
        out.push_back({"io", "io.max", numbers + values});
    return {};
}

} // namespace

base::Result<std::vector<GroupWrite>> limitsOfV2(const spec::Resources &limits, const ReadGroup &read,
                                                 const FindDevice &device)
{
    std::vector<GroupWrite> out;
    CATAMARAN_CHECK(memory(limits, read, out));
    CATAMARAN_CHECK(cpu(limits, read, out));
    CATAMARAN_CHECK(io(limits, read, device, out));
    if (limits.pids && *limits.pids != 0)
        out.push_back({"pids", "pids.max", limitText(*limits.pids)});
    return out;
}

} // namespace catamaran::engine::cgroup
