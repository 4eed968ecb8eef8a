// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <chrono>
#include <string>
#include <vector>

namespace catamaran::engine::launch {

struct ProgramResult {
    int exitCode = 0;   ///< 128 plus the signal for a killed one
    std::string output; ///< stdout, and stderr behind it when the program failed; at most 1 MiB
};

/// Whether what interrupts the caller at a terminal (Ctrl+C) reaches the program too.
enum class Session { Callers, Own };

/// Runs a program of the user's PATH to its end: posix_spawn, `input` as stdin, nothing else inherited.
/// NotFound when there is no such program; Timeout after `deadline`, when it has been killed. Blocks.
/// Thread: safe.
base::Result<ProgramResult> runProgram(const std::vector<std::string> &arguments, const std::string &input,
                                       std::chrono::milliseconds deadline,
                                       Session session = Session::Callers);

} // namespace catamaran::engine::launch
