// SPDX-License-Identifier: GPL-3.0-or-later
// linux.resources (config-linux.md "Control groups") into the kernel's files, v1 and v2.
#include "engine/cgroup/group_files.h"
#include "engine/cgroup/limits.h"
#include "engine/cgroup/parsers.h"
#include "engine/oci/device_rules.h"
#include "engine/oci/groups.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace catamaran::engine::oci {

namespace {

using nlohmann::json;

const json &member(const json &object, const char *name)
{
    static const json kNothing;
    if (!object.is_object())
        return kNothing;
    const auto found = object.find(name);
    return found == object.end() ? kNothing : *found;
}

// The number as text when it was said; nothing for null and zero.
std::optional<std::string> number(const json &object, const char *name)
{
    const json &value = member(object, name);
    if (!value.is_number_integer() || value == 0)
        return std::nullopt;
    return value.dump();
}

std::string orMax(const std::string &value)
{
    return value[0] == '-' ? "max" : value;
}

std::string deviceOf(const json &item)
{
    return fmt::format("{}:{}", member(item, "major").get<std::int64_t>(),
                       member(item, "minor").get<std::int64_t>());
}

std::string wildcard(const json &value)
{
    return value.is_number_integer() && value >= 0 ? value.dump() : "*";
}

} // namespace

base::Result<void> Groups::apply(const json &resources, Devices devices, std::vector<std::string> &warnings)
{
    if (!resources.is_object() || resources.empty())
        return {};
    if (m_plan.version == launch::CgroupPlan::Version::None) {
        for (auto it = resources.begin(); it != resources.end(); ++it) {
            if (it.key() != "devices" && !it->empty())
                return base::fail(base::Error(base::Errc::Unsupported,
                                              "limits cannot be set: no control groups are writable here")
                                      .withFix("Run as root, or leave linux.resources out"));
        }
        return {};
    }
    if (!member(resources, "rdma").empty() && !unified())
        return base::fail(base::Errc::Unsupported, "linux.resources.rdma is not supported on cgroup v1");
    CATAMARAN_CHECK(unified() ? applyV2(resources) : applyV1(resources));
    CATAMARAN_CHECK(applyBlockIo(member(resources, "blockIO")));
    if (devices == Devices::Set)
        CATAMARAN_CHECK(applyDevices(member(resources, "devices"), warnings));
    return {};
}

base::Result<void> Groups::applyMemoryV1(const json &memory)
{
    const auto limit = number(memory, "limit");
    const auto swap = number(memory, "swap");
    if (limit && member(memory, "checkBeforeUpdate") == true) {
        const auto group = directory("memory");
        const auto used =
            group ? cgroup::parseCount(cgroup::readGroupFile(*group, "memory.usage_in_bytes").value_or(""))
                  : std::nullopt;
        if (used && member(memory, "limit") > 0 && *used > member(memory, "limit").get<std::uint64_t>())
            return base::fail(
                base::Errc::InvalidArgument,
                fmt::format("the memory limit {} is below the current usage {}", *limit, *used));
    }
    // The sum may never be below the part: it goes first when it grows, and last when it shrinks.
    const bool first = swap && set("memory", "memory.memsw.limit_in_bytes", *swap).has_value();
    if (limit) {
        auto done = set("memory", "memory.limit_in_bytes", *limit);
        if (!done && done.error().systemErrno() == EBUSY)
            return base::fail(
                base::Error(base::Errc::InvalidState,
                            fmt::format("the container uses more than {} bytes of memory", *limit))
                    .withFix("Give it more, or stop processes first"));
        CATAMARAN_CHECK(std::move(done));
    }
    if (swap && !first)
        CATAMARAN_CHECK(set("memory", "memory.memsw.limit_in_bytes", *swap));
    if (const auto value = number(memory, "reservation"))
        CATAMARAN_CHECK(set("memory", "memory.soft_limit_in_bytes", *value));
    if (const auto value = number(memory, "kernel"))
        CATAMARAN_CHECK(set("memory", "memory.kmem.limit_in_bytes", *value));
    if (const auto value = number(memory, "kernelTCP"))
        CATAMARAN_CHECK(set("memory", "memory.kmem.tcp.limit_in_bytes", *value));
    const json &swappiness = member(memory, "swappiness");
    if (swappiness.is_number_unsigned() && swappiness <= 100) // larger is Go's -1: not said
        CATAMARAN_CHECK(set("memory", "memory.swappiness", swappiness.dump()));
    if (member(memory, "disableOOMKiller") == true)
        CATAMARAN_CHECK(set("memory", "memory.oom_control", "1"));
    return {};
}

