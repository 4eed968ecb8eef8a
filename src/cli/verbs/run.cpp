// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/container_flags.h"
#include "src/cli/containers.h"
#include "src/cli/terminal.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"

#include <unistd.h>

namespace catamaran::cli {

namespace {

struct RunOptions {
    bool detach = false;
    bool signalProxy = true;
    std::string detachKeys;
};

/// `run` without -d: shows the container's streams until it ends, and passes its exit code on.
int runAttached(Invocation &call, engine::Engine &engine, const std::string &id,
                const engine::spec::ContainerSpec &spec, const ContainerFlags &flags,
                const RunOptions &options)
{
    AttachRequest request;
    request.id = id;
    request.tty = spec.tty;
    request.signalProxy = options.signalProxy;
    request.detachKeys = options.detachKeys;
    const AttachChoice all{spec.openStdin, true, true};
    const AttachChoice choice = flags.attach().value_or(all);
    request.in = spec.openStdin && (choice.in || !flags.attach());
    request.out = choice.out;
    request.err = choice.err;
    const auto code = attachAndStart(call.session, engine, request);
    int result = 0;
    if (!code)
        result = failWith(code.error(), exitCodeOf(code.error(), kExitEngine));
    else if (*code)
        result = **code;
    else
        return 0; // detached: it goes on
    if (spec.autoRemove) {
        // The engine removes it too when it sees the end; whoever comes second finds nothing. After an end it
        // may run again (restart), and stays.
        const auto removed = engine.remove(id, !code, true);
        if (!removed && removed.error().code() != base::Errc::NotFound &&
            (!code || removed.error().code() != base::Errc::InvalidState))
            printError(removed.error());
    }
    return result;
}

int run(Invocation &call)
{
    FlagSet options;
    ContainerFlags container;
    RunOptions own;
    container.declare(options);
    options.flag(own.detach, "detach", 'd', "Run container in background and print container ID");
    options.flag(own.signalProxy, "sig-proxy", 0, "Proxy received signals to the process");
    options.text(own.detachKeys, "detach-keys", 0, "Override the key sequence for detaching a container");
    bool quiet = false;
    options.flag(quiet, "quiet", 'q', "Suppress the pull output");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::No, {1, {}}, arguments))
        return *code;
    const auto spec = container.specification(arguments, currentDirectory());
    if (!spec)
        return failUsage(call, spec.error());
    if (own.detach && container.attach())
        return failUsage(call, base::Error(base::Errc::InvalidArgument,
                                           "conflicting options: cannot specify both --attach and --detach"));
    if (!own.detach && spec->tty && spec->openStdin && ::isatty(STDIN_FILENO) == 0)
        return failWith(base::Error(base::Errc::InvalidArgument, "the input device is not a TTY")
                            .withFix("Leave -t out when the input is a pipe or file."));
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error(), kExitEngine);
    const auto interruptible = call.session.interruptible();
    const auto id = createContainer(**engine, *spec, container.cidFile(), interruptible.context());
    if (!id)
        return failWith(id.error(), exitCodeOf(id.error(), kExitEngine));
    noticeBoot(*spec);
    if (!own.detach)
        return runAttached(call, **engine, *id, *spec, container, own);
    if (const auto started = (*engine)->start(*id, false, interruptible.context()); !started) {
        base::Error error = started.error();
        if (spec->autoRemove) {
            if (auto removed = (*engine)->remove(*id, true, true); !removed)
                error.addCleanup(removed.error());
        }
        return failWith(error, exitCodeOf(error, kExitEngine));
    }
    print(*id + "\n");
    return 0;
}

} // namespace

void addRun(Registry &registry)
{
    registry.add({"run", "Common Commands", "[OPTIONS] IMAGE [COMMAND] [ARG...]",
                  "Create and run a new container from an image", run});
}

} // namespace catamaran::cli
