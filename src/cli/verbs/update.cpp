// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/spec/parse.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"

#include <cmath>

namespace catamaran::cli {

namespace {

namespace spec = engine::spec;

int update(Invocation &call)
{
    FlagSet flags;
    engine::UpdateRequest request;
    spec::Resources &limits = request.resources;
    std::optional<std::int64_t> blkioWeight;
    std::optional<base::Bytes> kernelMemory;
    flags.value(
        [&](const std::string &text) -> base::Result<void> {
            CATAMARAN_TRY(request.restart, spec::parseRestartPolicy(text));
            return {};
        },
        "restart", 0, "Restart policy to apply when a container exits");
    flags.bytes(limits.memory, "memory", 'm', "Memory limit");
    flags.bytes(limits.memorySwap, "memory-swap", 0,
                "Swap limit equal to memory plus swap: -1 to enable unlimited swap",
                FlagSet::MinusOne::Allowed);
    flags.bytes(limits.memoryReservation, "memory-reservation", 0, "Memory soft limit");
    flags.bytes(kernelMemory, "kernel-memory", 0, "Kernel memory limit (deprecated)");
    flags.decimal(limits.cpus, "cpus", 0, "Number of CPUs");
    flags.integer(limits.cpuShares, "cpu-shares", 'c', "CPU shares (relative weight)");
    flags.integer(limits.cpuPeriodUs, "cpu-period", 0, "Limit CPU CFS (Completely Fair Scheduler) period");
    flags.integer(limits.cpuQuotaUs, "cpu-quota", 0, "Limit CPU CFS (Completely Fair Scheduler) quota");
    flags.integer(limits.cpuRealtimePeriodUs, "cpu-rt-period", 0,
                  "Limit the CPU real-time period in microseconds");
    flags.integer(limits.cpuRealtimeRuntimeUs, "cpu-rt-runtime", 0,
                  "Limit the CPU real-time runtime in microseconds");
    flags.text(limits.cpusetCpus, "cpuset-cpus", 0, "CPUs in which to allow execution (0-3, 0,1)");
    flags.text(limits.cpusetMems, "cpuset-mems", 0, "MEMs in which to allow execution (0-3, 0,1)");
    flags.integer(limits.pids, "pids-limit", 0, "Tune container pids limit (set -1 for unlimited)");
    flags.integer(blkioWeight, "blkio-weight", 0,
                  "Block IO (relative weight), between 10 and 1000, or 0 to disable (default 0)");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {1, {}}, names))
        return *code;
    if (kernelMemory)
        return failUsage(call,
                         base::Error(base::Errc::Unsupported, "--kernel-memory is not supported: the kernel "
                                                              "has no such limit any more"));
    if (blkioWeight) {
        if (*blkioWeight != 0 && (*blkioWeight < 10 || *blkioWeight > 1000))
            return failWith(
                base::Error(base::Errc::InvalidArgument, "Range of blkio weight is from 10 to 1000"));
        limits.blkioWeight = static_cast<std::uint16_t>(*blkioWeight);
    }
    if (limits.cpus && (limits.cpuPeriodUs || limits.cpuQuotaUs))
        return failWith(
            base::Error(base::Errc::InvalidArgument,
                        "Conflicting options: Nano CPUs and CPU Period/Quota cannot both be set."));
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    return forEachName(names, Echo::Yes,
                       [&](const std::string &name) { return (*engine)->update(name, request); });
}

} // namespace

void addUpdate(Registry &registry)
{
    registry.add({"update", "Commands", "[OPTIONS] CONTAINER [CONTAINER...]",
                  "Update configuration of one or more containers", update});
}

} // namespace catamaran::cli
