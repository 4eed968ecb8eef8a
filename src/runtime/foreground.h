// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <functional>
#include <string>
#include <sys/types.h>

namespace catamaran::runtime {

/// Becomes the one who waits for what is started from here on (prctl(2), PR_SET_CHILD_SUBREAPER), and blocks
/// the signals that supervise() passes on.
void becomeReaper();

/// Waits for `pid`, passing signals on to it. Its exit code, 128 plus the signal.
base::Result<int> supervise(pid_t pid);

/// A console socket of our own, for a terminal in the foreground: `start` gets its path and makes the
/// process; our terminal is copied to and from the one that arrives, and its size follows.
base::Result<int>
superviseTerminal(const std::string &directory,
                  const std::function<base::Result<pid_t>(const std::string &socket)> &start);

} // namespace catamaran::runtime
