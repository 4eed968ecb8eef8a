// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"

namespace catamaran::cli {

namespace {

int commit(Invocation &call)
{
    FlagSet flags;
    engine::CommitRequest request;
    flags.text(request.author, "author", 'a', "Author (e.g., \"John Hannibal Smith <hannibal@a-team.com>\")");
    flags.text(request.message, "message", 'm', "Commit message");
    flags.list(request.changes, "change", 'c', "Apply Dockerfile instruction to the created image");
    flags.flag(request.pause, "pause", 'p', "Pause container during commit (default true)");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {1, 2}, arguments))
        return *code;
    if (arguments.size() > 1)
        request.tag = arguments[1];
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    const auto id = (*engine)->commit(arguments[0], request, interruptible.context());
    if (!id)
        return failWith(id.error());
    print(*id + "\n");
    return 0;
}

} // namespace

void addCommit(Registry &registry)
{
    registry.add({"commit", "Commands", "[OPTIONS] CONTAINER [REPOSITORY[:TAG]]",
                  "Create a new image from a container's changes", commit});
}

} // namespace catamaran::cli
