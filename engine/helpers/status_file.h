// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/launch/protocol.h"

#include <sys/types.h>

namespace catamaran::helpers {

/// The members of launch/status.h, kept by the monitor.
struct MonitorStatus {
    const char *phase = "starting";
    pid_t monitorPid = 0;
    uint64_t monitorStartTime = 0;
    pid_t pid = 0;
    uint64_t startTime = 0;
    int64_t startedAtNs = 0;
    int64_t finishedAtNs = 0;
    int exitCode = 0;
    bool oomKilled = false;
    bool stoppedByUser = false;
    char error[320] = {};
    int restartCount = 0;
    const char *health = "";
    int failingStreak = 0;
};

enum class Durable { No, Yes };

/// Writes `name` in the directory by temporary file and rename; with Durable::Yes also fsync of both.
bool writeStatus(int directory, const char *name, const MonitorStatus &status, Durable durable);

} // namespace catamaran::helpers
