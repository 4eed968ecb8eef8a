// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/oci/runtime.h"
#include "src/runtime/flags.h"
#include "src/runtime/log.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace catamaran::runtime {

using engine::oci::Runtime;

/// One call of a verb.
struct Call {
    std::string program;
    std::string verb;
    std::string root;
    Log log;
    std::vector<std::string> arguments;
    Runtime &runtime;
};

/// A verb parses call.arguments itself and returns the exit code.
struct Verb {
    const char *name;
    const char *usage;
    const char *about;
    base::Result<int> (*run)(Call &call);
};
const std::vector<Verb> &verbs();

/// Parses the options of a verb and checks how many arguments are left. Unset: go on; else the exit code.
base::Result<std::optional<int>> parse(Call &call, Flags &flags, std::size_t least, std::size_t most,
                                       bool interspersed = true);
void print(std::string_view text);

base::Result<int> runState(Call &call);
base::Result<int> runList(Call &call);
base::Result<int> runPs(Call &call);
base::Result<int> runEvents(Call &call);
base::Result<int> runUpdate(Call &call);
base::Result<int> runFeatures(Call &call);
base::Result<int> runSpec(Call &call);
base::Result<int> runCheckpoint(Call &call); ///< and restore: refused

} // namespace catamaran::runtime
