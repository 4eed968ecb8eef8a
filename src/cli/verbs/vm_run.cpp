// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/container_flags.h"
#include "src/cli/containers.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"
#include "src/cli/verbs/vm/common.h"

#include <unistd.h>

namespace catamaran::cli {

namespace {

int run(Invocation &call)
{
    // An image of a disk instead of a container's: another set of flags.
    if (call.describe == nullptr && vm::wantsDisk(call.arguments))
        return vm::runFull(call);
    FlagSet options;
    ContainerFlags container;
    bool detach = false;
    container.declare(options);
    vm::Hold hold;
    options.flag(detach, "detach", 'd', "Run the VM in the background and print its ID");
    options.flag(hold.signalProxy, "sig-proxy", 0, "Proxy received signals to the process");
    options.text(hold.detachKeys, "detach-keys", 0, "Override the key sequence for detaching from a VM");
    hv::StartMode start = hv::StartMode::Fastest;
    options.value([&start](const std::string &text) { return vm::parseStartMode(text, start); }, "start", 0,
                  "How to start: cold, clone, spare, or fastest: what is ready (default)", "string");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::No, {1, {}}, arguments))
        return *code;
    const auto spec = container.specification(arguments, currentDirectory());
    if (!spec)
        return failUsage(call, spec.error());
    if (!detach && spec->tty && spec->openStdin && ::isatty(STDIN_FILENO) == 0)
        return failWith(base::Error(base::Errc::InvalidArgument, "the input device is not a TTY")
                            .withFix("Leave -t out when the input is a pipe or file."));
    if (const auto obtainable = checkObtainable(*spec); !obtainable)
        return failWith(obtainable.error(), kExitEngine);
    const auto deck = call.session.deck();
    if (!deck)
        return failWith(deck.error(), kExitEngine);
    (*deck)->hypervisor().preferStart(start);
    core::WorkloadId id;
    {
        const auto interruptible = call.session.interruptible();
        auto started = (*deck)->runVm(*spec, interruptible.context());
        if (!started && isMissingImage(started.error())) {
            const auto engine = call.session.engine();
            if (!engine)
                return failWith(engine.error(), kExitEngine);
            if (const auto pulled = pullForRun(**engine, *spec, interruptible.context()); !pulled)
                return failWith(pulled.error(), kExitEngine);
            started = (*deck)->runVm(*spec, interruptible.context());
        }
        if (!started)
            return failWith(explainMissingImage(started.error(), spec->image), kExitEngine);
        id = *started;
    }
    if (!detach) {
        hold.keyboard = spec->openStdin;
        hold.tty = spec->tty;
        hold.fromStart = true;
        return vm::holdVm(call, **deck, id.id, hold);
    }
    print(id.id + "\n");
    return 0;
}

} // namespace

void addVmRun(Registry &registry)
{
    registry.add({"vm run", "Virtual Machines", "[OPTIONS] IMAGE [COMMAND] [ARG...]",
                  "Run a container image as a light VM", run});
}

} // namespace catamaran::cli
