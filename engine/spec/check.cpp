// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/spec/modes.h"
#include "engine/spec/parse.h"
#include "engine/spec/text.h"

#include <fmt/format.h>
#include <string_view>

namespace catamaran::engine::spec {

using base::Errc;
using base::fail;
using base::Result;

namespace {

constexpr std::int64_t kLeastMemory = 6LL << 20;

tl::unexpected<base::Error> invalid(std::string what)
{
    return fail(Errc::InvalidArgument, std::move(what));
}

Result<void> checkMemory(const Resources &limits)
{
    const auto countOf = [](const std::optional<base::Bytes> &bytes) { return bytes ? bytes->count : 0; };
    const std::int64_t memory = countOf(limits.memory);
    const std::int64_t swap = countOf(limits.memorySwap);
    const std::int64_t reservation = countOf(limits.memoryReservation);
    if (memory > 0 && memory < kLeastMemory)
        return invalid("Minimum memory limit allowed is 6MB");
    if (memory > 0 && swap > 0 && swap < memory)
        return invalid("Minimum memoryswap limit should be larger than memory limit, see usage");
    if (memory == 0 && swap > 0)
        return invalid("You should always set the Memory limit when using Memoryswap limit, see usage");
    if (limits.memorySwappiness && (*limits.memorySwappiness < -1 || *limits.memorySwappiness > 100))
        return invalid(fmt::format("Invalid value: {}, valid memory swappiness range is 0-100",
                                   *limits.memorySwappiness));
    if (reservation > 0 && reservation < kLeastMemory)
        return invalid("Minimum memory reservation allowed is 6MB");
    if (memory > 0 && reservation > 0 && memory < reservation)
        return invalid("Minimum memory limit can not be less than memory reservation limit, see usage");
    if (limits.shmSize && limits.shmSize->count < 0)
        return invalid("SHM size can not be less than 0");
    return {};
}

Result<void> checkProcessors(const Resources &limits, unsigned processors)
{
    const std::int64_t period = limits.cpuPeriodUs.value_or(0);
    const std::int64_t quota = limits.cpuQuotaUs.value_or(0);
    if (limits.cpus && *limits.cpus > 0 && period != 0)
        return invalid("Conflicting options: Nano CPUs and CPU Period cannot both be set");
    if (limits.cpus && *limits.cpus > 0 && quota != 0)
        return invalid("Conflicting options: Nano CPUs and CPU Quota cannot both be set");
    if (limits.cpus && (*limits.cpus < 0 || (*limits.cpus > 0 && *limits.cpus < 0.01) ||
                        *limits.cpus > static_cast<double>(processors)))
        return invalid(fmt::format(
            "Range of CPUs is from 0.01 to {0}.00, as there are only {0} CPUs available", processors));
    if (period != 0 && (period < 1000 || period > 1'000'000))
        return invalid("CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. "
                       "1000000)");
    if (quota > 0 && quota < 1000)
        return invalid("CPU cfs quota can not be less than 1ms (i.e. 1000)");
    const std::int64_t realtimePeriod = limits.cpuRealtimePeriodUs.value_or(0);
    const std::int64_t realtimeRuntime = limits.cpuRealtimeRuntimeUs.value_or(0);
    if (realtimePeriod != 0 && realtimeRuntime > realtimePeriod)
        return invalid("cpu real-time runtime cannot be higher than cpu real-time period");
    return {};
}

Result<void> checkBlockDevices(const Resources &limits)
{
    if (limits.blkioWeight && *limits.blkioWeight != 0 &&
        (*limits.blkioWeight < 10 || *limits.blkioWeight > 1000))
        return invalid("Range of blkio weight is from 10 to 1000");
    return {};
}

Result<void> checkModes(const ContainerSpec &spec)
{
    CATAMARAN_CHECK(parseIpcMode(spec.ipcMode));
    CATAMARAN_CHECK(parsePidMode(spec.pidMode));
    CATAMARAN_CHECK(parseUtsMode(spec.utsMode));
    CATAMARAN_CHECK(parseCgroupnsMode(spec.cgroupnsMode));
    CATAMARAN_CHECK(parseUsernsMode(spec.usernsMode));
    if (spec.utsMode == "host" && !spec.hostname.empty())
        return invalid("conflicting options: hostname and the UTS mode");
    if (spec.utsMode == "host" && !spec.domainname.empty())
        return invalid("conflicting options: domainname and the UTS mode");
    const bool ownUsers = !spec.usernsMode.empty() && spec.usernsMode != "host";
    if (spec.privileged && ownUsers)
        return invalid("privileged mode is incompatible with user namespaces.  You must run the container in "
                       "the host namespace when running privileged mode");
    return {};
}

// A value that belongs to a namespace must not be set where that is the host's, or another container's.
Result<void> checkSysctls(const ContainerSpec &spec)
{
    const bool hostIpc = spec.ipcMode == "host";
    for (const auto &[name, value] : spec.sysctls) {
        CATAMARAN_CHECK(parseSysctl(name + "=" + value));
        const bool isNetwork = name.starts_with("net.");
        if (isNetwork && spec.network == "host")
            return fail(base::Error(Errc::InvalidArgument,
                                    fmt::format("sysctl \"{}\" not allowed in host network namespace", name))
                            .withFix("Leave --network host out, or set it on the host with sysctl(8)."));
        if (!isNetwork && hostIpc)
            return fail(
                base::Error(Errc::InvalidArgument,
                            fmt::format("sysctl \"{}\" is not allowed in the hosts ipc namespace", name))
                    .withFix("Leave --ipc host out, or set it on the host with sysctl(8)."));
    }
    return {};
}

Result<void> checkAnnotations(const ContainerSpec &spec)
{
    for (const auto &[key, value] : spec.annotations) {
        if (key.empty())
            return invalid("invalid Annotation: the empty string is not permitted as an annotation key: " +
                           value);
    }
    return {};
}

} // namespace

Result<void> checkSpec(const ContainerSpec &spec, unsigned processors)
{
    CATAMARAN_CHECK(checkMemory(spec.resources));
    CATAMARAN_CHECK(checkProcessors(spec.resources, processors));
    CATAMARAN_CHECK(checkBlockDevices(spec.resources));
    CATAMARAN_CHECK(checkModes(spec));
    CATAMARAN_CHECK(checkSysctls(spec));
    return checkAnnotations(spec);
}

} // namespace catamaran::engine::spec
