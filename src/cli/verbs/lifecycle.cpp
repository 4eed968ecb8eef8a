// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/containers.h"
#include "src/cli/output.h"
#include "src/cli/port_text.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"

#include <filesystem>
#include <fmt/format.h>

namespace catamaran::cli {

namespace {

using Names = std::vector<std::string>;
using Action =
    std::function<base::Result<void>(engine::Engine &, const std::string &, const base::OperationContext &)>;

/// Verbs that do one thing to each container named.
int each(Invocation &call, FlagSet &options, const Action &action)
{
    Names names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, {}}, names))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    const auto context = interruptible.context();
    return forEachName(names, Echo::Yes,
                       [&](const std::string &name) { return action(**engine, name, context); });
}

int start(Invocation &call)
{
    FlagSet options;
    bool attach = false;
    bool interactive = false;
    options.flag(attach, "attach", 'a', "Attach STDOUT/STDERR and forward signals");
    options.flag(interactive, "interactive", 'i', "Attach container's STDIN");
    std::string detachKeys;
    options.text(detachKeys, "detach-keys", 0, "Override the key sequence for detaching a container");
    std::string checkpoint;
    options.text(checkpoint, "checkpoint", 0, "Restore from this checkpoint");
    std::string checkpointDirectory;
    options.text(checkpointDirectory, "checkpoint-dir", 0, "Use a custom checkpoint storage directory");
    Names names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, {}}, names))
        return *code;
    if (!checkpointDirectory.empty() && checkpoint.empty())
        return failWith(base::Error(base::Errc::InvalidArgument,
                                    "--checkpoint-dir says where the checkpoint of --checkpoint is"));
    if (!checkpoint.empty() && names.size() > 1)
        return failWith(
            base::Error(base::Errc::InvalidArgument, "you cannot restore multiple containers at once"));
    if (!checkpoint.empty() && (attach || interactive))
        return failWith(base::Error(base::Errc::InvalidArgument,
                                    "a restored container goes on at once, before anybody can attach to it")
                            .withFix("Start it without -a and -i, then: catamaran attach " + names[0]));
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    if (attach || interactive) {
        if (names.size() > 1)
            return failWith(base::Error(base::Errc::InvalidArgument,
                                        "you cannot start and attach multiple containers at once"));
        const auto details = (*engine)->inspect(names[0]);
        if (!details)
            return failWith(details.error());
        AttachRequest request;
        request.id = details->summary.id;
        request.tty = details->specification.tty;
        request.in = interactive && details->specification.openStdin;
        request.out = request.err = attach || interactive;
        request.detachKeys = detachKeys;
        if (details->summary.state == engine::ContainerState::Running) {
            const auto running = attachTo(call.session, **engine, request);
            return running ? running->value_or(0) : failWith(running.error());
        }
        const auto code = attachAndStart(call.session, **engine, request);
        return code ? code->value_or(0) : failWith(code.error());
    }
    return forEachName(names, Echo::Yes, [&](const std::string &name) -> base::Result<void> {
        if (!checkpoint.empty()) {
            const std::string directory = checkpointDirectory.empty()
                                              ? std::string()
                                              : std::filesystem::absolute(checkpointDirectory).string();
            CATAMARAN_CHECK((*engine)->startFrom(name, {checkpoint, directory}, {}));
            return {};
        }
        CATAMARAN_CHECK((*engine)->start(name, false, {}));
        return {};
    });
}

int stopOrRestart(Invocation &call, bool restart)
{
    FlagSet options;
    std::optional<std::int64_t> seconds;
    options.integer(seconds, "timeout", 't', "Seconds to wait before killing the container");
    options.integer(seconds, "time", 0, "As --timeout");
    std::string signal;
    options.text(signal, "signal", 's', "Signal to send to the container");
    return each(call, options,
                [&](engine::Engine &engine, const std::string &name,
                    const base::OperationContext &context) -> base::Result<void> {
                    std::optional<std::chrono::seconds> grace;
                    if (seconds)
                        grace = std::chrono::seconds(*seconds);
                    if (!restart)
                        return engine.stop(name, grace, context, signal);
                    CATAMARAN_CHECK(engine.restart(name, grace, context, signal));
                    return {};
                });
}

