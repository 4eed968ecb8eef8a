// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/oci/bundle.h"

#include "engine/cgroup/limits.h"
#include "engine/cgroup/parsers.h"
#include "engine/launch/bundle_names.h"
#include "engine/security/security.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace catamaran::engine::oci {

namespace {

using launch::MountPlan;
using nlohmann::json;
using Kind = launch::MountPlan::Kind;

base::Error unsayable(const std::string &what)
{
    return base::Error(base::Errc::Unsupported, what + " cannot be asked of an external OCI runtime")
        .withFix("Leave --runtime out, or that option.");
}

void addAttributes(const MountPlan &mount, json &options)
{
    struct Word {
        std::uint64_t bit;
        const char *set;
        const char *recursive;
    };
    constexpr Word kWords[] = {{MOUNT_ATTR_RDONLY, "ro", "rro"},
                               {MOUNT_ATTR_NOSUID, "nosuid", "rnosuid"},
                               {MOUNT_ATTR_NODEV, "nodev", "rnodev"},
                               {MOUNT_ATTR_NOEXEC, "noexec", "rnoexec"},
                               {MOUNT_ATTR_NODIRATIME, "nodiratime", "rnodiratime"},
                               {MOUNT_ATTR_NOSYMFOLLOW, "nosymfollow", "rnosymfollow"}};
    const bool recursive = mount.kind == Kind::Bind && mount.recursive && !mount.attributesOfTopOnly;
    for (const Word &word : kWords) {
        if (mount.attributes & word.bit)
            options.push_back(recursive ? word.recursive : word.set);
    }
    switch (mount.attributes & MOUNT_ATTR__ATIME) {
    case MOUNT_ATTR_NOATIME:
        options.push_back("noatime");
        break;
    case MOUNT_ATTR_STRICTATIME:
        options.push_back("strictatime");
        break;
    default: // relatime, the kernel's own
        break;
    }
}

const char *propagationWord(std::uint32_t flags)
{
    const bool all = flags & MS_REC;
    if (flags & MS_SLAVE)
        return all ? "rslave" : "slave";
    if (flags & MS_SHARED)
        return all ? "rshared" : "shared";
    return all ? "rprivate" : "private";
}

void addFileSystemOptions(const std::string &text, json &options)
{
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t comma = std::min(text.find(',', at), text.size());
        options.push_back(text.substr(at, comma - at));
        at = comma + 1;
    }
}

base::Result<json> mountOf(const MountPlan &mount)
{
    json options = json::array();
    json out = {{"destination", mount.target}};
    switch (mount.kind) {
    case Kind::Proc:
        out["type"] = out["source"] = "proc";
        break;
    case Kind::Sysfs:
        out["type"] = out["source"] = "sysfs";
        break;
    case Kind::Tmpfs:
        out["type"] = out["source"] = "tmpfs";
        break;
    case Kind::Devpts:
        out["type"] = out["source"] = "devpts";
        break;
    case Kind::Mqueue:
        out["type"] = out["source"] = "mqueue";
        break;
    case Kind::Cgroup:
        out["type"] = out["source"] = "cgroup";
        break;
    case Kind::Bind:
        out["type"] = "bind";
        out["source"] = mount.source;
        options.push_back(mount.recursive ? "rbind" : "bind");
        break;
    case Kind::Other:
        out["type"] = mount.fileSystem;
        out["source"] = mount.source;
        break;
    }
    if (!mount.subpath.empty())
        return base::fail(unsayable("volume-subpath, whose links must not lead out of the volume,"));
    if (!mount.mountNamespace.empty())
        return base::fail(unsayable("the /dev/shm of another container (--ipc container:...)"));
    if (mount.cleared != 0)
        return base::fail(unsayable("a mount that takes a restriction of its source away"));
    if (mount.propagation & MS_SHARED)
        return base::fail(unsayable("bind-propagation shared"));
    addFileSystemOptions(mount.options, options);
    addAttributes(mount, options);
    if (mount.propagation)
        options.push_back(propagationWord(mount.propagation));
    out["options"] = std::move(options);
    return out;
}

