// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "engine/base/rollback.h"
#include "engine/cgroup/drivers.h"
#include "engine/cgroup/group_files.h"

#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <set>
#include <thread>

namespace catamaran::engine::cgroup {

namespace {

// docker's device whitelist: make any node, use the harmless ones.
constexpr const char *kAllowedDevices[] = {"c *:* m",   "b *:* m",   "c 1:3 rwm",   "c 1:5 rwm",
                                           "c 1:7 rwm", "c 1:8 rwm", "c 1:9 rwm",   "c 5:0 rwm",
                                           "c 5:1 rwm", "c 5:2 rwm", "c 136:* rwm", "c 10:200 rwm"};

// Linux Documentation/admin-guide/cgroup-v1/
class V1Driver final : public CgroupDriver {
public:
    V1Driver(HostCgroups host, std::map<std::string, std::string> hierarchies, std::string folder)
        : m_host(std::move(host)), m_hierarchies(std::move(hierarchies)), m_folder(std::move(folder))
    {
    }

    [[nodiscard]] const HostCgroups &host() const override { return m_host; }

    base::Result<launch::CgroupPlan> create(const std::string &containerId,
                                            const spec::Resources &limits) override
    {
        base::Rollback rollback;
        const auto made = [&]() -> base::Result<void> {
            for (const std::string &group : directories(containerId)) {
                rollback.push("remove control group", [group] { return removeGroup(group); });
                CATAMARAN_CHECK(makeGroup(group));
            }
            CATAMARAN_CHECK(prepareCpuset(containerId));
            CATAMARAN_CHECK(prepareDevices(containerId));
            return update(containerId, limits);
        }();
        if (!made)
            return base::fail(rollback.fail(made.error()));
        rollback.release();
        return plan(containerId);
    }

    base::Result<launch::CgroupPlan> plan(const std::string &containerId) override
    {
        return launch::CgroupPlan{launch::CgroupPlan::Version::V1, directories(containerId)};
    }

    base::Result<void> update(const std::string &containerId, const spec::Resources &limits) override
    {
        CATAMARAN_CHECK(updateMemory(containerId, limits));
        if (limits.cpus) {
            CATAMARAN_CHECK(set("cpu", containerId, "cpu.cfs_period_us", "100000"));
            const long long quota = *limits.cpus > 0 ? std::llround(*limits.cpus * 100000) : -1;
            CATAMARAN_CHECK(set("cpu", containerId, "cpu.cfs_quota_us", std::to_string(quota)));
        }
        if (limits.cpuShares && *limits.cpuShares > 0)
            CATAMARAN_CHECK(set("cpu", containerId, "cpu.shares", std::to_string(*limits.cpuShares)));
        if (!limits.cpusetCpus.empty())
            CATAMARAN_CHECK(set("cpuset", containerId, "cpuset.cpus", limits.cpusetCpus));
        if (!limits.cpusetMems.empty())
            CATAMARAN_CHECK(set("cpuset", containerId, "cpuset.mems", limits.cpusetMems));
        if (limits.pids)
            CATAMARAN_CHECK(set("pids", containerId, "pids.max",
                                *limits.pids > 0 ? std::to_string(*limits.pids) : "max"));
        return {};
    }

    base::Result<void> allowDevices(const std::string &containerId,
                                    const std::vector<std::string> &rules) override
    {
        for (const std::string &rule : rules)
            CATAMARAN_CHECK(set("devices", containerId, "devices.allow", rule));
        return {};
    }

    base::Result<Statistics> statistics(const std::string &containerId) override
    {
        Statistics result;
        result.takenAtNs = base::steadyNanoseconds();
        bool found = false;
        const auto read = [&](const char *controller, const char *file) -> std::optional<std::string> {
            const auto group = directory(controller, containerId);
            auto text = group ? readGroupFile(*group, file) : std::nullopt;
            found = found || text.has_value();
            return text;
        };
        if (const auto text = read("cpuacct", "cpuacct.usage"))
            result.cpuUsageNs = parseCount(*text);
        if (const auto text = read("memory", "memory.usage_in_bytes"))
            result.memoryBytes = parseCount(*text);
        if (const auto text = read("memory", "memory.limit_in_bytes")) {
            const auto limit = parseCount(*text);
            if (limit && *limit < kV1Unlimited)
                result.memoryLimitBytes = limit;
        }
        if (const auto text = read("memory", "memory.stat"))
            parseMemoryStatV1(*text, result);
        if (const auto text = read("memory", "memory.kmem.usage_in_bytes"))
            result.memoryKernelBytes = parseCount(*text);
        if (const auto text = read("memory", "memory.oom_control"))
            result.oomKills = keyedCount(*text, "oom_kill");
        if (const auto text = read("blkio", "blkio.throttle.io_service_bytes_recursive"))
            parseBlkioV1(*text, result);
        if (const auto text = read("pids", "pids.current"))
            result.pids = parseCount(*text);
        if (!found)
            return base::fail(base::Errc::NotFound, "the container has no control group");
        return result;
    }

    base::Result<void> freeze(const std::string &containerId) override
    {
        return setFrozen(containerId, "FROZEN");
    }
    base::Result<void> thaw(const std::string &containerId) override
    {
        return setFrozen(containerId, "THAWED");
    }