base::Result<void> Groups::applyV1(const json &resources)
{
    if (!member(resources, "unified").empty())
        return base::fail(base::Errc::Unsupported,
                          "linux.resources.unified needs cgroup v2; this host has v1");
    CATAMARAN_CHECK(applyMemoryV1(member(resources, "memory")));
    const json &cpu = member(resources, "cpu");
    // The order matters: a quota is checked against the period, the burst against the quota.
    constexpr const char *kFiles[][3] = {{"shares", "cpu", "cpu.shares"},
                                         {"period", "cpu", "cpu.cfs_period_us"},
                                         {"quota", "cpu", "cpu.cfs_quota_us"},
                                         {"burst", "cpu", "cpu.cfs_burst_us"},
                                         {"realtimePeriod", "cpu", "cpu.rt_period_us"},
                                         {"realtimeRuntime", "cpu", "cpu.rt_runtime_us"},
                                         {"idle", "cpu", "cpu.idle"}};
    for (const auto &file : kFiles) {
        if (const auto value = number(cpu, file[0]))
            CATAMARAN_CHECK(set(file[1], file[2], *value));
    }
    for (const char *name : {"cpus", "mems"}) {
        const json &value = member(cpu, name);
        if (value.is_string() && value != "")
            CATAMARAN_CHECK(set("cpuset", fmt::format("cpuset.{}", name), value.get<std::string>()));
    }
    if (const auto limit = number(member(resources, "pids"), "limit"))
        CATAMARAN_CHECK(set("pids", "pids.max", orMax(*limit)));
    const json &pages = member(resources, "hugepageLimits");
    for (const json &item : pages.is_array() ? pages : json::array())
        CATAMARAN_CHECK(set("hugetlb",
                            fmt::format("hugetlb.{}.limit_in_bytes", item["pageSize"].get<std::string>()),
                            item["limit"].dump()));
    const json &network = member(resources, "network");
    if (const auto value = number(network, "classID"))
        CATAMARAN_CHECK(set("net_cls", "net_cls.classid", *value));
    const json &priorities = member(network, "priorities");
    for (const json &item : priorities.is_array() ? priorities : json::array())
        CATAMARAN_CHECK(set("net_prio", "net_prio.ifpriomap",
                            fmt::format("{} {}", item["name"].get<std::string>(), item["priority"].dump())));
    return {};
}

base::Result<void> Groups::applyV2(const json &resources)
{
    const json &memory = member(resources, "memory");
    const auto limit = number(memory, "limit");
    if (limit)
        CATAMARAN_CHECK(set("", "memory.max", orMax(*limit)));
    if (number(memory, "swap")) {
        // v2 counts swap alone, the specification both together.
        const std::int64_t both = memory["swap"].get<std::int64_t>();
        const std::int64_t part = limit ? memory["limit"].get<std::int64_t>() : 0;
        if (both > 0 && (part <= 0 || both < part))
            return base::fail(base::Errc::InvalidArgument,
                              "linux.resources.memory: swap must not be below limit");
        CATAMARAN_CHECK(set("", "memory.swap.max", both < 0 ? "max" : std::to_string(both - part)));
    }
    if (const auto value = number(memory, "reservation"))
        CATAMARAN_CHECK(set("", "memory.low", orMax(*value)));
    const json &cpu = member(resources, "cpu");
    if (number(cpu, "shares"))
        CATAMARAN_CHECK(
            set("", "cpu.weight", std::to_string(cgroup::weightOfShares(cpu["shares"].get<std::int64_t>()))));
    const auto quota = number(cpu, "quota");
    const auto period = number(cpu, "period");
    if (quota || period)
        CATAMARAN_CHECK(
            set("", "cpu.max", fmt::format("{} {}", orMax(quota.value_or("-1")), period.value_or("100000"))));
    if (const auto value = number(cpu, "burst"))
        CATAMARAN_CHECK(set("", "cpu.max.burst", *value));
    if (const auto value = number(cpu, "idle"))
        CATAMARAN_CHECK(set("", "cpu.idle", *value));
    for (const char *name : {"cpus", "mems"}) {
        const json &value = member(cpu, name);
        if (value.is_string() && value != "")
            CATAMARAN_CHECK(set("", fmt::format("cpuset.{}", name), value.get<std::string>()));
    }
    if (const auto value = number(member(resources, "pids"), "limit"))
        CATAMARAN_CHECK(set("", "pids.max", orMax(*value)));
    const json &pages = member(resources, "hugepageLimits");
    for (const json &item : pages.is_array() ? pages : json::array())
        CATAMARAN_CHECK(set("", fmt::format("hugetlb.{}.max", item["pageSize"].get<std::string>()),
                            item["limit"].dump()));
    const json &rdma = member(resources, "rdma");
    for (auto it = rdma.begin(); rdma.is_object() && it != rdma.end(); ++it)
        CATAMARAN_CHECK(set("", "rdma.max",
                            fmt::format("{} hca_handle={} hca_object={}", it.key(),
                                        number(*it, "hcaHandles").value_or("max"),
                                        number(*it, "hcaObjects").value_or("max"))));
    const json &unifiedFiles = member(resources, "unified");
    for (auto it = unifiedFiles.begin(); unifiedFiles.is_object() && it != unifiedFiles.end(); ++it) {
        if (it.key().find('/') != std::string::npos)
            return base::fail(base::Errc::InvalidArgument,
                              "linux.resources.unified: invalid name " + it.key());
        CATAMARAN_CHECK(set("", it.key(), it->get<std::string>()));
    }
    return {};
}