base::Result<json> mountsOf(const launch::LaunchPlan &plan, const BundleExtras &extras)
{
    json out = json::array();
    for (const MountPlan &mount : plan.mounts) {
        CATAMARAN_TRY(json one, mountOf(mount));
        out.push_back(std::move(one));
    }
    if (plan.process.init)
        out.push_back({{"destination", launch::bundle::kInitInside},
                       {"type", "bind"},
                       {"source", extras.initPath},
                       {"options", {"bind", "ro", "nosuid"}}});
    return out;
}

json namespacesOf(const launch::LaunchPlan &plan)
{
    struct Name {
        std::uint64_t flag;
        const char *type;
    };
    constexpr Name kNames[] = {{CLONE_NEWPID, "pid"}, {CLONE_NEWNS, "mount"},      {CLONE_NEWIPC, "ipc"},
                               {CLONE_NEWUTS, "uts"}, {CLONE_NEWCGROUP, "cgroup"}, {CLONE_NEWUSER, "user"}};
    json out = json::array();
    for (const Name &name : kNames) {
        if (plan.namespaces & name.flag)
            out.push_back({{"type", name.type}});
    }
    for (std::size_t i = 0; i < plan.joinNamespaces.size(); ++i) {
        for (const Name &name : kNames) {
            if (plan.joinNamespaces[i].type == name.flag)
                out.push_back(
                    {{"type", name.type},
                     {"path", fmt::format("{}/{}{}", plan.external.bundle, launch::bundle::kJoinPrefix, i)}});
        }
    }
    // Made by the monitor, which serves DNS there and finds the interfaces again at the next start.
    if (plan.network.mode != launch::NetworkPlan::Mode::Host)
        out.push_back({{"type", "network"}, {"path", plan.external.bundle + "/" + launch::bundle::kNetwork}});
    return out;
}

json rlimitsOf(const launch::ProcessPlan &process)
{
    static const std::map<int, const char *> kNames = {{RLIMIT_AS, "RLIMIT_AS"},
                                                       {RLIMIT_CORE, "RLIMIT_CORE"},
                                                       {RLIMIT_CPU, "RLIMIT_CPU"},
                                                       {RLIMIT_DATA, "RLIMIT_DATA"},
                                                       {RLIMIT_FSIZE, "RLIMIT_FSIZE"},
                                                       {10, "RLIMIT_LOCKS"},
                                                       {RLIMIT_MEMLOCK, "RLIMIT_MEMLOCK"},
                                                       {12, "RLIMIT_MSGQUEUE"},
                                                       {13, "RLIMIT_NICE"},
                                                       {RLIMIT_NOFILE, "RLIMIT_NOFILE"},
                                                       {RLIMIT_NPROC, "RLIMIT_NPROC"},
                                                       {RLIMIT_RSS, "RLIMIT_RSS"},
                                                       {14, "RLIMIT_RTPRIO"},
                                                       {15, "RLIMIT_RTTIME"},
                                                       {11, "RLIMIT_SIGPENDING"},
                                                       {RLIMIT_STACK, "RLIMIT_STACK"}};
    json out = json::array();
    for (const launch::RlimitPlan &limit : process.rlimits) {
        const auto name = kNames.find(limit.resource);
        if (name != kNames.end())
            out.push_back({{"type", name->second}, {"soft", limit.soft}, {"hard", limit.hard}});
    }
    return out;
}

json processOf(const launch::ProcessPlan &process)
{
    const auto names = [](std::uint64_t mask) { return security::capabilityNames(mask); };
    json out = {{"terminal", process.tty},
                {"user", {{"uid", process.uid}, {"gid", process.gid}, {"additionalGids", process.groups}}},
                {"args", process.arguments},
                {"env", process.environment},
                {"cwd", process.workingDirectory},
                {"capabilities",
                 {{"bounding", names(process.capabilitiesBounding)},
                  {"effective", names(process.capabilitiesEffective)},
                  {"permitted", names(process.capabilitiesPermitted)},
                  {"inheritable", names(process.capabilitiesInheritable)},
                  {"ambient", names(process.capabilitiesAmbient)}}},
                {"rlimits", rlimitsOf(process)},
                {"noNewPrivileges", process.noNewPrivileges}};
    if (process.init)
        out["args"].insert(out["args"].begin(), launch::bundle::kInitInside);
    if (process.tty)
        out["consoleSize"] = {{"height", process.rows}, {"width", process.columns}};
    if (process.oomScoreAdj)
        out["oomScoreAdj"] = *process.oomScoreAdj;
    if (!process.apparmorProfile.empty())
        out["apparmorProfile"] = process.apparmorProfile;
    return out;
}

