// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/oci/translate.h"
#include "engine/security/security.h"

#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <sched.h>
#include <set>
#include <sys/resource.h>

namespace catamaran::engine::oci {

namespace {

using nlohmann::json;

base::Error invalid(const std::string &what)
{
    return {base::Errc::InvalidArgument, "process: " + what};
}

std::uint64_t capabilityMask(const json &section, const char *name, std::vector<std::string> &warnings)
{
    std::uint64_t mask = 0;
    const auto found = section.find(name);
    if (found == section.end() || !found->is_array())
        return 0;
    for (const json &item : *found) {
        const auto one = security::applyCapabilities(0, {item.get<std::string>()}, {});
        const std::uint64_t bit = one.value_or(0) & security::kernelCapabilities();
        // The specification wants those that cannot be granted logged, not refused.
        if (!bit)
            warnings.push_back("capability " + item.get<std::string>() +
                               " is not known here and is left out");
        mask |= bit;
    }
    return mask;
}

base::Result<void> setLimits(const json &process, launch::ProcessPlan &plan)
{
    static const std::map<std::string, int> kTypes = {{"RLIMIT_AS", RLIMIT_AS},
                                                      {"RLIMIT_CORE", RLIMIT_CORE},
                                                      {"RLIMIT_CPU", RLIMIT_CPU},
                                                      {"RLIMIT_DATA", RLIMIT_DATA},
                                                      {"RLIMIT_FSIZE", RLIMIT_FSIZE},
                                                      {"RLIMIT_LOCKS", 10},
                                                      {"RLIMIT_MEMLOCK", RLIMIT_MEMLOCK},
                                                      {"RLIMIT_MSGQUEUE", 12},
                                                      {"RLIMIT_NICE", 13},
                                                      {"RLIMIT_NOFILE", RLIMIT_NOFILE},
                                                      {"RLIMIT_NPROC", RLIMIT_NPROC},
                                                      {"RLIMIT_RSS", RLIMIT_RSS},
                                                      {"RLIMIT_RTPRIO", 14},
                                                      {"RLIMIT_RTTIME", 15},
                                                      {"RLIMIT_SIGPENDING", 11},
                                                      {"RLIMIT_STACK", RLIMIT_STACK}};
    std::set<int> seen;
    const auto found = process.find("rlimits");
    if (found == process.end() || !found->is_array())
        return {};
    for (const json &item : *found) {
        const std::string type = item["type"].get<std::string>();
        const auto known = kTypes.find(type);
        if (known == kTypes.end())
            return base::fail(invalid("unknown rlimit " + type));
        if (!seen.insert(known->second).second)
            return base::fail(invalid("the rlimit " + type + " is given twice"));
        plan.rlimits.push_back(
            {known->second, item["soft"].get<std::uint64_t>(), item["hard"].get<std::uint64_t>()});
    }
    return {};
}

base::Result<void> setScheduler(const json &section, launch::OciPlan &plan)
{
    static const std::map<std::string, std::uint32_t> kPolicies = {
        {"SCHED_OTHER", SCHED_OTHER}, {"SCHED_FIFO", SCHED_FIFO}, {"SCHED_RR", SCHED_RR},
        {"SCHED_BATCH", SCHED_BATCH}, {"SCHED_IDLE", SCHED_IDLE}, {"SCHED_DEADLINE", 6}};
    static const std::map<std::string, std::uint64_t> kFlags = {
        {"SCHED_FLAG_RESET_ON_FORK", 0x01}, {"SCHED_FLAG_RECLAIM", 0x02},
        {"SCHED_FLAG_DL_OVERRUN", 0x04},    {"SCHED_FLAG_KEEP_POLICY", 0x08},
        {"SCHED_FLAG_KEEP_PARAMS", 0x10},   {"SCHED_FLAG_UTIL_CLAMP_MIN", 0x20},
        {"SCHED_FLAG_UTIL_CLAMP_MAX", 0x40}};
    const auto policy = kPolicies.find(section["policy"].get<std::string>());
    if (policy == kPolicies.end())
        return base::fail(invalid("unknown scheduler policy " + section["policy"].get<std::string>()));
    plan.hasScheduler = true;
    plan.schedulerPolicy = policy->second;
    plan.schedulerNice = section.value("nice", 0);
    const int priority = section.value("priority", 0);
    if (priority < 0 || priority > 99)
        return base::fail(invalid("the scheduler's priority is 0 to 99"));
    plan.schedulerPriority = static_cast<std::uint32_t>(priority);
    plan.schedulerRuntime = section.value("runtime", std::uint64_t{0});
    plan.schedulerDeadline = section.value("deadline", std::uint64_t{0});
    plan.schedulerPeriod = section.value("period", std::uint64_t{0});
    for (const json &flag : section.value("flags", json::array())) {
        const auto known = kFlags.find(flag.get<std::string>());
        if (known == kFlags.end())
            return base::fail(invalid("unknown scheduler flag " + flag.get<std::string>()));
        plan.schedulerFlags |= known->second;
    }
    return {};
}

base::Result<void> setIoPriority(const json &section, launch::OciPlan &plan)
{
    static const std::map<std::string, int> kClasses = {
        {"IOPRIO_CLASS_RT", 1}, {"IOPRIO_CLASS_BE", 2}, {"IOPRIO_CLASS_IDLE", 3}};
    constexpr int kClassShift = 13;
    const auto known = kClasses.find(section["class"].get<std::string>());
    if (known == kClasses.end())
        return base::fail(invalid("unknown I/O priority class " + section["class"].get<std::string>()));
    const int priority = section.value("priority", 0);
    if (priority < 0 || priority > 7)
        return base::fail(invalid("the I/O priority is 0 to 7"));
    plan.ioPriority = known->second << kClassShift | priority;
    return {};
}

const json &member(const json &object, const char *name)
{
    static const json kNothing;
    const auto found = object.find(name);
    return found == object.end() ? kNothing : *found;
}

} // namespace

base::Result<void> translateProcess(const json &process, launch::OciPlan &plan,
                                    std::vector<std::string> &warnings)
{
    launch::ProcessPlan &into = plan.launch.process;
    const json &arguments = member(process, "args");
    if (!arguments.is_array() || arguments.empty() || arguments[0].get<std::string>().empty())
        return base::fail(invalid("args must not be empty"));
    into.arguments = arguments.get<std::vector<std::string>>();
    if (member(process, "env").is_array())
        into.environment = member(process, "env").get<std::vector<std::string>>();
    into.workingDirectory = process["cwd"].get<std::string>();
    if (!into.workingDirectory.starts_with('/'))
        return base::fail(invalid("Cwd must be an absolute path"));
    const json &user = member(process, "user");
    if (user.is_object()) {
        into.uid = user.value("uid", 0U);
        into.gid = user.value("gid", 0U);
        if (member(user, "additionalGids").is_array())
            into.groups = member(user, "additionalGids").get<std::vector<std::uint32_t>>();
        if (member(user, "umask").is_number())
            plan.umask = member(user, "umask").get<int>() & 0777;
    }
    const json &capabilities = member(process, "capabilities");
    if (capabilities.is_object()) {
        into.capabilitiesBounding = capabilityMask(capabilities, "bounding", warnings);
        into.capabilitiesEffective = capabilityMask(capabilities, "effective", warnings);
        into.capabilitiesPermitted = capabilityMask(capabilities, "permitted", warnings);
        into.capabilitiesInheritable = capabilityMask(capabilities, "inheritable", warnings);
        into.capabilitiesAmbient = capabilityMask(capabilities, "ambient", warnings);
    }
    into.noNewPrivileges = process.value("noNewPrivileges", false);
    into.tty = process.value("terminal", false);
    const json &size = member(process, "consoleSize");
    into.rows = size.is_object() ? static_cast<std::uint16_t>(size.value("height", 0U)) : std::uint16_t{0};
    into.columns = size.is_object() ? static_cast<std::uint16_t>(size.value("width", 0U)) : std::uint16_t{0};
    if (member(process, "oomScoreAdj").is_number())
        into.oomScoreAdj = member(process, "oomScoreAdj").get<int>();
    if (member(process, "apparmorProfile").is_string())
        into.apparmorProfile = member(process, "apparmorProfile").get<std::string>();
    if (!process.value("selinuxLabel", std::string()).empty())
        return base::fail(base::Error(base::Errc::Unsupported, "process: SELinux labels are not supported")
                              .withFix("Start the container without SELinux separation"));
    if (!member(process, "execCPUAffinity").is_null())
        return base::fail(base::Errc::Unsupported, "process: execCPUAffinity is not supported");
    CATAMARAN_CHECK(setLimits(process, into));
    if (member(process, "scheduler").is_object())
        CATAMARAN_CHECK(setScheduler(member(process, "scheduler"), plan));
    if (member(process, "ioPriority").is_object())
        CATAMARAN_CHECK(setIoPriority(member(process, "ioPriority"), plan));
    return {};
}

} // namespace catamaran::engine::oci
