// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/oci/check.h"

#include <fmt/format.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace catamaran::engine::oci {

namespace {

using nlohmann::json;

enum class Kind { Text, Flag, Object, List, Int, Unsigned, U32, U16, I64 };

struct Rule {
    const char *path; ///< members with dots; "[]" is every item of a list, "*" every value of a map
    Kind kind;
    bool required = false; ///< when the object around it is there
};

// config.md, config-linux.md of the runtime specification.
constexpr Rule kProcessRules[] = {
    {"terminal", Kind::Flag},
    {"consoleSize", Kind::Object},
    {"consoleSize.height", Kind::U32, true},
    {"consoleSize.width", Kind::U32, true},
    {"cwd", Kind::Text, true},
    {"env", Kind::List},
    {"env.[]", Kind::Text},
    {"args", Kind::List},
    {"args.[]", Kind::Text},
    {"commandLine", Kind::Text},
    {"rlimits", Kind::List},
    {"rlimits.[]", Kind::Object},
    {"rlimits.[].type", Kind::Text, true},
    {"rlimits.[].soft", Kind::Unsigned, true},
    {"rlimits.[].hard", Kind::Unsigned, true},
    {"apparmorProfile", Kind::Text},
    {"selinuxLabel", Kind::Text},
    {"capabilities", Kind::Object},
    {"capabilities.*", Kind::List},
    {"capabilities.*.[]", Kind::Text},
    {"noNewPrivileges", Kind::Flag},
    {"oomScoreAdj", Kind::Int},
    {"scheduler", Kind::Object},
    {"scheduler.policy", Kind::Text, true},
    {"scheduler.nice", Kind::Int},
    {"scheduler.priority", Kind::Int},
    {"scheduler.flags", Kind::List},
    {"scheduler.flags.[]", Kind::Text},
    {"scheduler.runtime", Kind::Unsigned},
    {"scheduler.deadline", Kind::Unsigned},
    {"scheduler.period", Kind::Unsigned},
    {"ioPriority", Kind::Object},
    {"ioPriority.class", Kind::Text, true},
    {"ioPriority.priority", Kind::Int},
    {"execCPUAffinity", Kind::Object},
    {"user", Kind::Object},
    {"user.uid", Kind::U32},
    {"user.gid", Kind::U32},
    {"user.umask", Kind::U32},
    {"user.additionalGids", Kind::List},
    {"user.additionalGids.[]", Kind::U32},
    {"user.username", Kind::Text},
};

constexpr Rule kResourceRules[] = {
    {"unified", Kind::Object},
    {"unified.*", Kind::Text},
    {"devices", Kind::List},
    {"devices.[]", Kind::Object},
    {"devices.[].allow", Kind::Flag, true},
    {"devices.[].type", Kind::Text},
    {"devices.[].major", Kind::I64},
    {"devices.[].minor", Kind::I64},
    {"devices.[].access", Kind::Text},
    {"pids", Kind::Object},
    {"pids.limit", Kind::I64},
    {"blockIO", Kind::Object},
    {"blockIO.weight", Kind::U16},
    {"blockIO.leafWeight", Kind::U16},
    {"blockIO.weightDevice", Kind::List},
    {"blockIO.weightDevice.[].major", Kind::I64, true},
    {"blockIO.weightDevice.[].minor", Kind::I64, true},
    {"blockIO.weightDevice.[].weight", Kind::U16},
    {"blockIO.weightDevice.[].leafWeight", Kind::U16},
    {"blockIO.throttleReadBpsDevice", Kind::List},
    {"blockIO.throttleReadBpsDevice.[].rate", Kind::Unsigned},
    {"blockIO.throttleWriteBpsDevice", Kind::List},
    {"blockIO.throttleWriteBpsDevice.[].rate", Kind::Unsigned},
    {"blockIO.throttleReadIOPSDevice", Kind::List},
    {"blockIO.throttleReadIOPSDevice.[].rate", Kind::Unsigned},
    {"blockIO.throttleWriteIOPSDevice", Kind::List},
    {"blockIO.throttleWriteIOPSDevice.[].rate", Kind::Unsigned},
    {"cpu", Kind::Object},
    {"cpu.cpus", Kind::Text},
    {"cpu.mems", Kind::Text},
    {"cpu.period", Kind::Unsigned},
    {"cpu.quota", Kind::I64},
    {"cpu.burst", Kind::Unsigned},
    {"cpu.realtimePeriod", Kind::Unsigned},
    {"cpu.realtimeRuntime", Kind::I64},
    {"cpu.shares", Kind::Unsigned},
    {"cpu.idle", Kind::I64},
    {"hugepageLimits", Kind::List},
    {"hugepageLimits.[].pageSize", Kind::Text, true},
    {"hugepageLimits.[].limit", Kind::Unsigned, true},
    {"memory", Kind::Object},
    {"memory.limit", Kind::I64},
    {"memory.reservation", Kind::I64},
    {"memory.swap", Kind::I64},
    {"memory.kernel", Kind::I64},
    {"memory.kernelTCP", Kind::I64},
    {"memory.swappiness", Kind::Unsigned},
    {"memory.disableOOMKiller", Kind::Flag},
    {"memory.useHierarchy", Kind::Flag},
    {"memory.checkBeforeUpdate", Kind::Flag},
    {"network", Kind::Object},
    {"network.classID", Kind::U32},
    {"network.priorities", Kind::List},
    {"network.priorities.[].name", Kind::Text, true},
    {"network.priorities.[].priority", Kind::U32, true},
    {"rdma", Kind::Object},
    {"rdma.*", Kind::Object},
    {"rdma.*.hcaHandles", Kind::U32},
    {"rdma.*.hcaObjects", Kind::U32},
};

constexpr Rule kConfigRules[] = {
    {"ociVersion", Kind::Text, true},
    {"hostname", Kind::Text},
    {"domainname", Kind::Text},
    {"root", Kind::Object},
    {"root.path", Kind::Text, true},
    {"root.readonly", Kind::Flag},
    {"annotations", Kind::Object},
    {"annotations.*", Kind::Text},
    {"mounts", Kind::List},
    {"mounts.[]", Kind::Object},
    {"mounts.[].destination", Kind::Text, true},
    {"mounts.[].source", Kind::Text},
    {"mounts.[].type", Kind::Text},
    {"mounts.[].options", Kind::List},
    {"mounts.[].options.[]", Kind::Text},
    {"mounts.[].uidMappings", Kind::List},
    {"mounts.[].gidMappings", Kind::List},
    {"hooks", Kind::Object},
    {"hooks.*", Kind::List},
    {"hooks.*.[]", Kind::Object},
    {"hooks.*.[].path", Kind::Text, true},
    {"hooks.*.[].args", Kind::List},
    {"hooks.*.[].args.[]", Kind::Text},
    {"hooks.*.[].env", Kind::List},
    {"hooks.*.[].env.[]", Kind::Text},
    {"hooks.*.[].timeout", Kind::Int},
    {"process", Kind::Object},
    {"linux", Kind::Object},
    {"linux.devices", Kind::List},
    {"linux.devices.[].type", Kind::Text, true},
    {"linux.devices.[].path", Kind::Text, true},
    {"linux.devices.[].major", Kind::I64},
    {"linux.devices.[].minor", Kind::I64},
    {"linux.devices.[].fileMode", Kind::U32},
    {"linux.devices.[].uid", Kind::U32},
    {"linux.devices.[].gid", Kind::U32},
    {"linux.netDevices", Kind::Object},
    {"linux.netDevices.*", Kind::Object},
    {"linux.netDevices.*.name", Kind::Text},
    {"linux.uidMappings", Kind::List},
    {"linux.uidMappings.[].containerID", Kind::U32, true},
    {"linux.uidMappings.[].hostID", Kind::U32, true},
    {"linux.uidMappings.[].size", Kind::U32, true},
    {"linux.gidMappings", Kind::List},
    {"linux.gidMappings.[].containerID", Kind::U32, true},
    {"linux.gidMappings.[].hostID", Kind::U32, true},
    {"linux.gidMappings.[].size", Kind::U32, true},
    {"linux.namespaces", Kind::List},
    {"linux.namespaces.[].type", Kind::Text, true},
    {"linux.namespaces.[].path", Kind::Text},
    {"linux.resources", Kind::Object},
    {"linux.cgroupsPath", Kind::Text},
    {"linux.rootfsPropagation", Kind::Text},
    {"linux.seccomp", Kind::Object},
    {"linux.seccomp.defaultAction", Kind::Text, true},
    {"linux.seccomp.defaultErrnoRet", Kind::U32},
    {"linux.seccomp.flags", Kind::List},
    {"linux.seccomp.flags.[]", Kind::Text},
    {"linux.seccomp.listenerPath", Kind::Text},
    {"linux.seccomp.architectures", Kind::List},
    {"linux.seccomp.architectures.[]", Kind::Text},
    {"linux.seccomp.syscalls", Kind::List},
    {"linux.seccomp.syscalls.[].names", Kind::List, true},
    {"linux.seccomp.syscalls.[].names.[]", Kind::Text},
    {"linux.seccomp.syscalls.[].action", Kind::Text, true},
    {"linux.seccomp.syscalls.[].errnoRet", Kind::U32},
    {"linux.seccomp.syscalls.[].args", Kind::List},
    {"linux.seccomp.syscalls.[].args.[].index", Kind::U32, true},
    {"linux.seccomp.syscalls.[].args.[].value", Kind::Unsigned, true},
    {"linux.seccomp.syscalls.[].args.[].valueTwo", Kind::Unsigned},
    {"linux.seccomp.syscalls.[].args.[].op", Kind::Text, true},
    {"linux.sysctl", Kind::Object},
    {"linux.sysctl.*", Kind::Text},
    {"linux.maskedPaths", Kind::List},
    {"linux.maskedPaths.[]", Kind::Text},
    {"linux.readonlyPaths", Kind::List},
    {"linux.readonlyPaths.[]", Kind::Text},
    {"linux.mountLabel", Kind::Text},
    {"linux.intelRdt", Kind::Object},
    {"linux.personality", Kind::Object},
    {"linux.personality.domain", Kind::Text, true},
    {"linux.timeOffsets", Kind::Object},
    {"linux.timeOffsets.*.secs", Kind::I64},
    {"linux.timeOffsets.*.nanosecs", Kind::U32},
};

bool fits(const json &value, Kind kind)
{
    const auto unsignedUpTo = [&value](std::uint64_t most) {
        return value.is_number_unsigned() && value.get<std::uint64_t>() <= most;
    };
    switch (kind) {
    case Kind::Text:
        return value.is_string();
    case Kind::Flag:
        return value.is_boolean();
    case Kind::Object:
        return value.is_object();
    case Kind::List:
        return value.is_array();
    case Kind::Unsigned:
        return value.is_number_unsigned();
    case Kind::U32:
        return unsignedUpTo(std::numeric_limits<std::uint32_t>::max());
    case Kind::U16:
        return unsignedUpTo(std::numeric_limits<std::uint16_t>::max());
    case Kind::Int:
        return value.is_number_integer() && value >= std::numeric_limits<int>::min() &&
               value <= std::numeric_limits<int>::max();
    case Kind::I64:
        return value.is_number_integer() &&
               (!value.is_number_unsigned() ||
                value.get<std::uint64_t>() <= std::numeric_limits<std::int64_t>::max());
    }
    return false;
}

const char *nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Text:
        return "a text";
    case Kind::Flag:
        return "true or false";
    case Kind::Object:
        return "an object";
    case Kind::List:
        return "a list";
    case Kind::Unsigned:
    case Kind::U32:
    case Kind::U16:
        return "a number that is not negative and fits";
    case Kind::Int:
    case Kind::I64:
        return "a whole number that fits";
    }
    return "something else";
}

