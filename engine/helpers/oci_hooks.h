// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/helpers/report.h"
#include "engine/launch/oci_protocol.h"

#include <sys/types.h>

namespace catamaran::helpers {

/// The container's state as hooks read it from their standard input.
struct HookState {
    const protocol::OciView *plan = nullptr;
    const char *status = "";
    pid_t pid = 0; ///< as the reader sees it; 0: not said
};

/// Runs the hooks one after the other (runtime-spec, config.md "Hooks"): the state on standard input, nothing
/// on standard output, and the start of what they say on standard error kept for the message. False with
/// step, errno and text of the first that fails, ends with another code than 0 or takes longer than its
/// timeout.
bool runHooks(const protocol::List<protocol::HookView> &hooks, const char *kind, const HookState &state,
              protocol::FailedMessage &failure);

} // namespace catamaran::helpers
