// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/output.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"
#include "src/runtime/command.h"

#include <filesystem>

namespace catamaran::cli {

namespace {

// A command line of its own, with runc's grammar: catamaran-runtime is the same without the rest of us.
int runtimeVerb(Invocation &call)
{
    if (call.describe) // for the table of verbs: its options are runc's, and it would print them itself
        return 0;
    return runtime::runCommand("catamaran runtime", call.arguments);
}

struct CheckpointCall {
    std::string directory;
    bool leaveRunning = false;
    std::vector<std::string> names; ///< the container, and the checkpoint but for `ls`
};

std::optional<int> parseCheckpoint(Invocation &call, CheckpointCall &wish)
{
    FlagSet flags;
    flags.text(wish.directory, "checkpoint-dir", 0, "Use a custom checkpoint storage directory");
    if (call.path.ends_with("create"))
        flags.flag(wish.leaveRunning, "leave-running", 0, "Leave the container running after checkpoint");
    const std::size_t count = call.path.ends_with("ls") ? 1 : 2;
    const auto code = parseOptions(call, flags, Interspersed::Yes, {count, count}, wish.names);
    if (!code && !wish.directory.empty())
        wish.directory = std::filesystem::absolute(wish.directory).string();
    return code;
}

int createCheckpoint(Invocation &call)
{
    CheckpointCall wish;
    if (const auto code = parseCheckpoint(call, wish))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto made =
        (*engine)->createCheckpoint(wish.names[0], {wish.names[1], wish.directory}, wish.leaveRunning, {});
    if (!made)
        return failWith(made.error());
    print(wish.names[1] + "\n");
    return 0;
}

int listCheckpoints(Invocation &call)
{
    CheckpointCall wish;
    if (const auto code = parseCheckpoint(call, wish))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto all = (*engine)->checkpoints(wish.names[0], wish.directory);
    if (!all)
        return failWith(all.error());
    print("CHECKPOINT NAME\n");
    for (const engine::Checkpoint &checkpoint : *all)
        print(checkpoint.name + "\n");
    return 0;
}

int removeCheckpoint(Invocation &call)
{
    CheckpointCall wish;
    if (const auto code = parseCheckpoint(call, wish))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto removed = (*engine)->removeCheckpoint(wish.names[0], {wish.names[1], wish.directory});
    return removed ? 0 : failWith(removed.error());
}

} // namespace

void addRuntime(Registry &registry)
{
    registry.add({"runtime", "Commands", "[GLOBAL OPTIONS] COMMAND [OPTIONS] [ARG...]",
                  "Low-level OCI runtime (create, start, state, kill, delete, run, exec, ...)", runtimeVerb});
    registry.add({"checkpoint create", "Commands", "[OPTIONS] CONTAINER CHECKPOINT",
                  "Create a checkpoint from a running container", createCheckpoint});
    registry.add({"checkpoint ls", "Commands", "[OPTIONS] CONTAINER", "List checkpoints for a container",
                  listCheckpoints});
    registry.add({"checkpoint rm", "Commands", "[OPTIONS] CONTAINER CHECKPOINT", "Remove a checkpoint",
                  removeCheckpoint});
}

} // namespace catamaran::cli