base::Result<json> devicesOf(const launch::LaunchPlan &plan)
{
    json out = json::array();
    for (const launch::DevicePlan &device : plan.devices) {
        json one = {{"path", device.path},
                    {"type", S_ISBLK(device.mode)    ? "b"
                             : S_ISFIFO(device.mode) ? "p"
                                                     : "c"},
                    {"fileMode", device.mode & 07777U},
                    {"uid", device.uid},
                    {"gid", device.gid}};
        if (!S_ISFIFO(device.mode)) {
            one["major"] = device.major;
            one["minor"] = device.minor;
        }
        out.push_back(std::move(one));
    }
    return out;
}

json deviceRuleOf(const cgroup::DeviceRule &rule)
{
    json out = {
        {"allow", rule.allow},
        {"type", std::string(1, rule.type)},
        {"access", std::string(rule.read ? "r" : "") + (rule.write ? "w" : "") + (rule.makeNode ? "m" : "")}};
    if (rule.major)
        out["major"] = *rule.major;
    if (rule.minor)
        out["minor"] = *rule.minor;
    return out;
}

} // namespace

base::Result<std::string> resourcesText(const spec::Resources &limits, const std::vector<std::string> &rules,
                                        const FindBlockDevice &device)
{
    json memory = json::object();
    if (limits.memory)
        memory["limit"] = limits.memory->count > 0 ? limits.memory->count : -1;
    if (limits.memorySwap && limits.memorySwap->count != 0)
        memory["swap"] = limits.memorySwap->count;
    else if (limits.memory && limits.memory->count > 0)
        memory["swap"] = limits.memory->count * 2; // docker's
    if (limits.memoryReservation)
        memory["reservation"] = limits.memoryReservation->count;
    if (limits.memorySwappiness && *limits.memorySwappiness >= 0)
        memory["swappiness"] = *limits.memorySwappiness;
    if (limits.oomKillDisable)
        memory["disableOOMKiller"] = *limits.oomKillDisable;
    json cpu = json::object();
    const cgroup::CpuBandwidth bandwidth = cgroup::bandwidthOf(limits);
    if (limits.cpuShares && *limits.cpuShares > 0)
        cpu["shares"] = *limits.cpuShares;
    if (bandwidth.quotaUs)
        cpu["quota"] = *bandwidth.quotaUs;
    if (bandwidth.periodUs)
        cpu["period"] = *bandwidth.periodUs;
    if (limits.cpuRealtimePeriodUs && *limits.cpuRealtimePeriodUs > 0)
        cpu["realtimePeriod"] = *limits.cpuRealtimePeriodUs;
    if (limits.cpuRealtimeRuntimeUs && *limits.cpuRealtimeRuntimeUs != 0)
        cpu["realtimeRuntime"] = *limits.cpuRealtimeRuntimeUs;
    if (!limits.cpusetCpus.empty())
        cpu["cpus"] = limits.cpusetCpus;
    if (!limits.cpusetMems.empty())
        cpu["mems"] = limits.cpusetMems;
    json io = json::object();
    if (limits.blkioWeight && *limits.blkioWeight != 0)
        io["weight"] = *limits.blkioWeight;
    for (const auto &[list, name, value] : {std::tuple{&limits.blkioWeightDevices, "weightDevice", "weight"},
                                            {&limits.deviceReadBps, "throttleReadBpsDevice", "rate"},
                                            {&limits.deviceWriteBps, "throttleWriteBpsDevice", "rate"},
                                            {&limits.deviceReadIops, "throttleReadIOPSDevice", "rate"},
                                            {&limits.deviceWriteIops, "throttleWriteIOPSDevice", "rate"}}) {
        for (const spec::DeviceLimit &one : *list) {
            CATAMARAN_TRY(const std::string numbers, device(one.path));
            const std::size_t colon = numbers.find(':');
            io[name].push_back({{"major", std::stoll(numbers.substr(0, colon))},
                                {"minor", std::stoll(numbers.substr(colon + 1))},
                                {value, one.value}});
        }
    }
    json devices = json::array({{{"allow", false}, {"access", "rwm"}}});
    const auto everything = std::find(rules.begin(), rules.end(), "a");
    if (everything != rules.end())
        devices = json::array({{{"allow", true}, {"access", "rwm"}}});
    for (const cgroup::DeviceRule &rule : cgroup::ordinaryDevices()) {
        if (everything == rules.end())
            devices.push_back(deviceRuleOf(rule));
    }
    for (const std::string &text : rules) {
        CATAMARAN_TRY(const cgroup::DeviceRule rule, cgroup::parseDeviceRule(text));
        if (text != "a")
            devices.push_back(deviceRuleOf(rule));
    }
    json out = {{"devices", std::move(devices)}};
    for (auto &[name, section] :
         {std::pair<const char *, json &>{"memory", memory}, {"cpu", cpu}, {"blockIO", io}}) {
        if (!section.empty())
            out[name] = std::move(section);
    }
    if (limits.pids && *limits.pids != 0)
        out["pids"] = {{"limit", *limits.pids > 0 ? *limits.pids : -1}};
    return out.dump();
}

