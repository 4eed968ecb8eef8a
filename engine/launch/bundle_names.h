// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Names in the bundle of an external OCI runtime (ExternalPlan). Plain C, shared with the monitor.
namespace catamaran::engine::launch::bundle {

constexpr const char *kRootfs = "rootfs";   ///< empty directory; the overlay is mounted over it
constexpr const char *kNetwork = "net";     ///< empty file; the network namespace is bound over it
constexpr const char *kJoinPrefix = "join"; ///< "join0" and so on: namespaces of others, in their order
constexpr const char *kPid = "pid";         ///< the runtime writes the first process's number
constexpr const char *kLog = "log";         ///< what the runtime has to say, in JSON
constexpr const char *kRestoreLog = "restore.log"; ///< what criu(8) has to say, "Error (where): what"
constexpr const char *kConsole = "console";        ///< socket that gets the terminal

constexpr int kRestoredNetwork = 3; ///< descriptors that criu(8) finds: the network namespace,
constexpr int kRestoredStreams = 4; ///< and the three streams
constexpr unsigned kAfterRestore = 7;

/// Where catamaran-init is in such a container (--init). Called so, it leaves its own name out of what it
/// runs.
constexpr const char *kInitInside = "/sbin/catamaran-init";

} // namespace catamaran::engine::launch::bundle
