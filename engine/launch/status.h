// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <string>
#include <sys/types.h>

namespace catamaran::engine::launch {

/// What a monitor says about its container in <run directory>/status and, when it ended, in
/// <data directory>/exit. Written whole by temporary file and rename, read by anybody.
/// Text, one "key=value" per line, so that a person can read it; unknown keys are kept out of the way.
struct Status {
    enum class Phase { Starting, Running, Restarting, Exited };
    Phase phase = Phase::Starting;
    pid_t monitorPid = 0;
    std::uint64_t monitorStartTime = 0; ///< field 22 of /proc/<pid>/stat: pid plus this is an identity
    pid_t pid = 0;                      ///< the container's PID 1, as the host sees it
    std::uint64_t startTime = 0;
    std::int64_t startedAtNs = 0; ///< CLOCK_REALTIME
    std::int64_t finishedAtNs = 0;
    int exitCode = 0; ///< 0-255; 128+n for a signal
    bool oomKilled = false;
    bool stoppedByUser = false; ///< by stop or kill; not by the end of the host
    std::string error;          ///< why it could not be (re)started
    int restartCount = 0;
    std::string health; ///< "", "starting", "healthy", "unhealthy"
    int failingStreak = 0;
};

base::Result<Status> parseStatus(std::string_view text);
std::string formatStatus(const Status &status);

/// Field 22 of /proc/<pid>/stat, or NotFound when the process is gone.
base::Result<std::uint64_t> processStartTime(pid_t pid);
/// Whether exactly this process lives (not a later one with the same pid, not a zombie).
bool isAlive(pid_t pid, std::uint64_t startTime);

} // namespace catamaran::engine::launch
