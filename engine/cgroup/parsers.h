// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cgroup/cgroup.h"

#include <map>
#include <string_view>

/// Further pure parsers and formatters of the control group files.
namespace catamaran::engine::cgroup {

/// Where hierarchies are mounted, from the text of /proc/self/mountinfo (proc_pid_mountinfo(5)).
struct CgroupMounts {
    std::string unified;                       ///< mount point of cgroup2; empty: none
    std::map<std::string, std::string> byName; ///< v1 controller to mount point
};
CgroupMounts parseCgroupMounts(std::string_view mountinfo);

/// A number, or nullopt for "max" and for anything else.
std::optional<std::uint64_t> parseCount(std::string_view text);
/// The value of "key value" lines (cpu.stat, memory.events).
std::optional<std::uint64_t> keyedCount(std::string_view text, std::string_view key);

/// v1 has no "max": limits at this or above are none.
constexpr std::uint64_t kV1Unlimited = 0x7000000000000000;

} // namespace catamaran::engine::cgroup
