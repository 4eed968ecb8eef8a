// SPDX-License-Identifier: GPL-3.0-or-later
// compose watch.
#include "src/cli/verbs/compose/watch.h"

#include "src/cli/verbs/compose/compose.h"

#include <fmt/format.h>

namespace catamaran::cli {

stack::WatchListener watchListener(std::function<void(const std::string &line)> print)
{
    const auto trace = [print](const stack::WatchTrace &event) {
        std::string line =
            fmt::format("{}: {} {}", event.service, event.file, event.removed ? "removed" : "changed");
        line += fmt::format(" (rule {}): {}", event.rule, event.action);
        if (!event.target.empty())
            line += " to " + event.target;
        if (event.replicas > 1)
            line += fmt::format(" in {} containers", event.replicas);
        line += fmt::format(", {:.0f} ms", event.milliseconds);
        if (!event.error.empty())
            line += ": failed: " + event.error;
        print(line + "\n");
    };
    return {[print](const std::string &text) { print(text + "\n"); }, trace};
}

namespace {

int watch(Invocation &call)
{
    ComposeCall compose(call);
    stack::Watch::Options options;
    bool noUp = false;
    bool quiet = false;
    options.prune = true;
    compose.options.flag(noUp, "no-up", 0, "Do not build & start services before watching");
    compose.options.flag(options.prune, "prune", 0, "Prune dangling images on rebuild");
    compose.options.flag(quiet, "quiet", 0, "hide build output");
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, options.services))
        return *code;
    const auto stack =
        compose.stack(ComposeCall::Fallback::None, options.services, ComposeCall::Select::WithDependencies);
    if (!stack)
        return failWith(stack.error());
    options.quiet = quiet;
    options.up.quietPull = quiet;
    options.up.wish.style = compose.style();
    options.up.wish.allResources = compose.allResources();
    if (!quiet)
        (*stack)->onOutput([](const std::string &, std::string_view text) { printStderr(text); });
    stack::Watch watching(**stack, options, watchListener([](const std::string &line) { print(line); }));
    if (const auto opened = watching.open(); !opened)
        return failWith(opened.error());
    const auto interruptible = call.session.interruptible();
    if (!noUp) {
        stack::UpOptions up = options.up;
        up.wish.services = options.services;
        const auto done = (*stack)->up(up, interruptible.context());
        if (!done)
            return failWith(done.error(), done.error().code() == base::Errc::Cancelled ? 130 : kExitFailure);
    }
    const auto done = watching.run(interruptible.context());
    return done ? 0 : failWith(done.error());
}

} // namespace

void addComposeWatch(Registry &registry)
{
    registry.add({"compose watch", "", "[SERVICE...]",
                  "Watch build context for service and rebuild/refresh containers when files are updated",
                  watch});
}

} // namespace catamaran::cli
