// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "engine/base/rollback.h"
#include "engine/cgroup/device_filter.h"
#include "engine/cgroup/drivers.h"
#include "engine/cgroup/group_files.h"
#include "engine/cgroup/group_names.h"
#include "engine/cgroup/limits.h"

#include <chrono>
#include <fmt/format.h>
#include <thread>
#include <unistd.h>

namespace catamaran::engine::cgroup {

namespace {

// Controllers must be enabled from the top down, in every group from the root to the parent of a container's.
// One that is not available, or that may not be enabled because processes live in the group ("no internal
// processes", cgroups(7)), is left out: a limit that needs it says so when it is set.
void enableControllers(const std::string &directory)
{
    // All at once is the usual case; one that cannot be would take the others with it.
    if (writeGroupFile(directory, "cgroup.subtree_control", "+memory +cpu +cpuset +pids +io"))
        return;
    for (const char *name : {"+memory", "+cpu", "+cpuset", "+pids", "+io"}) {
        if (!writeGroupFile(directory, "cgroup.subtree_control", name))
            continue;
    }
}

// Linux Documentation/admin-guide/cgroup-v2.rst
class V2Driver final : public CgroupDriver {
public:
    V2Driver(HostCgroups host, std::string root, std::string folder)
        : m_host(std::move(host)), m_root(std::move(root)), m_names(m_root, std::move(folder))
    {
    }

    [[nodiscard]] const HostCgroups &host() const override { return m_host; }

    /// Makes our own folder. Called once; create() does it again when somebody has removed it meanwhile.
    base::Result<void> prepare()
    {
        enableControllers(m_root);
        CATAMARAN_CHECK(makeGroup(m_root + "/" + m_names.folder()));
        enableControllers(m_root + "/" + m_names.folder());
        return {};
    }

    base::Result<launch::CgroupPlan> create(const std::string &containerId, const spec::Resources &limits,
                                            const std::string &parent) override
    {
        base::Rollback rollback;
        rollback.push("remove control group", [this, containerId] { return remove(containerId); });
        const auto made = [&]() -> base::Result<void> {
            if (access((m_root + "/" + m_names.folder()).c_str(), F_OK) != 0)
                CATAMARAN_CHECK(prepare());
            std::string group = m_root + "/" + m_names.folder() + "/" + containerId;
            if (!parent.empty()) {
                CATAMARAN_TRY(const std::string path, parentPath(parent));
                CATAMARAN_CHECK(m_names.note(containerId, path));
                CATAMARAN_CHECK(makeParents(m_root, path));
                for (std::size_t end = path.find('/');; end = path.find('/', end + 1)) {
                    enableControllers(m_root + "/" + path.substr(0, end));
                    if (end == std::string::npos)
                        break;
                }
                group = m_root + "/" + path + "/" + containerId;
            }
            CATAMARAN_CHECK(makeGroup(group));
            CATAMARAN_CHECK(apply(group, limits));
            auto filtered = attachDeviceFilter(group, ordinaryDevices());
            if (!filtered)
                return base::fail(std::move(filtered).error());
            return {};
        }();
        if (!made)
            return base::fail(rollback.fail(made.error()));
        rollback.release();
        return plan(containerId);
    }

    base::Result<launch::CgroupPlan> plan(const std::string &containerId) override
    {
        return launch::CgroupPlan{launch::CgroupPlan::Version::V2, {directory(containerId)}};
    }

    base::Result<void> update(const std::string &containerId, const spec::Resources &limits) override
    {
        return apply(directory(containerId), limits);
    }

