// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/launch/launcher.h"

#include <cstdint>
#include <string>
#include <vector>

namespace catamaran::engine::launch {

/// "exec" of another OCI runtime, in the foreground: it ends when its process does, with that one's code.
struct ForeignExec {
    std::vector<std::string> arguments;   ///< of the runtime, its path first; they name the files below
    std::vector<std::string> environment; ///< of the runtime
    std::string directory;                ///< where it runs
    std::string pidFile;                  ///< in `directory`; the runtime writes it when the process is there
    std::string logFile;                  ///< in `directory`; JSON lines
    bool tty = false;                     ///< the runtime gets a terminal of the host as its own
    std::uint16_t rows = 0;
    std::uint16_t columns = 0;
};

/// Starts it, and returns when its process runs. With tty `streams` are ignored and Executed::terminal is the
/// master of the runtime's terminal; a resize of it reaches the process by way of the runtime (SIGWINCH).
/// Unlike Launcher::execute the process outlives ours, as docker's does.
/// Failure: CommandNotFound, CommandNotExecutable and System in the runtime's words, from here or, from a
/// runtime that tells so late, from Executed::wait. Cancelled.
/// Thread: safe.
base::Result<Launcher::Executed> executeForeign(const ForeignExec &plan, Launcher::StandardStreams streams,
                                                const base::OperationContext &context);

} // namespace catamaran::engine::launch
