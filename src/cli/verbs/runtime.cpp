// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/checkpoints.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"
#include "src/runtime/command.h"

namespace catamaran::cli {

namespace {

// A command line of its own, with runc's grammar: catamaran-runtime is the same without the rest of us.
int runtimeVerb(Invocation &call)
{
    if (call.describe) // for the table of verbs: its options are runc's, and it would print them itself
        return 0;
    return runtime::runCommand("catamaran runtime", call.arguments);
}

// Known to docker, and to be refused with the reason instead of "is not a command".
int checkpointVerb(Invocation &call)
{
    FlagSet flags;
    std::string directory;
    bool leaveRunning = false;
    flags.text(directory, "checkpoint-dir", 0, "Use a custom checkpoint storage directory");
    if (call.path.ends_with("create"))
        flags.flag(leaveRunning, "leave-running", 0, "Leave the container running after checkpoint");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {1, 2}, arguments))
        return *code;
    return failWith(engine::checkpointRefusal(call.path.substr(call.path.find(' ') + 1)));
}

} // namespace

void addRuntime(Registry &registry)
{
    registry.add({"runtime", "Commands", "[GLOBAL OPTIONS] COMMAND [OPTIONS] [ARG...]",
                  "Low-level OCI runtime (create, start, state, kill, delete, run, exec, ...)", runtimeVerb});
    registry.add({"checkpoint create", "Commands", "[OPTIONS] CONTAINER CHECKPOINT",
                  "Create a checkpoint from a running container (not supported)", checkpointVerb});
    registry.add({"checkpoint ls", "Commands", "[OPTIONS] CONTAINER",
                  "List checkpoints for a container (not supported)", checkpointVerb});
    registry.add({"checkpoint rm", "Commands", "[OPTIONS] CONTAINER CHECKPOINT",
                  "Remove a checkpoint (not supported)", checkpointVerb});
}

} // namespace catamaran::cli
