// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/host_flags.h"

#include "engine/base/file.h"
#include "engine/spec/modes.h"
#include "engine/spec/parse.h"

#include <array>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace catamaran::cli {

namespace spec = engine::spec;

namespace {

constexpr std::size_t kLargestProfile = 4U << 20;

struct Refused {
    const char *name;
    const char *placeholder; ///< empty: a switch
    const char *reason;
};
/// docker's options that mean nothing here. They are known, so that the answer is a reason and not "unknown
/// flag".
constexpr std::array<Refused, 6> kRefused = {{
    {"cpu-count", "int", "it is for Windows only"},
    {"cpu-percent", "int", "it is for Windows only"},
    {"io-maxbandwidth", "bytes", "it is for Windows only"},
    {"io-maxiops", "uint", "it is for Windows only"},
    {"kernel-memory", "bytes",
     "Linux has no limit for kernel memory of its own since 5.16; --memory counts it too"},
    {"use-api-socket", "", "there is no daemon whose socket a container could be given"},
}};

base::Result<void> pairsInto(const std::vector<std::string> &texts, std::map<std::string, std::string> &into)
{
    for (const std::string &text : texts) {
        const std::size_t equal = text.find('=');
        into[text.substr(0, equal)] = equal == std::string::npos ? "" : text.substr(equal + 1);
    }
    return {};
}

} // namespace

base::Result<std::string> securityOption(const std::string &text)
{
    constexpr std::string_view kSeccomp = "seccomp";
    const std::size_t at = text.find_first_of("=:");
    if (at == std::string::npos) {
        if (text != "no-new-privileges" && text != "writable-cgroups")
            return base::fail(base::Errc::InvalidArgument,
                              fmt::format("invalid --security-opt: \"{}\"", text));
        return text;
    }
    const std::string value = text.substr(at + 1);
    if (text.substr(0, at) != kSeccomp || value == "unconfined" || value == "builtin")
        return text;
    const auto profile = base::readFile(value, kLargestProfile);
    if (!profile)
        return base::fail(
            base::Error(base::Errc::InvalidArgument, fmt::format("opening seccomp profile ({}) failed: {}",
                                                                 value, profile.error().message()))
                .withFix("Give a JSON profile in docker's format, or seccomp=unconfined."));
    const auto document = nlohmann::ordered_json::parse(*profile, nullptr, false);
    if (document.is_discarded() || !document.is_object())
        return base::fail(
            base::Errc::InvalidArgument,
            fmt::format("compacting json for seccomp profile ({}) failed: invalid JSON", value));
    return "seccomp=" + document.dump();
}

void HostFlags::declare(FlagSet &flags, spec::ContainerSpec &spec)
{
    declareModes(flags, spec);
    declareLimits(flags, spec);
    declareDevices(flags, spec);
    declareRefused(flags);
    flags.list(m_annotations, "annotation", 0, "Add an annotation to the container", "map");
    flags.list(m_volumesFrom, "volumes-from", 0, "Mount volumes from the specified container(s)");
    flags.text(m_volumeDriver, "volume-driver", 0, "Optional volume driver for the container (only local)");
    flags.list(m_storageOptions, "storage-opt", 0,
               "Storage driver options for the container (refused: overlay has no quota here)");
    flags.text(spec.runtime, "runtime", 0, "Runtime to use for this container");
    flags.text(m_isolation, "isolation", 0, "Container isolation technology (only default)");
    flags.flag(m_contentTrustDisabled, "disable-content-trust", 0, "Skip image verification");
}

void HostFlags::declareModes(FlagSet &flags, spec::ContainerSpec &spec)
{
    const auto mode = [&flags](std::string &target, base::Result<std::string> (*parse)(std::string_view),
                               const char *name, const char *help) {
        flags.value(
            [&target, parse](const std::string &text) -> base::Result<void> {
                CATAMARAN_TRY(target, parse(text));
                return {};
            },
            name, 0, help);
    };
    mode(spec.ipcMode, spec::parseIpcMode, "ipc",
         "IPC mode to use (none|private|shareable|host|container:NAME)");
    mode(spec.pidMode, spec::parsePidMode, "pid", "PID namespace to use (host|container:NAME)");
    mode(spec.utsMode, spec::parseUtsMode, "uts", "UTS namespace to use (host)");
    mode(spec.usernsMode, spec::parseUsernsMode, "userns", "User namespace to use (host|keep-id)");
    mode(spec.cgroupnsMode, spec::parseCgroupnsMode, "cgroupns", "Cgroup namespace to use (host|private)");
}

void HostFlags::declareLimits(FlagSet &flags, spec::ContainerSpec &spec)
{
    spec::Resources &limits = spec.resources;
    flags.text(spec.cgroupParent, "cgroup-parent", 0, "Optional parent cgroup for the container");
    flags.integer(limits.cpuPeriodUs, "cpu-period", 0, "Limit CPU CFS (Completely Fair Scheduler) period");
    flags.integer(limits.cpuQuotaUs, "cpu-quota", 0, "Limit CPU CFS (Completely Fair Scheduler) quota");
    flags.integer(limits.cpuRealtimePeriodUs, "cpu-rt-period", 0,
                  "Limit CPU real-time period in microseconds");
    flags.integer(limits.cpuRealtimeRuntimeUs, "cpu-rt-runtime", 0,
                  "Limit CPU real-time runtime in microseconds");
    flags.integer(m_swappiness, "memory-swappiness", 0, "Tune container memory swappiness (0 to 100)");
    flags.flag(m_oomKillDisable, "oom-kill-disable", 0, "Disable OOM Killer");
    flags.integer(m_blkioWeight, "blkio-weight", 0,
                  "Block IO (relative weight), between 10 and 1000, or 0 to disable");
}

