// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/helpers/report.h"
#include "engine/helpers/text.h"

/// The last steps before execve(2), shared by a container's first process and by exec. Each ends the process
/// with a report when it fails. Single-threaded; no allocation.
namespace catamaran::helpers {

/// A null-terminated pointer vector for execve(2), or null when the arena is used up.
char **pointerVector(const protocol::List<protocol::Text> &texts, protocol::Arena &arena);

/// The calling process, which has one thread, joins the groups of cgroup v1: "0" in the file tasks. In
/// cgroup.procs the same waits for a grace period of RCU, 3 to 15 ms (cgroup_threadgroup_rwsem), because it
/// moves any process with all of its threads. With `countingGroup` the group that counts processes is not
/// joined; its file is given, open, for a child to do it: a container at its limit lets processes in, but
/// none of its own clone. False with errno, and in `path` the file that refused.
bool joinGroupsV1(const protocol::CgroupView &cgroup, PathBuffer &path, int *countingGroup = nullptr);

/// Closes every descriptor above the standard streams but those of `kept` (-1: none). Before anything is
/// looked up for the container: a working directory or a program of /proc/self/fd/N would be the host's
/// (CVE-2024-21626), and a process inside that may trace could take what is open here (CVE-2016-9962).
void closeAllBut(std::initializer_list<int> kept, const Report &report);

/// A session keyring of the container's own, as runc: the caller's keys are none of its business.
void leaveSessionKeyring(const protocol::ProcessView &process, const Report &report);

void setLimits(const protocol::ProcessView &process, const Report &report);

/// Changes to the working directory, making it first if it does not exist (as docker does).
void enterWorkingDirectory(const protocol::ProcessView &process, const Report &report);

/// Groups, user, capabilities, no_new_privs and the seccomp filter, in the order that each still permits the
/// next. "Die with the parent" is set again after the user change, which clears it, unless the process is to
/// outlive its parent.
enum class WithParent { Dies, Lives };
void dropPrivileges(const protocol::ProcessView &process, const Report &report,
                    WithParent withParent = WithParent::Dies);

/// execvpe(3) with the PATH of the new environment. Reports ENOENT or EACCES as a shell would choose.
[[noreturn]] void execute(char *const *arguments, char *const *environment, const Report &report);

/// Makes `terminal` the controlling terminal and standard streams of a new session.
void adoptTerminal(int terminal, const Report &report);

/// Opens a pty in the devpts whose ptmx is `ptmxPath` below `directory`, which has to be a real one and no
/// link or device that the container put there (CVE-2025-52565): returns the slave, sends the master
/// to the report's peer as ChildTerminal.
int openTerminal(int directory, const char *ptmxPath, const protocol::ProcessView &process,
                 const Report &report);

} // namespace catamaran::helpers