int kill(Invocation &call)
{
    FlagSet options;
    std::string signal = "KILL";
    options.text(signal, "signal", 's', "Signal to send to the container");
    return each(call, options,
                [&](engine::Engine &engine, const std::string &name, const base::OperationContext &) {
                    return engine.kill(name, signal);
                });
}

int remove(Invocation &call)
{
    FlagSet options;
    bool force = false;
    bool volumes = false;
    options.flag(force, "force", 'f', "Force the removal of a running container (uses SIGKILL)");
    options.flag(volumes, "volumes", 'v', "Remove anonymous volumes associated with the container");
    bool link = false;
    options.flag(link, "link", 'l', "Remove the specified link");
    Names names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, {}}, names))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    return forEachName(names, Echo::No, [&](const std::string &name) -> base::Result<void> {
        if (link)
            return base::fail(base::Error(base::Errc::Unsupported,
                                          "--link is not supported: links are part of the container here")
                                  .withFix("Connect containers by a network of their own."));
        const auto removed = (*engine)->remove(name, force, volumes);
        // As docker since 20.10: -f of what is not there is success, with a word about it.
        if (!removed && force && removed.error().code() == base::Errc::NotFound)
            printStderr("Error response: " + removed.error().message() + "\n");
        else if (!removed)
            return removed;
        else
            print(name + "\n");
        return {};
    });
}

int wait(Invocation &call)
{
    FlagSet options;
    Names names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, {}}, names))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    return forEachName(names, Echo::No, [&](const std::string &name) -> base::Result<void> {
        CATAMARAN_TRY(const int code, (*engine)->wait(name, interruptible.context()));
        print(fmt::format("{}\n", code));
        return {};
    });
}

int pause(Invocation &call)
{
    FlagSet options;
    return each(call, options,
                [](engine::Engine &engine, const std::string &name, const base::OperationContext &) {
                    return engine.pause(name);
                });
}

int unpause(Invocation &call)
{
    FlagSet options;
    return each(call, options,
                [](engine::Engine &engine, const std::string &name, const base::OperationContext &) {
                    return engine.unpause(name);
                });
}

int rename(Invocation &call)
{
    FlagSet options;
    Names names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {2, 2}, names))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto renamed = (*engine)->rename(names[0], names[1]);
    return renamed ? 0 : failWith(renamed.error());
}

int port(Invocation &call)
{
    FlagSet options;
    Names names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 2}, names))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto details = (*engine)->inspect(names[0]);
    if (!details)
        return failWith(details.error());
    const std::string wanted = names.size() < 2                          ? std::string()
                               : names[1].find('/') == std::string::npos ? names[1] + "/tcp"
                                                                         : names[1];
    const std::vector<std::string> lines = portLines(details->summary.ports, wanted);
    for (const std::string &line : lines)
        print(line + "\n");
    if (!wanted.empty() && lines.empty())
        return failWith(base::Error(base::Errc::NotFound,
                                    fmt::format("No public port '{}' published for {}", names[1], names[0])));
    return 0;
}

} // namespace

void addLifecycle(Registry &registry)
{
    const std::string some = "[OPTIONS] CONTAINER [CONTAINER...]";
    registry.add({"start", "Commands", some, "Start one or more stopped containers", start});
    registry.add({"stop", "Commands", some, "Stop one or more running containers",
                  [](Invocation &call) { return stopOrRestart(call, false); }});
    registry.add({"restart", "Commands", some, "Restart one or more containers",
                  [](Invocation &call) { return stopOrRestart(call, true); }});
    registry.add({"kill", "Commands", some, "Kill one or more running containers", kill});
    registry.add({"rm", "Commands", some, "Remove one or more containers", remove});
    registry.add({"wait", "Commands", "CONTAINER [CONTAINER...]",
                  "Block until one or more containers stop, then print their exit codes", wait});
    registry.add({"pause", "Commands", "CONTAINER [CONTAINER...]",
                  "Pause all processes within one or more containers", pause});
    registry.add({"unpause", "Commands", "CONTAINER [CONTAINER...]",
                  "Unpause all processes within one or more containers", unpause});
    registry.add({"rename", "Commands", "CONTAINER NEW_NAME", "Rename a container", rename});
    registry.add({"port", "Commands", "CONTAINER [PRIVATE_PORT[/PROTO]]",
                  "List port mappings or a specific mapping for the container", port});
}

} // namespace catamaran::cli