void HostFlags::declareDevices(FlagSet &flags, spec::ContainerSpec &spec)
{
    spec::Resources &limits = spec.resources;
    flags.value(
        [&limits](const std::string &text) -> base::Result<void> {
            CATAMARAN_TRY(const auto weight, spec::parseWeightDevice(text));
            limits.blkioWeightDevices.push_back({weight.first, weight.second});
            return {};
        },
        "blkio-weight-device", 0, "Block IO weight (relative device weight)", "list");
    struct Rate {
        const char *name;
        const char *help;
        std::vector<spec::DeviceLimit> *target;
        base::Result<std::pair<std::string, std::uint64_t>> (*parse)(std::string_view);
    };
    for (const Rate &rate : {Rate{"device-read-bps", "Limit read rate (bytes per second) from a device",
                                  &limits.deviceReadBps, spec::parseThrottleBytes},
                             Rate{"device-write-bps", "Limit write rate (bytes per second) to a device",
                                  &limits.deviceWriteBps, spec::parseThrottleBytes},
                             Rate{"device-read-iops", "Limit read rate (IO per second) from a device",
                                  &limits.deviceReadIops, spec::parseThrottleOperations},
                             Rate{"device-write-iops", "Limit write rate (IO per second) to a device",
                                  &limits.deviceWriteIops, spec::parseThrottleOperations}})
        flags.value(
            [target = rate.target, parse = rate.parse](const std::string &text) -> base::Result<void> {
                CATAMARAN_TRY(const auto limit, parse(text));
                target->push_back({limit.first, limit.second});
                return {};
            },
            rate.name, 0, rate.help, "list");
    flags.value(
        [&spec](const std::string &text) -> base::Result<void> {
            CATAMARAN_TRY(const std::string rule, spec::parseDeviceRule(text));
            spec.deviceCgroupRules.push_back(rule);
            return {};
        },
        "device-cgroup-rule", 0, "Add a rule to the cgroup allowed devices list", "list");
    flags.value(
        [&spec](const std::string &text) -> base::Result<void> {
            CATAMARAN_CHECK(spec::parseGpuRequest(text));
            spec.gpus.push_back(text);
            return {};
        },
        "gpus", 0, "GPU devices to add to the container ('all' to pass all GPUs), by their CDI specification",
        "gpu-request");
}

void HostFlags::declareRefused(FlagSet &flags)
{
    for (const Refused &refused : kRefused) {
        const auto take = [this, &refused](const std::string &) -> base::Result<void> {
            if (m_refused.empty()) {
                m_refused = refused.name;
                m_reason = refused.reason;
            }
            return {};
        };
        flags.value(take, refused.name, 0, std::string("Refused: ") + refused.reason, refused.placeholder);
    }
}

base::Result<void> HostFlags::into(spec::ContainerSpec &spec) const
{
    if (!m_refused.empty())
        return base::fail(
            base::Error(base::Errc::Unsupported, "--" + m_refused + " is not supported: " + m_reason)
                .withFix("Leave --" + m_refused + " out."));
    if (!m_isolation.empty() && m_isolation != "default")
        return base::fail(
            base::Errc::InvalidArgument,
            fmt::format("Invalid isolation: \"{}\" - linux only supports 'default'", m_isolation));
    if (!m_contentTrustDisabled)
        return base::fail(base::Error(base::Errc::Unsupported,
                                      "--disable-content-trust=false is not supported: images are checked by "
                                      "their digests, not by signatures")
                              .withFix("Leave --disable-content-trust out."));
    CATAMARAN_CHECK(pairsInto(m_annotations, spec.annotations));
    CATAMARAN_CHECK(pairsInto(m_storageOptions, spec.storageOptions));
    for (const std::string &text : m_volumesFrom)
        CATAMARAN_CHECK(spec::parseVolumesFrom(text));
    spec.volumesFrom = m_volumesFrom;
    if (m_swappiness && *m_swappiness != -1)
        spec.resources.memorySwappiness = *m_swappiness;
    if (m_oomKillDisable)
        spec.resources.oomKillDisable = true;
    if (m_blkioWeight && *m_blkioWeight != 0) {
        if (*m_blkioWeight < 10 || *m_blkioWeight > 1000)
            return base::fail(base::Errc::InvalidArgument, "Range of blkio weight is from 10 to 1000");
        spec.resources.blkioWeight = static_cast<std::uint16_t>(*m_blkioWeight);
    }
    for (spec::Mount &mount : spec.mounts) {
        if (mount.type == spec::MountType::Volume && mount.volumeDriver.empty())
            mount.volumeDriver = m_volumeDriver;
    }
    for (std::string &option : spec.securityOptions) {
        CATAMARAN_TRY(option, securityOption(option));
    }
    return {};
}

} // namespace catamaran::cli