base::Error malformed(const std::string &what)
{
    return base::Error(base::Errc::Parse, "invalid OCI document: " + what)
        .withFix("See config.md and config-linux.md of the OCI runtime specification");
}

base::Result<void> hold(const json &value, const Rule &rule, std::string_view rest, const std::string &path)
{
    const std::size_t dot = rest.find('.');
    const std::string part(rest.substr(0, dot));
    const std::string_view next = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
    const auto one = [&](const json &item, const std::string &itemPath) -> base::Result<void> {
        if (item.is_null())
            return {}; // Go writes null for what is empty
        if (!next.empty())
            return hold(item, rule, next, itemPath);
        if (!fits(item, rule.kind))
            return base::fail(malformed(fmt::format("{} must be {}", itemPath, nameOf(rule.kind))));
        return {};
    };
    if (part == "[]") {
        for (std::size_t i = 0; value.is_array() && i < value.size(); ++i)
            CATAMARAN_CHECK(one(value[i], fmt::format("{}[{}]", path, i)));
        return {};
    }
    if (part == "*") {
        for (auto it = value.begin(); value.is_object() && it != value.end(); ++it)
            CATAMARAN_CHECK(one(it.value(), path + "." + it.key()));
        return {};
    }
    const std::string memberPath = path.empty() ? part : path + "." + part;
    if (!value.is_object())
        return {}; // the rule of the object itself has said so
    const auto found = value.find(part);
    if (found == value.end()) {
        if (next.empty() && rule.required)
            return base::fail(malformed(memberPath + " is missing"));
        return {};
    }
    return one(*found, memberPath);
}

