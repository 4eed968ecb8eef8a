// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/security/security.h"

#include "engine/base/file.h"
#include "engine/security/seccomp_profile.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <sched.h>
#include <string_view>
#include <sys/mount.h>

namespace catamaran::engine::security {

std::vector<std::string> defaultMaskedPaths()
{
    return {"/proc/acpi",
            "/proc/asound",
            "/proc/interrupts",
            "/proc/kcore",
            "/proc/keys",
            "/proc/latency_stats",
            "/proc/sched_debug",
            "/proc/scsi",
            "/proc/timer_list",
            "/proc/timer_stats",
            "/sys/devices/virtual/powercap",
            "/sys/firmware"};
}

std::vector<std::string> defaultReadOnlyPaths()
{
    return {"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"};
}

namespace {

struct Options {
    std::optional<std::string> seccomp; ///< file or "unconfined"
    std::string apparmor;
    bool noNewPrivileges = false;
    bool unmasked = false;
    bool writableGroups = false;
};

// SELinux is not used, so that a label changes nothing; a wrong one is refused all the same.
base::Result<void> checkLabel(const std::string &value)
{
    const std::string key = value.substr(0, value.find(':'));
    for (const char *known : {"disable", "user", "role", "type", "level", "filetype"}) {
        if (key == known)
            return {};
    }
    return base::fail(base::Errc::InvalidArgument,
                      fmt::format("Bad label option \"{}\", valid options 'disable, user, role, level, type, "
                                  "filetype'",
                                  value));
}

base::Result<void> checkAppArmor(const std::string &profile)
{
    if (profile.empty() || profile == "unconfined")
        return {};
    const auto enabled = base::readFile("/sys/module/apparmor/parameters/enabled");
    if (enabled && enabled->starts_with('Y'))
        return {};
    return base::fail(base::Error(base::Errc::Unsupported,
                                  fmt::format("apparmor profile \"{}\" cannot be used: AppArmor is not "
                                              "enabled on this host",
                                              profile))
                          .withFix("Leave --security-opt apparmor=... out, or boot with apparmor=1."));
}

base::Result<Options> parseOptions(const std::vector<std::string> &texts)
{
    Options options;
    for (const std::string &text : texts) {
        // docker takes both separators; the colon is the old one.
        const std::size_t at = text.find_first_of("=:");
        const std::string key = text.substr(0, at);
        const std::string value = at == std::string::npos ? std::string() : text.substr(at + 1);
        if (key == "no-new-privileges" && (value.empty() || value == "true" || value == "false"))
            options.noNewPrivileges = value != "false";
        else if (key == "seccomp" && !value.empty())
            options.seccomp = value;
        else if (key == "apparmor" && !value.empty())
            options.apparmor = value;
        else if (key == "systempaths" && value == "unconfined")
            options.unmasked = true;
        else if (key == "writable-cgroups" && (value.empty() || value == "true" || value == "false"))
            options.writableGroups = value != "false";
        else if (key == "label" && !value.empty())
            CATAMARAN_CHECK(checkLabel(value));
        else
            return base::fail(
                base::Error(base::Errc::InvalidArgument, fmt::format("invalid --security-opt: \"{}\"", text))
                    .withFix("Known are no-new-privileges, seccomp=FILE|unconfined, apparmor=PROFILE, "
                             "systempaths=unconfined, label=..., writable-cgroups"));
    }
    CATAMARAN_CHECK(checkAppArmor(options.apparmor));
    return options;
}

void setCapabilities(launch::ProcessPlan &process, std::uint64_t mask)
{
    process.capabilitiesBounding = mask;
    process.capabilitiesPermitted = mask;
    process.capabilitiesEffective = mask;
    // As docker since 20.10.14: nothing inheritable, or file capabilities of the image would add to it.
    process.capabilitiesInheritable = 0;
    process.capabilitiesAmbient = 0;
}

void makeGroupsWritable(launch::LaunchPlan &plan)
{
    for (launch::MountPlan &mount : plan.mounts) {
        if (mount.kind == launch::MountPlan::Kind::Cgroup)
            mount.attributes &= ~std::uint64_t{MOUNT_ATTR_RDONLY};
    }
}

void makeSystemMountsWritable(launch::LaunchPlan &plan)
{
    for (launch::MountPlan &mount : plan.mounts) {
        if (mount.kind == launch::MountPlan::Kind::Sysfs || mount.kind == launch::MountPlan::Kind::Cgroup)
            mount.attributes &= ~std::uint64_t{MOUNT_ATTR_RDONLY};
    }
}

} // namespace

base::Result<void> apply(const spec::ContainerSpec &spec, launch::LaunchPlan &plan)
{
    CATAMARAN_TRY(const Options options, parseOptions(spec.securityOptions));
    const std::uint64_t start = spec.privileged ? kernelCapabilities() : defaultCapabilities();
    CATAMARAN_TRY(const std::uint64_t mask, applyCapabilities(start, spec.capAdd, spec.capDrop));
    setCapabilities(plan.process, mask);
    plan.process.noNewPrivileges = options.noNewPrivileges;
    plan.process.apparmorProfile = options.apparmor == "unconfined" ? std::string() : options.apparmor;
    plan.process.seccompProgram.clear();
    const bool unconfined = options.seccomp ? *options.seccomp == "unconfined" : spec.privileged;
    if (!unconfined) {
        const bool builtIn = !options.seccomp || *options.seccomp == "builtin";
        const bool isText = options.seccomp && options.seccomp->starts_with('{');
        CATAMARAN_TRY(plan.process.seccompProgram, builtIn  ? seccompProgram(mask)
                                                   : isText ? seccompProgramFromText(*options.seccomp, mask)
                                                            : seccompProgramFromFile(*options.seccomp, mask));
    }
    plan.maskedPaths.clear();
    plan.readOnlyPaths.clear();
    if (!spec.privileged && !options.unmasked) {
        plan.maskedPaths = defaultMaskedPaths();
        plan.readOnlyPaths = defaultReadOnlyPaths();
    }
    if (spec.privileged)
        makeSystemMountsWritable(plan);
    else if (options.writableGroups)
        makeGroupsWritable(plan);
    // The runtime has decided which ones are the container's own (--ipc, --pid, ...); a plan without any is
    // for a process that gets them all.
    if (plan.namespaces == 0)
        plan.namespaces = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWCGROUP;
    return {};
}

base::Result<std::string> seccompSection(const spec::ContainerSpec &spec, std::uint64_t capabilities)
{
    CATAMARAN_TRY(const Options options, parseOptions(spec.securityOptions));
    if (options.seccomp ? *options.seccomp == "unconfined" : spec.privileged)
        return std::string();
    if (!options.seccomp || *options.seccomp == "builtin")
        return seccompSectionFromText(kDefaultSeccompProfile, capabilities);
    if (options.seccomp->starts_with('{'))
        return seccompSectionFromText(*options.seccomp, capabilities);
    CATAMARAN_TRY(const std::string text, base::readFile(*options.seccomp, 4U << 20));
    return seccompSectionFromText(text, capabilities);
}

} // namespace catamaran::engine::security
