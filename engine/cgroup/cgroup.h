// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/launch_plan.h"
#include "engine/spec/container_spec.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::engine::cgroup {

/// Pressure stall information of one resource (Linux Documentation/accounting/psi.rst): in percent of the
/// time that some, or all, of the container's processes waited for it.
struct Pressure {
    double some10 = 0; ///< over the last 10 seconds
    double some60 = 0;
    double some300 = 0;
    std::uint64_t someTotalUs = 0;
    double full10 = 0;
    double full60 = 0;
    double full300 = 0;
    std::uint64_t fullTotalUs = 0;
};

/// Counters of one container at one moment. A member is unset when the kernel does not offer it.
struct Statistics {
    std::int64_t takenAtNs = 0;                    ///< CLOCK_MONOTONIC
    std::optional<std::uint64_t> cpuUsageNs;       ///< v2 cpu.stat usage_usec, v1 cpuacct.usage
    std::optional<std::uint64_t> memoryBytes;      ///< memory.current / memory.usage_in_bytes
    std::optional<std::uint64_t> memoryLimitBytes; ///< unset: no limit
    std::optional<std::uint64_t> memoryAnonBytes;
    std::optional<std::uint64_t> memoryFileBytes;
    std::optional<std::uint64_t> memoryInactiveFileBytes; ///< docker stats subtracts it
    std::optional<std::uint64_t> memoryKernelBytes;
    std::optional<std::uint64_t> memorySharedBytes; ///< shmem
    std::optional<std::uint64_t> ioReadBytes;
    std::optional<std::uint64_t> ioWriteBytes;
    std::optional<std::uint64_t> pids;
    std::optional<std::uint64_t> oomKills;
    std::optional<std::uint64_t> cpuUserNs;
    std::optional<std::uint64_t> cpuSystemNs;
    std::optional<std::uint64_t> cpuPeriods;          ///< of --cpus that have passed
    std::optional<std::uint64_t> cpuThrottledPeriods; ///< in which it was stopped for having used its share
    std::optional<std::uint64_t> cpuThrottledNs;
    std::optional<std::uint64_t> memoryPeakBytes;
    std::optional<std::uint64_t> memoryFailures; ///< how often the limit was reached
    std::optional<std::uint64_t> swapBytes;
    std::optional<std::uint64_t> pageFaults;
    std::optional<std::uint64_t> majorPageFaults;
    std::optional<std::uint64_t> ioReadOperations;
    std::optional<std::uint64_t> ioWriteOperations;
    std::optional<std::uint64_t> pidsLimit; ///< unset: no limit
    std::optional<Pressure> cpuPressure;    ///< v2 with CONFIG_PSI only
    std::optional<Pressure> memoryPressure;
    std::optional<Pressure> ioPressure;
};

enum class Layout { V2, V1, Hybrid, None };

/// What this host offers, found by looking at /proc/self/mountinfo, never at a version number.
struct HostCgroups {
    Layout layout = Layout::None;
    std::string unifiedRoot; ///< "/sys/fs/cgroup" on v2, or the subtree that was delegated to this user
    std::string explanation; ///< one sentence for `catamaran info`
};

/// What this host's groups lack, one sentence each: controllers that are not offered or not delegated, and
/// whether devices are filtered. Empty if nothing.
std::vector<std::string> shortcomings(const HostCgroups &host);

/// Makes, limits, reads and removes the control groups of containers, v2 or v1 behind one interface.
/// Thread: safe.
class CgroupDriver {
public:
    /// Picks the driver for this host. The driver of a host without usable control groups does nothing and
    /// says so in host().explanation; limits then fail with Unsupported.
    /// `instance` as in EngineOptions: groups are <root>/catamaran[-instance]/<container id>.
    /// `delegated` is a v2 directory that this user owns, to be used in place of the mount point; it must
    /// have no process of its own in it (cgroups(7), "no internal processes"). Empty: none.
    static base::Result<std::unique_ptr<CgroupDriver>> detect(const std::string &instance,
                                                              const std::string &delegated = {});
    virtual ~CgroupDriver() = default;

    [[nodiscard]] virtual const HostCgroups &host() const = 0;
    /// Makes the groups with their limits and with docker's default device list. Unsupported names a limit
    /// that this host cannot set, with what it lacks. `parent` is --cgroup-parent (group_names.h says what
    /// it means); every other function finds such a group by the id alone.
    virtual base::Result<launch::CgroupPlan>
    create(const std::string &containerId, const spec::Resources &limits, const std::string &parent = {}) = 0;
    virtual base::Result<launch::CgroupPlan> plan(const std::string &containerId) = 0;
    /// Sets what is set in `limits`, also while the container runs; the rest stays as it is.
    virtual base::Result<void> update(const std::string &containerId, const spec::Resources &limits) = 0;
    /// Allows devices beyond docker's default list, in the syntax of v1's devices.allow: "c 10:200 rwm",
    /// "a" for all (--privileged), and "deny c 10:200 w" against an earlier rule. Takes the place of what an
    /// earlier call allowed. Where a user may not filter devices (rootless) this does nothing: such a
    /// container can make no node anyway, and may use those it was given.
    virtual base::Result<void> allowDevices(const std::string &containerId,
                                            const std::vector<std::string> &rules) = 0;
    virtual base::Result<Statistics> statistics(const std::string &containerId) = 0;
    virtual base::Result<void> freeze(const std::string &containerId) = 0;
    virtual base::Result<void> thaw(const std::string &containerId) = 0;
    /// Kills every process of the container at once, also frozen ones. Returns when the signals are sent.
    virtual base::Result<void> kill(const std::string &containerId) = 0;
    /// Kills what is still inside (cgroup.kill, or freeze and signal) and removes the groups. Idempotent.
    virtual base::Result<void> remove(const std::string &containerId) = 0;
    /// Ids that have a group, for recovery.
    virtual base::Result<std::vector<std::string>> list() = 0;
};

/// Parsers of the kernel's files; pure, tested on text.
void parseMemoryStatV2(std::string_view text, Statistics &into);
void parseMemoryStatV1(std::string_view text, Statistics &into);
void parseIoStatV2(std::string_view text, Statistics &into);
void parseBlkioV1(std::string_view text, Statistics &into);
/// blkio.throttle.io_serviced_recursive: operations instead of bytes.
void parseBlkioOperationsV1(std::string_view text, Statistics &into);
/// cpu.stat of v2, with throttling; of v1 only throttling is there.
void parseCpuStatV2(std::string_view text, Statistics &into);
void parseCpuStatV1(std::string_view text, Statistics &into);
/// cpu.pressure, memory.pressure, io.pressure; nullopt if the text has no "some" line.
std::optional<Pressure> parsePressure(std::string_view text);

} // namespace catamaran::engine::cgroup
