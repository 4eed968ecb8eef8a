// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/helpers/report.h"

namespace catamaran::helpers {

/// What the container's first process needs beside the plan.
struct ChildContext {
    const protocol::LaunchView *plan = nullptr;
    char *const *arguments = nullptr;
    char *const *environment = nullptr;
    int socket = -1;              ///< SEQPACKET to the monitor; closed by a successful execve
    int networkFd = -1;           ///< namespace to join, or -1
    int initFd = -1;              ///< catamaran-init, or -1
    const int *joinFds = nullptr; ///< one for each of plan->joinNamespaces
    int in = -1;                  ///< standard streams without a terminal
    int out = -1;
    int err = -1;
};

/// The life of a container's first process up to execve(2). Runs right after clone3.
[[noreturn]] void runContainerChild(const ChildContext &context);

} // namespace catamaran::helpers
