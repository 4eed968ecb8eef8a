// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lint/lint.h"

namespace catamaran::engine::lint {

/// The scripts of a Dockerfile as ShellCheck is to see them.
struct ShellCheckScript {
    std::string text; ///< with "#!" and the variables of ARG and ENV that hold there
    int line = 0;     ///< of the RUN
    int endLine = 0;
};

/// One script for each RUN that a shell of sh's family runs (SHELL says which); those of PowerShell and cmd,
/// the exec form and here-documents of other interpreters have none. Pure.
std::vector<ShellCheckScript> shellCheckScripts(std::string_view dockerfile, const std::string &file);

/// What the program `shellcheck` (PATH) says of them, as rules SCxxxx of the set of hadolint, which does the
/// same. All scripts are looked at by one process. `options` decide as for lintDockerfile(): levels, rules
/// that are left out, comments.
///
/// Failure: NotFound when there is no such program; Protocol for an answer that cannot be read; Timeout.
/// Blocks; thread: any.
base::Result<std::vector<Finding>> shellCheck(std::string_view dockerfile, const std::string &file,
                                              const LintOptions &options);

/// Findings of several sources in the order of lintDockerfile().
void sortFindings(std::vector<Finding> &findings);

} // namespace catamaran::engine::lint