base::Result<void> Groups::applyBlockIo(const json &blockIo)
{
    if (!blockIo.is_object())
        return {};
    const auto weightFile = [this] {
        const auto group = directory("blkio");
        if (unified())
            return group && cgroup::readGroupFile(*group, "io.bfq.weight") ? "io.bfq.weight" : "io.weight";
        return group && cgroup::readGroupFile(*group, "blkio.bfq.weight") ? "blkio.bfq.weight"
                                                                          : "blkio.weight";
    };
    if (const auto weight = number(blockIo, "weight"))
        CATAMARAN_CHECK(set("blkio", weightFile(), *weight));
    if (number(blockIo, "leafWeight"))
        return base::fail(base::Errc::Unsupported,
                          "linux.resources.blockIO.leafWeight: kernels have lost it");
    const json &weights = member(blockIo, "weightDevice");
    for (const json &item : weights.is_array() ? weights : json::array()) {
        if (const auto weight = number(item, "weight"))
            CATAMARAN_CHECK(set("blkio", unified() ? weightFile() : "blkio.weight_device",
                                deviceOf(item) + " " + *weight));
    }
    constexpr const char *kThrottles[][3] = {
        {"throttleReadBpsDevice", "blkio.throttle.read_bps_device", "rbps"},
        {"throttleWriteBpsDevice", "blkio.throttle.write_bps_device", "wbps"},
        {"throttleReadIOPSDevice", "blkio.throttle.read_iops_device", "riops"},
        {"throttleWriteIOPSDevice", "blkio.throttle.write_iops_device", "wiops"}};
    for (const auto &throttle : kThrottles) {
        const json &list = member(blockIo, throttle[0]);
        for (const json &item : list.is_array() ? list : json::array()) {
            const std::string rate = number(item, "rate").value_or("0");
            if (unified())
                CATAMARAN_CHECK(
                    set("", "io.max",
                        fmt::format("{} {}={}", deviceOf(item), throttle[2], rate == "0" ? "max" : rate)));
            else
                CATAMARAN_CHECK(set("blkio", throttle[1], deviceOf(item) + " " + rate));
        }
    }
    return {};
}

base::Result<void> Groups::applyDevices(const json &rules, std::vector<std::string> &warnings)
{
    if (!rules.is_array() || rules.empty())
        return {};
    if (unified()) {
        const auto group = directory("");
        if (!group)
            return base::fail(base::Errc::Unsupported, "device rules need a control group");
        CATAMARAN_TRY(const std::vector<cgroup::DeviceRule> wanted, deviceRules(rules));
        CATAMARAN_TRY(const cgroup::DeviceFilter filter, cgroup::attachDeviceFilter(*group, wanted));
        if (filter == cgroup::DeviceFilter::NotPermitted)
            warnings.emplace_back(
                "device rules are not enforced: that needs CAP_BPF or CAP_SYS_ADMIN; a user "
                "namespace keeps the container from making nodes");
        return {};
    }
    if (!directory("devices"))
        return base::fail(base::Errc::Unsupported, "device rules need the devices control group");
    for (const json &rule : rules) {
        const json &type = member(rule, "type");
        const bool all = !type.is_string() || type == "a" || type == "";
        const char *file = member(rule, "allow") == true ? "devices.allow" : "devices.deny";
        const json &access = member(rule, "access");
        const std::string value =
            all ? "a"
                : fmt::format("{} {}:{} {}", type.get<std::string>(), wildcard(member(rule, "major")),
                              wildcard(member(rule, "minor")),
                              access.is_string() ? access.get<std::string>() : "rwm");
        CATAMARAN_CHECK(set("devices", file, value));
    }
    for (const cgroup::DeviceRule &rule : defaultDevices())
        CATAMARAN_CHECK(set("devices", "devices.allow", cgroup::formatDeviceRule(rule)));
    return {};
}

} // namespace catamaran::engine::oci
