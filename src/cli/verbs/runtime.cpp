// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"
#include "src/runtime/command.h"

namespace catamaran::cli {

namespace {

// A command line of its own, with runc's grammar: catamaran-runtime is the same without the rest of us.
int runtimeVerb(Invocation &call)
{
    return runtime::runCommand("catamaran runtime", call.arguments);
}

} // namespace

void addRuntime(Registry &registry)
{
    registry.add({"runtime", "Commands", "[GLOBAL OPTIONS] COMMAND [OPTIONS] [ARG...]",
                  "Low-level OCI runtime (create, start, state, kill, delete, run, exec, ...)", runtimeVerb});
}

} // namespace catamaran::cli