    base::Result<void> allowDevices(const std::string &containerId,
                                    const std::vector<std::string> &rules) override
    {
        std::vector<DeviceRule> all = ordinaryDevices();
        for (const std::string &text : rules) {
            CATAMARAN_TRY(DeviceRule rule, parseDeviceRule(text));
            all.push_back(std::move(rule));
        }
        auto filtered = attachDeviceFilter(directory(containerId), all);
        if (!filtered)
            return base::fail(std::move(filtered).error());
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
        parseCpuStatV2(*cpu, result);
        const auto count = [&group](std::optional<std::uint64_t> &into, const char *file) {
            if (const auto text = readGroupFile(group, file))
                into = parseCount(*text);
        };
        count(result.memoryBytes, "memory.current");
        count(result.memoryLimitBytes, "memory.max");
        count(result.memoryPeakBytes, "memory.peak");
        count(result.swapBytes, "memory.swap.current");
        count(result.pids, "pids.current");
        count(result.pidsLimit, "pids.max");
        if (const auto text = readGroupFile(group, "memory.stat"))
            parseMemoryStatV2(*text, result);
        if (const auto text = readGroupFile(group, "memory.events")) {
            result.oomKills = keyedCount(*text, "oom_kill");
            result.memoryFailures = keyedCount(*text, "max");
        }
        if (const auto text = readGroupFile(group, "io.stat"))
            parseIoStatV2(*text, result);
        const auto pressure = [&group](std::optional<Pressure> &into, const char *file) {
            if (const auto text = readGroupFile(group, file))
                into = parsePressure(*text);
        };
        pressure(result.cpuPressure, "cpu.pressure");
        pressure(result.memoryPressure, "memory.pressure");
        pressure(result.ioPressure, "io.pressure");
        return result;
    }

    base::Result<void> freeze(const std::string &containerId) override { return setFrozen(containerId, 1); }
    base::Result<void> thaw(const std::string &containerId) override { return setFrozen(containerId, 0); }

    base::Result<void> kill(const std::string &containerId) override
    {
        killMembers(directory(containerId)); // a frozen process of v2 dies as well
        return {};
    }

    base::Result<void> remove(const std::string &containerId) override
    {
        const std::string relative = m_names.relative(containerId);
        CATAMARAN_CHECK(removeGroup(m_root + "/" + relative));
        removeMadeParents(m_root, relative.substr(0, relative.rfind('/')));
        return m_names.forget(containerId);
    }

    base::Result<std::vector<std::string>> list() override { return m_names.ids(); }

private:
    [[nodiscard]] std::string directory(const std::string &containerId) const
    {
        return m_root + "/" + m_names.relative(containerId);
    }

    base::Result<void> apply(const std::string &group, const spec::Resources &limits) const
    {
        const ReadGroup read = [&group](std::string_view, std::string_view file) {
            return readGroupFile(group, file);
        };
        CATAMARAN_TRY(const std::vector<GroupWrite> writes, limitsOfV2(limits, read, blockDeviceNumbers));
        for (const GroupWrite &write : writes) {
            auto set = writeGroupFile(group, write.file, write.value);
            if (set || (write.mayBeMissing && set.error().code() == base::Errc::Unsupported))
                continue;
            if (set.error().code() == base::Errc::Unsupported)
                return base::fail(missingFile(write, m_root,
                                              readGroupFile(m_root, "cgroup.controllers").value_or(""),
                                              readGroupFile(m_root, "cgroup.subtree_control").value_or("")));
            return base::fail(std::move(set).error());
        }
        return {};
    }

    base::Result<void> setFrozen(const std::string &containerId, std::uint64_t wanted)
    {
        const std::string group = directory(containerId);
        auto written = writeGroupFile(group, "cgroup.freeze", std::to_string(wanted));
        // The last process of a thawed group may end, and its monitor take the group away, while we look.
        const auto isGone = [&] { return wanted == 0 && ::access(group.c_str(), F_OK) != 0; };
        if (!written)
            return isGone() ? base::Result<void>() : std::move(written);
        for (int attempt = 0; attempt < 500; ++attempt) {
            const auto events = readGroupFile(group, "cgroup.events");
            if ((events && keyedCount(*events, "frozen") == wanted) || isGone())
                return {};
            std::this_thread::sleep_for(std::chrono::milliseconds(attempt < 20 ? 1 : 10));
        }
        return base::fail(base::Errc::Timeout, "the container's processes could not be frozen in time");
    }

    HostCgroups m_host;
    std::string m_root;
    GroupNames m_names;
};

} // namespace

base::Result<std::unique_ptr<CgroupDriver>> makeV2Driver(HostCgroups host, std::string folder)
{
    std::string root = host.unifiedRoot;
    auto driver = std::make_unique<V2Driver>(std::move(host), std::move(root), std::move(folder));
    CATAMARAN_CHECK(driver->prepare());
    return std::unique_ptr<CgroupDriver>(std::move(driver));
}

} // namespace catamaran::engine::cgroup