template <std::size_t N>
base::Result<void> holdAll(const json &value, const Rule (&rules)[N], const std::string &path)
{
    for (const Rule &rule : rules)
        CATAMARAN_CHECK(hold(value, rule, rule.path, path));
    return {};
}

base::Result<json> parse(std::string_view text)
{
    try {
        json value = json::parse(text);
        if (!value.is_object())
            return base::fail(malformed("it is not an object"));
        return value;
    } catch (const json::exception &error) {
        return base::fail(malformed(error.what()));
    }
}

const json *member(const json &object, const char *name)
{
    const auto found = object.find(name);
    return found == object.end() || !found->is_object() ? nullptr : &*found;
}

} // namespace

base::Result<json> parseConfig(std::string_view text)
{
    CATAMARAN_TRY(json config, parse(text));
    CATAMARAN_CHECK(holdAll(config, kConfigRules, ""));
    if (const json *process = member(config, "process"))
        CATAMARAN_CHECK(holdAll(*process, kProcessRules, "process"));
    const json *linuxSection = member(config, "linux");
    const json *resources = linuxSection ? member(*linuxSection, "resources") : nullptr;
    if (resources)
        CATAMARAN_CHECK(holdAll(*resources, kResourceRules, "linux.resources"));
    return config;
}

base::Result<json> parseProcess(std::string_view text)
{
    CATAMARAN_TRY(json process, parse(text));
    CATAMARAN_CHECK(holdAll(process, kProcessRules, "process"));
    return process;
}

base::Result<json> parseResources(std::string_view text)
{
    CATAMARAN_TRY(json resources, parse(text));
    CATAMARAN_CHECK(holdAll(resources, kResourceRules, "resources"));
    return resources;
}

} // namespace catamaran::engine::oci
