// SPDX-License-Identifier: GPL-3.0-or-later
// attach, exec and revive.
#include "engine/spec/parse.h"
#include "src/cli/output.h"
#include "src/cli/verbs/vm/common.h"
#include "src/cli/verbs/vm/streams.h"

#include <atomic>
#include <csignal>
#include <unistd.h>

namespace catamaran::cli::vm {

namespace {

using Names = std::vector<std::string>;

constexpr std::chrono::seconds kGrace{10};

base::Error notATerminal(const char *fix)
{
    base::Error error(base::Errc::InvalidArgument, "the input device is not a TTY");
    return std::move(error).withFix(fix);
}

int attach(Invocation &call)
{
    FlagSet options;
    Hold hold;
    bool noStdin = false;
    options.text(hold.detachKeys, "detach-keys", 0, "Override the key sequence for detaching from a VM");
    options.flag(noStdin, "no-stdin", 0, "Do not attach STDIN");
    options.flag(hold.signalProxy, "sig-proxy", 0,
                 "Proxy all received signals to the process (default true)");
    Names names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, names))
        return *code;
    const auto deck = call.session.deck();
    if (!deck)
        return failWith(deck.error());
    const auto machine = (*deck)->hypervisor().machine(names[0]);
    if (!machine)
        return failWith(machine.error());
    hold.keyboard = !noStdin && machine->openStdin;
    hold.tty = machine->tty;
    if (hold.keyboard && hold.tty && ::isatty(STDIN_FILENO) == 0)
        return failWith(notATerminal("Use --no-stdin when the input is a pipe or file."));
    return holdVm(call, **deck, machine->id, hold);
}

int exec(Invocation &call)
{
    FlagSet options;
    hv::MachineExecRequest request;
    bool interactive = false;
    Names environment;
    Names files;
    options.flag(interactive, "interactive", 'i', "Keep STDIN open even if not attached");
    options.flag(request.tty, "tty", 't', "Allocate a pseudo-TTY");
    options.flag(request.detach, "detach", 'd', "Detached mode: run command in the background");
    options.text(request.user, "user", 'u', "Username or UID (format: \"<name|uid>[:<group|gid>]\")");
    options.text(request.workingDirectory, "workdir", 'w', "Working directory inside the VM");
    options.list(environment, "env", 'e', "Set environment variables");
    Names arguments;
    if (const auto code = parseOptions(call, options, Interspersed::No, {2, {}}, arguments))
        return *code;
    for (const std::string &text : environment) {
        auto variable = engine::spec::parseEnvironment(text, [](const std::string &name) {
            const char *value = std::getenv(name.c_str());
            return value ? std::optional<std::string>(value) : std::nullopt;
        });
        if (!variable)
            return failUsage(call, variable.error());
        request.environment.push_back(std::move(*variable));
    }
    if (!request.detach && request.tty && interactive && ::isatty(STDIN_FILENO) == 0)
        return failWith(notATerminal("Leave -t out when the input is a pipe or file."));
    const auto deck = call.session.deck();
    if (!deck)
        return failWith(deck.error());
    request.arguments.assign(arguments.begin() + 1, arguments.end());
    HeldStreams held(call.session, interactive && !request.detach, request.tty, "");
    const auto signals = call.session.handleSignals([&held](int signal) {
        if (signal == SIGWINCH) {
            held.resized();
            return;
        }
        held.restoreTerminal();
        ::_exit(128 + signal);
    });
    // The program goes on when we go, as with containers; nothing typed lets go of it.
    const auto code =
        (*deck)->hypervisor().execStreams(arguments[0], request, held.streams(), held.context());
    return code ? *code : failWith(code.error(), exitCodeOf(code.error(), kExitFailure));
}

/// What a VM's monitor becomes when the VM has ended.
int revive(Invocation &call)
{
    FlagSet options;
    Names names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, names))
        return *code;
    const auto deck = call.session.deck();
    if (!deck)
        return failWith(deck.error());
    const auto again = (*deck)->hypervisor().revive(names[0], {});
    return again ? 0 : failWith(again.error());
}

} // namespace

int holdVm(Invocation &call, core::Deck &deck, const std::string &id, const Hold &hold)
{
    hv::Hypervisor &vms = deck.hypervisor();
    std::string keys;
    if (!hold.detachKeys.empty()) {
        const auto parsed = engine::spec::parseDetachKeys(hold.detachKeys);
        if (!parsed)
            return failWith(parsed.error());
        keys = *parsed;
    }
    HeldStreams held(call.session, hold.keyboard, hold.tty, keys);
    held.streams().fromStart = hold.fromStart;
    std::atomic<int> asked = 0;
    const auto signals = call.session.handleSignals([&](int signal) {
        if (signal == SIGWINCH) {
            held.resized();
            return;
        }
        if (!hold.signalProxy) {
            held.restoreTerminal();
            ::_exit(128 + signal);
        }
        if (signal != SIGINT && signal != SIGTERM && signal != SIGHUP) {
            (void)vms.signal(id, signal);
            return;
        }
        // The second time does not wait for the guest.
        if (asked++ == 0)
            (void)vms.stop(id, kGrace, {});
        else
            (void)deck.remove({core::Kind::Vm, id}, true);
    });
    const auto code = vms.attach(id, held.streams(), held.context());
    if (code)
        return *code;
    if (held.detached())
        return 0;
    // A VM that removes itself may be gone before it could be asked.
    if (asked > 0)
        return 128 + SIGINT;
    return failWith(code.error(), exitCodeOf(code.error(), kExitEngine));
}

void addAttach(Registry &registry)
{
    registry.add({"vm attach", kHeading, "[OPTIONS] VM",
                  "Attach local standard input, output, and error streams to a running light VM", attach});
    registry.add(
        {"vm exec", kHeading, "[OPTIONS] VM COMMAND [ARG...]", "Execute a command in a running VM", exec});
    registry.add({"vm revive", "", "VM", "Start a VM again if its restart policy says so", revive});
}

} // namespace catamaran::cli::vm
