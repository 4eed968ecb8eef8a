// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "engine/base/rollback.h"
#include "engine/cgroup/device_filter.h"
#include "engine/cgroup/drivers.h"
#include "engine/cgroup/group_files.h"
#include "engine/cgroup/group_names.h"
#include "engine/cgroup/limits.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <set>
#include <thread>

namespace catamaran::engine::cgroup {

namespace {

// Linux Documentation/admin-guide/cgroup-v1/
class V1Driver final : public CgroupDriver {
public:
    V1Driver(HostCgroups host, std::map<std::string, std::string> hierarchies, std::string folder)
        : m_host(std::move(host)), m_hierarchies(std::move(hierarchies)),
          m_names(m_hierarchies.begin()->second, std::move(folder))
    {
    }

    [[nodiscard]] const HostCgroups &host() const override { return m_host; }

    base::Result<launch::CgroupPlan> create(const std::string &containerId, const spec::Resources &limits,
                                            const std::string &parent) override
    {
        base::Rollback rollback;
        rollback.push("remove control group", [this, containerId] { return remove(containerId); });
        const auto made = [&]() -> base::Result<void> {
            std::string place = m_names.folder();
            if (!parent.empty()) {
                CATAMARAN_TRY(place, parentPath(parent));
                CATAMARAN_CHECK(m_names.note(containerId, place));
            }
            for (const std::string &root : roots()) {
                if (!parent.empty())
                    CATAMARAN_CHECK(makeParents(root, place));
                CATAMARAN_CHECK(makeGroup(root + "/" + place + "/" + containerId));
            }
            CATAMARAN_CHECK(prepareCpuset(place + "/" + containerId));
            CATAMARAN_CHECK(setDevices(containerId, ordinaryDevices()));
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
        const std::string relative = m_names.relative(containerId);
        const ReadGroup read = [&](std::string_view controller,
                                   std::string_view file) -> std::optional<std::string> {
            const auto found = m_hierarchies.find(std::string(controller));
            if (found == m_hierarchies.end())
                return std::nullopt;
            return readGroupFile(found->second + "/" + relative, file);
        };
        CATAMARAN_TRY(const std::vector<GroupWrite> writes, limitsOfV1(limits, read, blockDeviceNumbers));
        for (const GroupWrite &write : writes) {
            const auto found = m_hierarchies.find(write.controller);
            if (found == m_hierarchies.end()) {
                if (write.mayBeMissing)
                    continue;
                return base::fail(missingFile(write, {}, std::nullopt));
            }
            if (write.file == "cpu.rt_runtime_us")
                passRealtimeDown(found->second, relative);
            auto set = writeGroupFile(found->second + "/" + relative, write.file, write.value);
            if (set || (write.mayBeMissing && set.error().code() == base::Errc::Unsupported))
                continue;
            if (set.error().code() == base::Errc::Unsupported)
                return base::fail(missingFile(write, found->second, std::nullopt));
            return base::fail(std::move(set).error());
        }
        return {};
    }

    base::Result<void> allowDevices(const std::string &containerId,
                                    const std::vector<std::string> &rules) override
    {
        std::vector<DeviceRule> all = ordinaryDevices();
        for (const std::string &text : rules) {
            CATAMARAN_TRY(DeviceRule rule, parseDeviceRule(text));
            all.push_back(std::move(rule));
        }
        return setDevices(containerId, all);
    }

    base::Result<Statistics> statistics(const std::string &containerId) override
    {
        Statistics result;
        result.takenAtNs = base::steadyNanoseconds();
        bool found = false;
        const std::string relative = m_names.relative(containerId);
        const auto read = [&](const char *controller, const char *file) -> std::optional<std::string> {
            const auto root = m_hierarchies.find(controller);
            auto text = root != m_hierarchies.end() ? readGroupFile(root->second + "/" + relative, file)
                                                    : std::nullopt;
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
        if (const auto text = read("blkio", "blkio.throttle.io_serviced_recursive"))
            parseBlkioOperationsV1(*text, result);
        const auto count = [&read](std::optional<std::uint64_t> &into, const char *controller,
                                   const char *file) {
            if (const auto text = read(controller, file))
                into = parseCount(*text);
        };
        count(result.pids, "pids", "pids.current");
        count(result.pidsLimit, "pids", "pids.max");
        count(result.cpuUserNs, "cpuacct", "cpuacct.usage_user");
        count(result.cpuSystemNs, "cpuacct", "cpuacct.usage_sys");
        count(result.memoryPeakBytes, "memory", "memory.max_usage_in_bytes");
        count(result.memoryFailures, "memory", "memory.failcnt");
        if (const auto text = read("cpu", "cpu.stat"))
            parseCpuStatV1(*text, result);
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

    base::Result<void> kill(const std::string &containerId) override
    {
        const std::vector<std::string> groups = directories(containerId);
        // While it is frozen it cannot fork away from the signals; it takes them when it is thawed.
        // Also when it was not frozen in time: half frozen it would not die either.
        const bool frozen =
            setFrozen(containerId, "FROZEN").has_value() || directory("freezer", containerId).has_value();
        killMembers(groups.front());
        if (frozen)
            return setFrozen(containerId, "THAWED");
        return {};
    }

    base::Result<void> remove(const std::string &containerId) override
    {
        const std::string relative = m_names.relative(containerId);
        // A frozen process cannot die.
        const auto freezer = directory("freezer", containerId);
        if (freezer && readGroupFile(*freezer, "freezer.state").value_or("THAWED\n") != "THAWED\n")
            CATAMARAN_CHECK(writeGroupFile(*freezer, "freezer.state", "THAWED"));
        for (const std::string &root : roots()) {
            CATAMARAN_CHECK(removeGroup(root + "/" + relative));
            removeMadeParents(root, relative.substr(0, relative.rfind('/')));
        }
        return m_names.forget(containerId);
    }

    base::Result<std::vector<std::string>> list() override
    {
        std::set<std::string> ids;
        for (const std::string &root : roots()) {
            for (std::string &id : GroupNames(root, m_names.folder()).ids())
                ids.insert(std::move(id));
        }
        return std::vector<std::string>(ids.begin(), ids.end());
    }

private:
    // Controllers that are mounted together share one directory.
    [[nodiscard]] std::vector<std::string> roots() const
    {
        std::set<std::string> unique;
        for (const auto &[controller, root] : m_hierarchies)
            unique.insert(root);
        return {unique.begin(), unique.end()};
    }

    [[nodiscard]] std::optional<std::string> directory(const std::string &controller,
                                                       const std::string &containerId) const
    {
        const auto found = m_hierarchies.find(controller);
        if (found == m_hierarchies.end())
            return std::nullopt;
        return found->second + "/" + m_names.relative(containerId);
    }

    [[nodiscard]] std::vector<std::string> directories(const std::string &containerId) const
    {
        const std::string relative = m_names.relative(containerId);
        std::vector<std::string> result = roots();
        for (std::string &root : result)
            root += "/" + relative;
        return result;
    }

    // A group has no realtime time to give before its parent has: each gets what the root has.
    static void passRealtimeDown(const std::string &root, const std::string &relative)
    {
        const auto all = readGroupFile(root, "cpu.rt_runtime_us");
        for (std::size_t end = relative.find('/'); all && end != std::string::npos;
             end = relative.find('/', end + 1)) {
            if (!writeGroupFile(root + "/" + relative.substr(0, end), "cpu.rt_runtime_us", *all))
                return; // the write to the group itself will say why
        }
    }

    // A cpuset starts empty, and nothing can run in an empty one: it gets its parent's processors.
    base::Result<void> prepareCpuset(const std::string &relative)
    {
        const auto found = m_hierarchies.find("cpuset");
        if (found == m_hierarchies.end())
            return {};
        for (const char *file : {"cpuset.cpus", "cpuset.mems"}) {
            std::string inherited = readGroupFile(found->second, file).value_or("");
            std::size_t end = 0;
            while (end != std::string::npos) {
                end = relative.find('/', end + 1);
                const std::string group = found->second + "/" + relative.substr(0, end);
                const std::string value = readGroupFile(group, file).value_or("");
                if (value.find_first_not_of(" \n") == std::string::npos)
                    CATAMARAN_CHECK(writeGroupFile(group, file, inherited));
                else
                    inherited = value;
            }
        }
        return {};
    }

    // The group's list becomes `rules` without a moment in which an ordinary device is refused.
    base::Result<void> setDevices(const std::string &containerId, const std::vector<DeviceRule> &rules)
    {
        const auto group = directory("devices", containerId);
        if (!group)
            return {};
        const auto is = [](const DeviceRule &rule) { return rule == DeviceRule(); };
        if (std::any_of(rules.begin(), rules.end(), is)) {
            CATAMARAN_CHECK(writeGroupFile(*group, "devices.allow", "a"));
        } else if (readGroupFile(*group, "devices.list").value_or("").starts_with("a ")) {
            CATAMARAN_CHECK(writeGroupFile(*group, "devices.deny", "a"));
        } else {
            // Only what is not wanted any more goes.
            std::string list = readGroupFile(*group, "devices.list").value_or("");
            for (std::size_t at = 0, end = 0; (end = list.find('\n', at)) != std::string::npos;
                 at = end + 1) {
                const auto there = parseDeviceRule(list.substr(at, end - at));
                if (there && std::find(rules.begin(), rules.end(), *there) == rules.end())
                    CATAMARAN_CHECK(writeGroupFile(*group, "devices.deny", formatDeviceRule(*there)));
            }
        }
        bool everything = false;
        for (const DeviceRule &rule : rules) {
            everything = everything || is(rule);
            if (rule.allow && everything)
                continue;
            CATAMARAN_CHECK(writeGroupFile(*group, rule.allow ? "devices.allow" : "devices.deny",
                                           formatDeviceRule(rule)));
        }
        return {};
    }

    base::Result<void> setFrozen(const std::string &containerId, const std::string &wanted)
    {
        const auto group = directory("freezer", containerId);
        if (!group)
            return base::fail(base::Error(base::Errc::Unsupported, "this host has no freezer control group")
                                  .withFix("Mount it: mount -t cgroup -o freezer freezer "
                                           "/sys/fs/cgroup/freezer"));
        for (int attempt = 0; attempt < 500; ++attempt) {
            // A process that forks while it is being frozen makes the kernel want to be told again.
            auto written = writeGroupFile(*group, "freezer.state", wanted);
            // The last process of a thawed group may end, and its monitor take the group away, while we look.
            if (!written && wanted == "THAWED" && ::access(group->c_str(), F_OK) != 0)
                return {};
            if (!written)
                return written;
            if (readGroupFile(*group, "freezer.state") == wanted + "\n")
                return {};
            std::this_thread::sleep_for(std::chrono::milliseconds(attempt < 20 ? 1 : 10));
        }
        return base::fail(base::Errc::Timeout, "the container's processes could not be frozen in time");
    }

    HostCgroups m_host;
    std::map<std::string, std::string> m_hierarchies;
    GroupNames m_names;
};

} // namespace

std::unique_ptr<CgroupDriver> makeV1Driver(HostCgroups host, std::map<std::string, std::string> hierarchies,
                                           std::string folder)
{
    return std::make_unique<V1Driver>(std::move(host), std::move(hierarchies), std::move(folder));
}

} // namespace catamaran::engine::cgroup