std::string processText(const launch::ProcessPlan &process)
{
    return processOf(process).dump();
}

base::Result<std::string> bundleConfig(const launch::LaunchPlan &plan, const BundleExtras &extras)
{
    if (plan.namespaces & CLONE_NEWUSER)
        return base::fail(unsayable("a user namespace of its own"));
    json out = {{"ociVersion", "1.0.2"},
                {"root", {{"path", launch::bundle::kRootfs}, {"readonly", plan.rootfs.readOnly}}},
                {"process", processOf(plan.process)}};
    CATAMARAN_TRY(out["mounts"], mountsOf(plan, extras));
    json sysctls = json::object();
    for (const auto &[name, value] : plan.sysctls)
        sysctls[name] = value;
    if (plan.namespaces & CLONE_NEWUTS) {
        out["hostname"] = plan.hostname;
        // Runtimes before version 1.1 of the specification would ignore a member for it.
        if (!plan.domainname.empty())
            sysctls["kernel.domainname"] = plan.domainname;
    }
    if (!extras.annotations.empty())
        out["annotations"] = extras.annotations;
    json &section = out["linux"];
    section = {{"namespaces", namespacesOf(plan)},
               {"maskedPaths", plan.maskedPaths},
               {"readonlyPaths", plan.readOnlyPaths},
               {"resources", json::parse(extras.resources.empty() ? "{}" : extras.resources)}};
    CATAMARAN_TRY(section["devices"], devicesOf(plan));
    if (!sysctls.empty())
        section["sysctl"] = std::move(sysctls);
    if (!extras.cgroupsPath.empty())
        section["cgroupsPath"] = extras.cgroupsPath;
    if (!extras.seccomp.empty())
        section["seccomp"] = json::parse(extras.seccomp);
    return out.dump();
}

std::string groupsPathOf(const launch::CgroupPlan &plan, std::string_view mountinfo)
{
    if (plan.directories.empty())
        return {};
    const std::string &directory = plan.directories.front();
    const cgroup::CgroupMounts mounts = cgroup::parseCgroupMounts(mountinfo);
    std::size_t length = 0;
    const auto consider = [&](const std::string &root) {
        if (!root.empty() && directory.starts_with(root + "/"))
            length = std::max(length, root.size());
    };
    consider(mounts.unified);
    for (const auto &[name, root] : mounts.byName)
        consider(root);
    return length ? directory.substr(length) : std::string();
}

} // namespace catamaran::engine::oci
