// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace catamaran::cli {

/// What /proc/<pid>/stat says of a process (proc_pid_stat(5)). Times are in clock ticks.
struct ProcessStat {
    pid_t pid = 0;
    std::string name;
    pid_t parent = 0;
    int terminal = 0; ///< device number; 0: none
    std::uint64_t userTicks = 0;
    std::uint64_t systemTicks = 0;
    std::uint64_t startTicks = 0; ///< since boot
};
/// Pure. Errc::Parse when the text is cut short.
base::Result<ProcessStat> parseProcessStat(std::string_view text);

/// "pts/3", "?" and the like, from a device number.
std::string terminalName(int device);
/// "00:01:07" of processor time.
std::string processorTime(std::uint64_t seconds);

/// The processes in the PID namespace of `first`, lowest pid first, as rows of `ps -ef`: UID PID PPID C STIME
/// TTY TIME CMD. Processes that end meanwhile are left out.
base::Result<std::vector<std::vector<std::string>>> processesBeside(pid_t first);

} // namespace catamaran::cli
