// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "engine/base/rollback.h"
#include "engine/cgroup/drivers.h"
#include "engine/cgroup/group_files.h"

#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <thread>

namespace catamaran::engine::cgroup {

namespace {

// Linux Documentation/admin-guide/cgroup-v2.rst
class V2Driver final : public CgroupDriver {
public:
    V2Driver(HostCgroups host, std::string root) : m_host(std::move(host)), m_root(std::move(root)) {}

    [[nodiscard]] const HostCgroups &host() const override { return m_host; }

    base::Result<launch::CgroupPlan> create(const std::string &containerId,
                                            const spec::Resources &limits) override
    {
        const std::string group = directory(containerId);
        base::Rollback rollback;
        rollback.push("remove control group", [group] { return removeGroup(group); });
        CATAMARAN_CHECK(makeGroup(group));
        if (auto set = update(containerId, limits); !set)
            return base::fail(rollback.fail(std::move(set).error()));
        rollback.release();
        return plan(containerId);
    }

    base::Result<launch::CgroupPlan> plan(const std::string &containerId) override
    {
        return launch::CgroupPlan{launch::CgroupPlan::Version::V2, {directory(containerId)}};
    }

    base::Result<void> update(const std::string &containerId, const spec::Resources &limits) override
    {
        const std::string group = directory(containerId);
        if (limits.memory)
            CATAMARAN_CHECK(writeGroupFile(group, "memory.max", limit(limits.memory->count)));
        if (limits.memoryReservation)
            CATAMARAN_CHECK(writeGroupFile(group, "memory.low", limit(limits.memoryReservation->count)));
        // docker's number is memory plus swap, the kernel's is swap alone; unset means as much again.
        if (limits.memorySwap && limits.memorySwap->count < 0)
            CATAMARAN_CHECK(writeGroupFile(group, "memory.swap.max", "max"));
        else if (limits.memory && limits.memory->count > 0) {
            const std::int64_t both = limits.memorySwap && limits.memorySwap->count > 0
                                          ? limits.memorySwap->count
                                          : limits.memory->count * 2;
            auto set = writeGroupFile(group, "memory.swap.max", std::to_string(both - limits.memory->count));
            if (!set && (set.error().code() != base::Errc::Unsupported || limits.memorySwap))
                return set;
        }
        if (limits.cpus) {
            const bool none = *limits.cpus <= 0;
            CATAMARAN_CHECK(
                writeGroupFile(group, "cpu.max",
                               none ? std::string("max 100000")
                                    : fmt::format("{} 100000", std::llround(*limits.cpus * 100000))));
        }
        if (limits.cpuShares && *limits.cpuShares > 0)
            CATAMARAN_CHECK(
                writeGroupFile(group, "cpu.weight", std::to_string(weightOfShares(*limits.cpuShares))));
        if (!limits.cpusetCpus.empty())
            CATAMARAN_CHECK(writeGroupFile(group, "cpuset.cpus", limits.cpusetCpus));
        if (!limits.cpusetMems.empty())
            CATAMARAN_CHECK(writeGroupFile(group, "cpuset.mems", limits.cpusetMems));
        if (limits.pids)
            CATAMARAN_CHECK(writeGroupFile(group, "pids.max", limit(*limits.pids)));
        return {};
    }

    base::Result<Statistics> statistics(const std::string &containerId) override
    {
        const std::string group = directory(containerId);
        const auto cpu = readGroupFile(group, "cpu.stat");
        if (!cpu)
            return base::fail(base::Errc::NotFound, "the container has no control group");
        Statistics result;
        result.takenAtNs = base::steadyNanoseconds();
        if (const auto usec = keyedCount(*cpu, "usage_usec"))
            result.cpuUsageNs = *usec * 1000;
        if (const auto text = readGroupFile(group, "memory.current"))
            result.memoryBytes = parseCount(*text);
        if (const auto text = readGroupFile(group, "memory.max"))
            result.memoryLimitBytes = parseCount(*text);
        if (const auto text = readGroupFile(group, "memory.stat"))
            parseMemoryStatV2(*text, result);
        if (const auto text = readGroupFile(group, "memory.events"))
            result.oomKills = keyedCount(*text, "oom_kill");
        if (const auto text = readGroupFile(group, "io.stat"))
            parseIoStatV2(*text, result);
        if (const auto text = readGroupFile(group, "pids.current"))
            result.pids = parseCount(*text);
        return result;
    }

    base::Result<void> freeze(const std::string &containerId) override { return setFrozen(containerId, 1); }
    base::Result<void> thaw(const std::string &containerId) override { return setFrozen(containerId, 0); }

    base::Result<void> remove(const std::string &containerId) override
    {
        const std::string group = directory(containerId);
        if (auto thawed = writeGroupFile(group, "cgroup.freeze", "0"); !thawed) {
            // It is not there, or not freezable: nothing to thaw.
        }
        return removeGroup(group);
    }

    base::Result<std::vector<std::string>> list() override { return subgroups(m_root); }

private:
    [[nodiscard]] std::string directory(const std::string &containerId) const
    {
        return m_root + "/" + containerId;
    }
    static std::string limit(std::int64_t value) { return value > 0 ? std::to_string(value) : "max"; }

    base::Result<void> setFrozen(const std::string &containerId, std::uint64_t wanted)
    {
        const std::string group = directory(containerId);
        CATAMARAN_CHECK(writeGroupFile(group, "cgroup.freeze", std::to_string(wanted)));
        for (int attempt = 0; attempt < 500; ++attempt) {
            const auto events = readGroupFile(group, "cgroup.events");
            if (events && keyedCount(*events, "frozen") == wanted)
                return {};
            std::this_thread::sleep_for(std::chrono::milliseconds(attempt < 20 ? 1 : 10));
        }
        return base::fail(base::Errc::Timeout, "the container's processes could not be frozen in time");
    }

    HostCgroups m_host;
    std::string m_root;
};

} // namespace

base::Result<std::unique_ptr<CgroupDriver>> makeV2Driver(HostCgroups host, std::string folder)
{
    // Controllers must be enabled from the top down. One that is not available is left out: a limit that
    // needs it says so when it is set.
    const std::string parent = host.unifiedRoot;
    const std::string root = parent + "/" + folder;
    CATAMARAN_CHECK(makeGroup(root));
    for (const char *name : {"+memory", "+cpu", "+cpuset", "+pids", "+io"}) {
        for (const std::string &group : {parent, root}) {
            if (!writeGroupFile(group, "cgroup.subtree_control", name))
                break;
        }
    }
    return std::unique_ptr<CgroupDriver>(std::make_unique<V2Driver>(std::move(host), root));
}

} // namespace catamaran::engine::cgroup
