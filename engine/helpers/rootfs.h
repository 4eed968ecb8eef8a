// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/helpers/report.h"

namespace catamaran::helpers {

/// Makes the container's file system in the calling process's own mount namespace and makes it the root:
/// overlay, mounts, devices, terminal, sysctls, masked and read-only paths, pivot_root.
///
/// Uses the mount API of Linux 5.2 (mounts are made detached and then attached), so no path of the host is
/// looked up through the container's files, and every target is resolved inside the new root
/// (RESOLVE_IN_ROOT): a symbolic link of the image cannot lead out. Descriptors are left to close-on-exec.
/// Returns the terminal, or -1 without one. Ends the process with a report on failure.
/// `pause`, if there is one, is called when everything is mounted and the host's files can still be reached
/// by path (OCI hooks).
struct RootfsPause {
    void (*call)(void *context);
    void *context;
};
/// Only the root, over rootfs.mountPoint: for an external runtime, which mounts the rest.
void mountRootfs(const protocol::LaunchView &plan, const Report &report);
int makeRootfs(const protocol::LaunchView &plan, const Report &report, const RootfsPause *pause = nullptr);

} // namespace catamaran::helpers
