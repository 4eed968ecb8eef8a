// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/launch_plan.h"
#include "engine/spec/container_spec.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace catamaran::engine::cgroup {

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
};

enum class Layout { V2, V1, Hybrid, None };

/// What this host offers, found by looking at /proc/self/mountinfo, never at a version number.
struct HostCgroups {
    Layout layout = Layout::None;
    std::string unifiedRoot; ///< "/sys/fs/cgroup" on v2
    std::string explanation; ///< one sentence for `catamaran info`
};

/// Makes, limits, reads and removes the control groups of containers, v2 or v1 behind one interface.
/// Thread: safe.
class CgroupDriver {
public:
    /// Picks the driver for this host. The driver of a host without usable control groups does nothing and
    /// says so in host().explanation; limits then fail with Unsupported.
    /// `instance` as in EngineOptions: groups are <root>/catamaran[-instance]/<container id>.
    static base::Result<std::unique_ptr<CgroupDriver>> detect(const std::string &instance);
    virtual ~CgroupDriver() = default;

    [[nodiscard]] virtual const HostCgroups &host() const = 0;
    /// Makes the groups with their limits. Unsupported names a limit that this host cannot set.
    virtual base::Result<launch::CgroupPlan> create(const std::string &containerId,
                                                    const spec::Resources &limits) = 0;
    virtual base::Result<launch::CgroupPlan> plan(const std::string &containerId) = 0;
    virtual base::Result<void> update(const std::string &containerId, const spec::Resources &limits) = 0;
    /// Allows devices beyond docker's default whitelist, in the syntax of v1's devices.allow: "c 10:200 rwm",
    /// "a" for all (--privileged). No effect on v2, where devices are not filtered yet.
    virtual base::Result<void> allowDevices(const std::string & /*containerId*/,
                                            const std::vector<std::string> & /*rules*/)
    {
        return {};
    }
    virtual base::Result<Statistics> statistics(const std::string &containerId) = 0;
    virtual base::Result<void> freeze(const std::string &containerId) = 0;
    virtual base::Result<void> thaw(const std::string &containerId) = 0;
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

} // namespace catamaran::engine::cgroup
