// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>
#include <vector>

namespace catamaran::engine::cgroup {

/// The directory of control group v2 below which this user may make groups, and takes this process into a
/// leaf of it, so that it may start others there; the directory itself holds no process (cgroups(7), "no
/// internal processes"). In this order: the one that `record` names (a file, written by an earlier call);
/// the group that this process lives in, if it was delegated (systemd's Delegate=yes) or simply belongs to
/// the user where there is no systemd; a scope "catamaran.scope" that the user's service manager is asked
/// for over D-Bus. The scope lives as long as a process in it.
///
/// Unsupported with the fix when there is none. May take some milliseconds, as it asks another program.
base::Result<std::string> delegatedGroup(const std::string &record);

/// The path of control group v2 in the text of /proc/<pid>/cgroup; empty if there is none. Pure.
std::string unifiedPath(const std::string &text);

/// How the user's service manager is asked for the scope, with this process in it. Pure.
std::vector<std::string> scopeCall(int pid);
/// The same when another process has the scope already.
std::vector<std::string> attachCall(int pid);

} // namespace catamaran::engine::cgroup
