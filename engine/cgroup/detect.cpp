// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "engine/cgroup/device_filter.h"
#include "engine/cgroup/drivers.h"
#include "engine/cgroup/group_files.h"

#include <fmt/format.h>
#include <unistd.h>

namespace catamaran::engine::cgroup {

namespace {

// A host without usable groups: containers run, limits cannot be set.
class NoDriver final : public CgroupDriver {
public:
    explicit NoDriver(HostCgroups host) : m_host(std::move(host)) {}
    [[nodiscard]] const HostCgroups &host() const override { return m_host; }
    base::Result<launch::CgroupPlan> create(const std::string & /*containerId*/,
                                            const spec::Resources &limits, const std::string &parent) override
    {
        if (hasLimits(limits) || !parent.empty())
            return base::fail(unsupported());
        return launch::CgroupPlan();
    }
    base::Result<launch::CgroupPlan> plan(const std::string & /*containerId*/) override
    {
        return launch::CgroupPlan();
    }
    base::Result<void> update(const std::string & /*containerId*/, const spec::Resources &limits) override
    {
        if (hasLimits(limits))
            return base::fail(unsupported());
        return {};
    }
    base::Result<void> allowDevices(const std::string & /*containerId*/,
                                    const std::vector<std::string> & /*rules*/) override
    {
        return {}; // nothing is filtered
    }
    base::Result<Statistics> statistics(const std::string & /*containerId*/) override
    {
        Statistics none;
        none.takenAtNs = base::steadyNanoseconds();
        return none;
    }
    base::Result<void> freeze(const std::string & /*containerId*/) override
    {
        return base::fail(unsupported("pause needs"));
    }
    base::Result<void> thaw(const std::string & /*containerId*/) override
    {
        return base::fail(unsupported("pause needs"));
    }
    base::Result<void> kill(const std::string & /*containerId*/) override
    {
        return base::fail(unsupported());
    }
    base::Result<void> remove(const std::string & /*containerId*/) override { return {}; }
    base::Result<std::vector<std::string>> list() override { return std::vector<std::string>(); }

private:
    [[nodiscard]] base::Error unsupported(const char *what = "limits need") const
    {
        return base::Error(base::Errc::Unsupported,
                           std::string(what) + " control groups: " + m_host.explanation)
            .withFix("Run as root, or log in through systemd so that it delegates a control group to you");
    }
    HostCgroups m_host;
};

} // namespace

bool hasLimits(const spec::Resources &limits)
{
    return limits.memory || limits.memorySwap || limits.memoryReservation || limits.cpus ||
           limits.cpuShares || !limits.cpusetCpus.empty() || !limits.cpusetMems.empty() || limits.pids ||
           limits.cpuPeriodUs || limits.cpuQuotaUs || limits.cpuRealtimePeriodUs ||
           limits.cpuRealtimeRuntimeUs || limits.memorySwappiness.value_or(-1) >= 0 ||
           limits.oomKillDisable.value_or(false) || limits.blkioWeight.value_or(0) != 0 ||
           !limits.blkioWeightDevices.empty() || !limits.deviceReadBps.empty() ||
           !limits.deviceWriteBps.empty() || !limits.deviceReadIops.empty() ||
           !limits.deviceWriteIops.empty();
}

std::unique_ptr<CgroupDriver> makeNoDriver(HostCgroups host)
{
    return std::make_unique<NoDriver>(std::move(host));
}

std::vector<std::string> shortcomings(const HostCgroups &host)
{
    std::vector<std::string> result;
    if (host.layout != Layout::V2)
        return result;
    const std::string offered = " " + readGroupFile(host.unifiedRoot, "cgroup.controllers").value_or("");
    const std::string enabled = " " + readGroupFile(host.unifiedRoot, "cgroup.subtree_control").value_or("");
    const auto has = [](const std::string &list, const std::string &name) {
        return list.find(" " + name + " ") != std::string::npos ||
               list.find(" " + name + "\n") != std::string::npos;
    };
    std::string missing;
    std::string blocked;
    for (const char *name : {"cpu", "cpuset", "io", "memory", "pids"}) {
        if (!has(offered, name))
            missing += (missing.empty() ? "" : ", ") + std::string(name);
        else if (!has(enabled, name))
            blocked += (blocked.empty() ? "" : ", ") + std::string(name);
    }
    if (!missing.empty())
        result.push_back("the controllers " + missing + " are not offered in " + host.unifiedRoot);
    if (!blocked.empty())
        result.push_back("the controllers " + blocked + " cannot be enabled in " + host.unifiedRoot +
                         "/cgroup.subtree_control, as when processes live in that group");
    const auto filter = probeDeviceFilter();
    if (!filter)
        result.push_back(filter.error().message());
    else if (*filter == DeviceFilter::NotPermitted)
        result.push_back("devices are not filtered, because that needs CAP_BPF or CAP_SYS_ADMIN; the user "
                         "namespace keeps containers from making nodes");
    return result;
}

base::Result<std::unique_ptr<CgroupDriver>> CgroupDriver::detect(const std::string &instance,
                                                                 const std::string &delegated)
{
    CATAMARAN_TRY(const std::string mountinfo, base::readFile("/proc/self/mountinfo"));
    const CgroupMounts mounts = parseCgroupMounts(mountinfo);
    const std::string folder = instance.empty() ? "catamaran" : "catamaran-" + instance;
    HostCgroups host;
    host.unifiedRoot = delegated.empty() ? mounts.unified : delegated;
    // The unified hierarchy counts when it has the controllers; in a hybrid they are elsewhere.
    const auto controllers = readGroupFile(mounts.unified, "cgroup.controllers");
    if (!delegated.empty() && readGroupFile(delegated, "cgroup.controllers")) {
        host.layout = Layout::V2;
        host.explanation = "control groups v2, delegated at " + delegated;
        return makeV2Driver(std::move(host), folder);
    }
    const bool unifiedUseful = controllers && controllers->find("memory") != std::string::npos &&
                               controllers->find("pids") != std::string::npos;
    if (!mounts.unified.empty() && unifiedUseful && mounts.byName.count("memory") == 0) {
        host.layout = Layout::V2;
        host.explanation = "control groups v2 at " + mounts.unified;
        host.unifiedRoot = mounts.unified;
        if (access(mounts.unified.c_str(), W_OK) == 0) {
            auto driver = makeV2Driver(host, folder);
            if (driver)
                return driver;
            host.explanation += ", but not usable: " + driver.error().text();
        } else {
            host.explanation += ", but not writable for this user";
        }
        return makeNoDriver(std::move(host));
    }
    std::map<std::string, std::string> usable;
    std::string names;
    for (const char *name : {"memory", "cpu", "cpuacct", "cpuset", "pids", "devices", "freezer", "blkio"}) {
        const auto found = mounts.byName.find(name);
        if (found == mounts.byName.end() || access(found->second.c_str(), W_OK) != 0)
            continue;
        usable.emplace(*found);
        names += (names.empty() ? "" : ", ") + found->first;
    }
    if (usable.empty()) {
        host.layout = mounts.byName.empty() ? Layout::None : Layout::V1;
        host.explanation = mounts.byName.empty() ? "no control groups are mounted"
                                                 : "control groups v1 are not writable for this user";
        return makeNoDriver(std::move(host));
    }
    host.layout = mounts.unified.empty() ? Layout::V1 : Layout::Hybrid;
    host.explanation = fmt::format("control groups v1 ({}){}", names,
                                   mounts.unified.empty() ? "" : ", v2 without controllers beside them");
    return makeV1Driver(std::move(host), std::move(usable), folder);
}

} // namespace catamaran::engine::cgroup
