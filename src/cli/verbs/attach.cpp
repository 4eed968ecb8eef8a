// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/containers.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"

#include <unistd.h>

namespace catamaran::cli {

namespace {

int attach(Invocation &call)
{
    FlagSet flags;
    AttachRequest request;
    bool noStdin = false;
    flags.text(request.detachKeys, "detach-keys", 0, "Override the key sequence for detaching a container");
    flags.flag(noStdin, "no-stdin", 0, "Do not attach STDIN");
    flags.flag(request.signalProxy, "sig-proxy", 0,
               "Proxy all received signals to the process (default true)");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {1, 1}, names))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto details = (*engine)->inspect(names[0]);
    if (!details)
        return failWith(details.error());
    switch (details->summary.state) {
    case engine::ContainerState::Paused:
        return failWith(base::Error(base::Errc::InvalidState,
                                    "You cannot attach to a paused container, unpause it first"));
    case engine::ContainerState::Restarting:
        return failWith(base::Error(base::Errc::InvalidState,
                                    "You cannot attach to a restarting container, wait until it is running"));
    case engine::ContainerState::Running:
    case engine::ContainerState::Starting:
        break;
    default:
        return failWith(base::Error(base::Errc::InvalidState,
                                    "You cannot attach to a stopped container, start it first"));
    }
    request.id = details->summary.id;
    request.tty = details->specification.tty;
    request.in = !noStdin && details->specification.openStdin;
    if (request.in && request.tty && ::isatty(STDIN_FILENO) == 0)
        return failWith(base::Error(base::Errc::InvalidArgument, "the input device is not a TTY")
                            .withFix("Use --no-stdin when the input is a pipe or file."));
    const auto code = attachTo(call.session, **engine, request);
    return code ? code->value_or(0) : failWith(code.error());
}

} // namespace

void addAttach(Registry &registry)
{
    registry.add({"attach", "Commands", "[OPTIONS] CONTAINER",
                  "Attach local standard input, output, and error streams to a running container", attach});
}

} // namespace catamaran::cli
