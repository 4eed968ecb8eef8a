// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace catamaran::runtime {

/// The command line of the OCI runtime, with the verbs and flags of runc(8): `program [global options] VERB
/// [options] [arguments]`. Returns the exit code: 0, 1 for an error, and for `run` and `exec` in the
/// foreground the program's.
int runCommand(const std::string &program, std::vector<std::string> arguments);

} // namespace catamaran::runtime
