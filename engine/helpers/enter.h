// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/helpers/report.h"

#include <sched.h>
#include <sys/types.h>

namespace catamaran::helpers {

constexpr int kAllNamespaces =
    CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWCGROUP;

/// A process to be run inside a running container.
struct EnterContext {
    const protocol::ProcessView *process = nullptr;
    const protocol::CgroupView *cgroup = nullptr;
    char *const *arguments = nullptr;
    char *const *environment = nullptr;
    int targetPidfd = -1;
    pid_t targetPid = 0; ///< held by the pidfd
    int namespaces = kAllNamespaces;
    int streams[3] = {-1, -1, -1};
};

struct Entered {
    pid_t pid = -1; ///< as this process sees it; a child of this process
    int pidfd = -1;
    int socket = -1; ///< the child's reports; at its end once the program is executed
};

/// Clones a child into the target's namespaces, which executes the program. The caller's own pid namespace
/// for further children is put back. Reports and returns pid -1 on failure.
Entered enterContainer(const EnterContext &context, const Report &report);

/// Waits until the child has executed; false with what it reported. A terminal that it makes is passed on to
/// `terminalTo` (-1: dropped).
bool awaitExecution(const Entered &entered, int terminalTo, protocol::FailedMessage &failure);

/// Field 22 of /proc/<pid>/stat, 0 if the process is gone.
uint64_t processStartTime(pid_t pid);

} // namespace catamaran::helpers
