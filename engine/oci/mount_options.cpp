// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/oci/mount_options.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <map>
#include <set>
#include <string_view>
#include <sys/mount.h>

namespace catamaran::engine::oci {

namespace {

using launch::MountPlan;

struct Attribute {
    std::uint64_t set;
    std::uint64_t clear;
};

const std::map<std::string_view, Attribute> &attributeOptions()
{
    static const std::map<std::string_view, Attribute> kOptions = {
        {"ro", {MOUNT_ATTR_RDONLY, 0}},
        {"rw", {0, MOUNT_ATTR_RDONLY}},
        {"nosuid", {MOUNT_ATTR_NOSUID, 0}},
        {"suid", {0, MOUNT_ATTR_NOSUID}},
        {"nodev", {MOUNT_ATTR_NODEV, 0}},
        {"dev", {0, MOUNT_ATTR_NODEV}},
        {"noexec", {MOUNT_ATTR_NOEXEC, 0}},
        {"exec", {0, MOUNT_ATTR_NOEXEC}},
        {"nodiratime", {MOUNT_ATTR_NODIRATIME, 0}},
        {"diratime", {0, MOUNT_ATTR_NODIRATIME}},
        {"nosymfollow", {MOUNT_ATTR_NOSYMFOLLOW, 0}},
        {"symfollow", {0, MOUNT_ATTR_NOSYMFOLLOW}},
        // The access times are one value of the kernel, not flags: all of it is replaced.
        {"noatime", {MOUNT_ATTR_NOATIME, MOUNT_ATTR__ATIME}},
        {"strictatime", {MOUNT_ATTR_STRICTATIME, MOUNT_ATTR__ATIME}},
        {"relatime", {MOUNT_ATTR_RELATIME, MOUNT_ATTR__ATIME}},
        {"atime", {MOUNT_ATTR_RELATIME, MOUNT_ATTR__ATIME}},
        {"norelatime", {MOUNT_ATTR_STRICTATIME, MOUNT_ATTR__ATIME}},
        {"nostrictatime", {MOUNT_ATTR_RELATIME, MOUNT_ATTR__ATIME}},
    };
    return kOptions;
}

const std::map<std::string_view, std::uint32_t> &propagationOptions()
{
    static const std::map<std::string_view, std::uint32_t> kOptions = {
        {"private", MS_PRIVATE},       {"rprivate", MS_PRIVATE | MS_REC},
        {"shared", MS_SHARED},         {"rshared", MS_SHARED | MS_REC},
        {"slave", MS_SLAVE},           {"rslave", MS_SLAVE | MS_REC},
        {"unbindable", MS_UNBINDABLE}, {"runbindable", MS_UNBINDABLE | MS_REC},
    };
    return kOptions;
}

// lxcfs puts these there; everything else below /proc would hide the kernel from itself (CVE-2019-19921).
const std::set<std::string_view> kProcFiles = {"/proc/cpuinfo",
                                               "/proc/diskstats",
                                               "/proc/meminfo",
                                               "/proc/stat",
                                               "/proc/swaps",
                                               "/proc/uptime",
                                               "/proc/loadavg",
                                               "/proc/slabinfo",
                                               "/proc/net/dev",
                                               "/proc/sys/kernel/ns_last_pid",
                                               "/proc/sys/crypto/fips_enabled"};

base::Error refused(const std::string &destination, const std::string &why)
{
    return base::Error(base::Errc::Unsupported, fmt::format("mount {}: {}", destination, why))
        .withFix("Take the option out of the mount in config.json");
}

MountPlan::Kind kindOf(const std::string &type)
{
    static const std::map<std::string_view, MountPlan::Kind> kKinds = {
        {"proc", MountPlan::Kind::Proc},      {"sysfs", MountPlan::Kind::Sysfs},
        {"tmpfs", MountPlan::Kind::Tmpfs},    {"devpts", MountPlan::Kind::Devpts},
        {"mqueue", MountPlan::Kind::Mqueue},  {"cgroup", MountPlan::Kind::Cgroup},
        {"cgroup2", MountPlan::Kind::Cgroup}, {"bind", MountPlan::Kind::Bind},
        {"rbind", MountPlan::Kind::Bind}};
    const auto found = kKinds.find(type);
    return found == kKinds.end() ? MountPlan::Kind::Other : found->second;
}

struct Collected {
    Attribute top{0, 0};
    Attribute recursive{0, 0};
    std::string data;
};

void merge(Attribute &into, const Attribute &option)
{
    into.set = (into.set & ~option.clear) | option.set;
    into.clear = (into.clear & ~option.set) | option.clear;
}

base::Result<void> take(const std::string &option, MountPlan &plan, Collected &collected)
{
    const bool bind = plan.kind == MountPlan::Kind::Bind;
    if (option.empty() || option == "defaults" || option == "bind" || option == "rbind" ||
        option == "async" || option == "loud" || option == "silent")
        return {};
    if (const auto found = attributeOptions().find(option); found != attributeOptions().end()) {
        merge(collected.top, found->second);
        return {};
    }
    if (const auto found = propagationOptions().find(option); found != propagationOptions().end()) {
        plan.propagation = found->second;
        return {};
    }
    if (option.size() > 1 && option[0] == 'r') {
        const auto found = attributeOptions().find(std::string_view(option).substr(1));
        if (found != attributeOptions().end()) {
            if (!bind)
                return base::fail(refused(plan.target, option + " is for bind mounts"));
            merge(collected.recursive, found->second);
            return {};
        }
    }
    if (option == "idmap" || option == "ridmap")
        return base::fail(refused(plan.target, "ID-mapped mounts are not supported"));
    if (option == "tmpcopyup")
        return base::fail(refused(plan.target, "tmpcopyup is not supported"));
    if (option == "remount")
        return base::fail(refused(plan.target, "a remount is not supported"));
    if (bind)
        return base::fail(
            refused(plan.target, fmt::format("the option \"{}\" has no meaning for a bind mount", option)));
    collected.data += (collected.data.empty() ? "" : ",") + option;
    return {};
}

} // namespace

base::Result<MountPlan> planMount(const std::string &destination, const std::string &type,
                                  const std::string &source, const std::vector<std::string> &options,
                                  const std::string &bundle)
{
    MountPlan plan;
    // Since version 1.0 it must be absolute, but runc takes the others as below the root.
    plan.target = std::filesystem::path("/" + destination).lexically_normal().string();
    while (plan.target.size() > 1 && plan.target.back() == '/')
        plan.target.pop_back();
    while (plan.target.starts_with("//"))
        plan.target.erase(0, 1);
    const auto has = [&options](const char *name) {
        return std::find(options.begin(), options.end(), name) != options.end();
    };
    plan.kind = has("bind") || has("rbind") ? MountPlan::Kind::Bind : kindOf(type);
    if (plan.kind == MountPlan::Kind::Bind) {
        if (source.empty())
            return base::fail(base::Errc::InvalidArgument,
                              "mount " + plan.target + ": a bind needs a source");
        plan.source = source[0] == '/' ? source : bundle + "/" + source;
        plan.recursive = has("rbind") || type == "rbind";
    } else if (plan.kind == MountPlan::Kind::Other) {
        if (type.empty())
            return base::fail(base::Errc::InvalidArgument, "mount " + plan.target + ": the type is missing");
        plan.fileSystem = type;
        plan.source = source;
    }
    if ((plan.target == "/proc" && plan.kind != MountPlan::Kind::Proc) ||
        (plan.target.starts_with("/proc/") && !kProcFiles.contains(plan.target)))
        return base::fail(base::Errc::InvalidArgument,
                          fmt::format("\"{}\" cannot be mounted because it is inside /proc", plan.target));
    Collected collected;
    for (const std::string &option : options)
        CATAMARAN_CHECK(take(option, plan, collected));
    plan.options = collected.data;
    plan.attributes = collected.top.set;
    if (plan.kind == MountPlan::Kind::Bind) {
        const bool below = collected.recursive.set || collected.recursive.clear;
        plan.attributesOfTopOnly = !below;
        merge(collected.recursive, collected.top);
        plan.attributes = collected.recursive.set;
        plan.cleared = collected.recursive.clear;
    }
    return plan;
}

} // namespace catamaran::engine::oci