    base::Result<void> remove(const std::string &containerId) override
    {
        // A frozen process cannot die.
        const auto freezer = directory("freezer", containerId);
        if (freezer && readGroupFile(*freezer, "freezer.state").value_or("THAWED\n") != "THAWED\n")
            CATAMARAN_CHECK(writeGroupFile(*freezer, "freezer.state", "THAWED"));
        for (const std::string &group : directories(containerId))
            CATAMARAN_CHECK(removeGroup(group));
        return {};
    }

    base::Result<std::vector<std::string>> list() override
    {
        std::set<std::string> ids;
        for (const auto &[controller, root] : m_hierarchies) {
            for (std::string &name : subgroups(root + "/" + m_folder))
                ids.insert(std::move(name));
        }
        return std::vector<std::string>(ids.begin(), ids.end());
    }

private:
    [[nodiscard]] std::optional<std::string> directory(const std::string &controller,
                                                       const std::string &containerId) const
    {
        const auto found = m_hierarchies.find(controller);
        if (found == m_hierarchies.end())
            return std::nullopt;
        return fmt::format("{}/{}/{}", found->second, m_folder, containerId);
    }

    // Controllers that are mounted together share one directory.
    [[nodiscard]] std::vector<std::string> directories(const std::string &containerId) const
    {
        std::set<std::string> unique;
        for (const auto &[controller, root] : m_hierarchies)
            unique.insert(fmt::format("{}/{}/{}", root, m_folder, containerId));
        return {unique.begin(), unique.end()};
    }

    base::Result<void> set(const std::string &controller, const std::string &containerId, const char *file,
                           const std::string &value)
    {
        const auto group = directory(controller, containerId);
        if (!group)
            return base::fail(base::Error(base::Errc::Unsupported,
                                          fmt::format("this host has no {} control group", controller))
                                  .withFix("Leave this limit out"));
        return writeGroupFile(*group, file, value);
    }

    base::Result<void> updateMemory(const std::string &containerId, const spec::Resources &limits)
    {
        if (limits.memoryReservation)
            CATAMARAN_CHECK(set("memory", containerId, "memory.soft_limit_in_bytes",
                                std::to_string(limits.memoryReservation->count)));
        if (!limits.memory)
            return {};
        const std::string memory = std::to_string(limits.memory->count > 0 ? limits.memory->count : -1);
        const bool swapSaid = limits.memorySwap.has_value();
        const std::int64_t both = swapSaid ? limits.memorySwap->count : limits.memory->count * 2;
        // The sum may never be below the part: it goes first when it grows, and last when it shrinks.
        const bool grown = set("memory", containerId, "memory.limit_in_bytes", memory).has_value();
        auto swap =
            set("memory", containerId, "memory.memsw.limit_in_bytes", std::to_string(both > 0 ? both : -1));
        if (!swap && (swap.error().code() != base::Errc::Unsupported || swapSaid))
            return swap;
        if (!grown)
            return set("memory", containerId, "memory.limit_in_bytes", memory);
        return {};
    }

    // A cpuset starts empty, and nothing can run in an empty one: it gets its parent's processors.
    base::Result<void> prepareCpuset(const std::string &containerId)
    {
        const auto found = m_hierarchies.find("cpuset");
        if (found == m_hierarchies.end())
            return {};
        const std::string folder = found->second + "/" + m_folder;
        for (const char *file : {"cpuset.cpus", "cpuset.mems"}) {
            std::string value = readGroupFile(folder, file).value_or("");
            if (value.find_first_not_of(" \n") == std::string::npos) {
                value = readGroupFile(found->second, file).value_or("");
                CATAMARAN_CHECK(writeGroupFile(folder, file, value));
            }
            CATAMARAN_CHECK(writeGroupFile(folder + "/" + containerId, file, value));
        }
        return {};
    }

    base::Result<void> prepareDevices(const std::string &containerId)
    {
        const auto group = directory("devices", containerId);
        if (!group)
            return {};
        CATAMARAN_CHECK(writeGroupFile(*group, "devices.deny", "a"));
        for (const char *rule : kAllowedDevices)
            CATAMARAN_CHECK(writeGroupFile(*group, "devices.allow", rule));
        return {};
    }

    base::Result<void> setFrozen(const std::string &containerId, const std::string &wanted)
    {
        CATAMARAN_CHECK(set("freezer", containerId, "freezer.state", wanted));
        for (int attempt = 0; attempt < 500; ++attempt) {
            const auto state = readGroupFile(*directory("freezer", containerId), "freezer.state");
            if (state == wanted + "\n")
                return {};
            // A process that forks while it is being frozen makes the kernel want to be told again.
            CATAMARAN_CHECK(set("freezer", containerId, "freezer.state", wanted));
            std::this_thread::sleep_for(std::chrono::milliseconds(attempt < 20 ? 1 : 10));
        }
        return base::fail(base::Errc::Timeout, "the container's processes could not be frozen in time");
    }

    HostCgroups m_host;
    std::map<std::string, std::string> m_hierarchies;
    std::string m_folder;
};

} // namespace

std::unique_ptr<CgroupDriver> makeV1Driver(HostCgroups host, std::map<std::string, std::string> hierarchies,
                                           std::string folder)
{
    return std::make_unique<V1Driver>(std::move(host), std::move(hierarchies), std::move(folder));
}

} // namespace catamaran::engine::cgroup
