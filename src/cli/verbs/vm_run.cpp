// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/container_flags.h"
#include "src/cli/containers.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"
#include "src/cli/verbs/vm/common.h"

#include <atomic>
#include <csignal>

namespace catamaran::cli {

namespace {

constexpr std::chrono::seconds kGrace{10};

/// Without -d: shows the program's output until the VM stops, and passes the exit code on.
int follow(Invocation &call, core::Deck &deck, const core::WorkloadId &id)
{
    hv::Hypervisor &vms = deck.hypervisor();
    std::atomic<int> asked = 0;
    const auto signals = call.session.handleSignals([&](int signal) {
        if (signal != SIGINT && signal != SIGTERM && signal != SIGHUP)
            return;
        // The second time does not wait for the guest.
        if (asked++ == 0)
            (void)vms.stop(id.id, kGrace, {});
        else
            (void)deck.remove(id, true);
    });
    const auto shown = vms.logs(id.id, true,
                                [](bool isStderr, std::string_view text) {
                                    if (isStderr)
                                        printStderr(text);
                                    else
                                        print(text);
                                },
                                {});
    const auto code = vms.wait(id.id, {});
    if (code)
        return *code;
    // A VM that removes itself may be gone before it could be asked.
    if (asked > 0)
        return 128 + SIGINT;
    return failWith(shown ? code.error() : shown.error(), kExitEngine);
}

int run(Invocation &call)
{
    // An image of a disk instead of a container's: another set of flags.
    if (call.describe == nullptr && vm::wantsDisk(call.arguments))
        return vm::runFull(call);
    FlagSet options;
    ContainerFlags container;
    bool detach = false;
    container.declare(options);
    options.flag(detach, "detach", 'd', "Run the VM in the background and print its ID");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::No, {1, {}}, arguments))
        return *code;
    const auto spec = container.specification(arguments, currentDirectory());
    if (!spec)
        return failUsage(call, spec.error());
    if (const auto obtainable = checkObtainable(*spec); !obtainable)
        return failWith(obtainable.error(), kExitEngine);
    const auto deck = call.session.deck();
    if (!deck)
        return failWith(deck.error(), kExitEngine);
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
    if (!detach)
        return follow(call, **deck, id);
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
