// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/helpers/process_setup.h"
#include "engine/launch/oci_protocol.h"

namespace catamaran::helpers {

/// What a process of an OCI container needs beside the plan.
struct OciContext {
    const protocol::OciView *plan = nullptr;
    char *const *arguments = nullptr;
    char *const *environment = nullptr;
    int socket = -1; ///< SEQPACKET to the helper that cloned us
    int start = -1;  ///< Create: the start FIFO
};

/// The container's first process, from clone3 to execve. It dies with the helper until ChildGo has come, and
/// with nobody afterwards.
[[noreturn]] void runOciInit(const OciContext &context);

/// A further process; the namespaces have been entered.
[[noreturn]] void runOciExec(const OciContext &context);

/// Clones and watches over either of them up to its commit. These are catamaran-oci's two long actions; they
/// return the exit code of the helper.
int createContainer(const OciContext &context, const Report &report);
int executeInContainer(const OciContext &context, const Report &report);

/// The helper's half of the conversation: passes failures and the terminal on, runs the hooks of the
/// runtime's side when the child asks for it, reports Started, and tells the child to go when the commit has
/// come. Kills it otherwise.
int superviseChild(const OciContext &context, const Report &report, int socket, int pidfd, pid_t pid);

} // namespace catamaran::helpers
