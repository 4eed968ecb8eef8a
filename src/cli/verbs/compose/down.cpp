// SPDX-License-Identifier: GPL-3.0-or-later
// compose down, stop, start, restart, kill, pause, unpause, rm.
#include "src/cli/filters.h"
#include "src/cli/verbs/compose/compose.h"

#include <algorithm>

namespace catamaran::cli {

namespace {

int finish(ComposeCall &compose, const base::Result<void> &done)
{
    compose.progress().finish();
    return done ? 0 : failWith(done.error());
}

int down(Invocation &call)
{
    ComposeCall compose(call);
    stack::DownOptions wish;
    std::optional<std::int64_t> timeout;
    compose.options.flag(wish.removeOrphans, "remove-orphans", 0,
                         "Remove containers for services not defined in the Compose file");
    compose.options.flag(wish.volumes, "volumes", 'v',
                         "Remove named volumes declared in the \"volumes\" section of the Compose file and "
                         "anonymous volumes attached to containers");
    compose.options.text(wish.images, "rmi", 0, "Remove images used by services (\"local\"|\"all\")");
    declareTimeout(compose.options, timeout);
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, wish.services))
        return *code;
    if (!wish.images.empty() && wish.images != "local" && wish.images != "all")
        return failUsage(call, base::Error(base::Errc::InvalidArgument,
                                           "invalid value for --rmi: \"" + wish.images + "\""));
    wish.timeout = timeoutOf(timeout);
    const auto stack = compose.stack(ComposeCall::Fallback::Labels, wish.services);
    if (!stack)
        return failWith(stack.error());
    const auto interruptible = call.session.interruptible();
    if (compose.dryRun()) {
        const auto world = (*stack)->look();
        if (!world)
            return failWith(world.error());
        for (const stack::Instance &instance : world->instances)
            print("DRY-RUN MODE - stop and remove container " + instance.name + "\n");
        for (const auto &[name, network] : world->networks)
            print("DRY-RUN MODE - remove network " + name + "\n");
        for (const auto &volume : world->volumes)
            print(wish.volumes ? "DRY-RUN MODE - remove volume " + volume.name + "\n" : std::string());
        return 0;
    }
    return finish(compose, (*stack)->down(wish, interruptible.context()));
}

int stop(Invocation &call)
{
    ComposeCall compose(call);
    std::optional<std::int64_t> timeout;
    declareTimeout(compose.options, timeout);
    std::vector<std::string> services;
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, services))
        return *code;
    const auto stack = compose.stack(ComposeCall::Fallback::Labels, services);
    if (!stack)
        return failWith(stack.error());
    const auto interruptible = call.session.interruptible();
    return finish(compose, (*stack)->stop(services, timeoutOf(timeout), interruptible.context()));
}

int start(Invocation &call)
{
    ComposeCall compose(call);
    std::vector<std::string> services;
    bool wait = false;
    std::optional<std::int64_t> waitTimeout;
    compose.options.flag(wait, "wait", 0, "Wait for services to be running|healthy. Implies detached mode");
    compose.options.integer(waitTimeout, "wait-timeout", 0, "Maximum duration in seconds to wait");
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, services))
        return *code;
    const auto stack = compose.stack(ComposeCall::Fallback::Labels, services);
    if (!stack)
        return failWith(stack.error());
    const auto interruptible = call.session.interruptible();
    if (const auto started = (*stack)->start(services, interruptible.context()); !started || !wait)
        return finish(compose, started);
    const auto world = (*stack)->look();
    if (!world)
        return failWith(world.error());
    for (const stack::Instance &instance : world->instances) {
        if (instance.oneOff || !instance.isRunning())
            continue;
        if (const auto healthy = (*stack)->waitHealthy(instance.id, interruptible.context()); !healthy)
            return failWith(healthy.error());
    }
    return 0;
}

int restart(Invocation &call)
{
    ComposeCall compose(call);
    std::optional<std::int64_t> timeout;
    bool alone = false;
    declareTimeout(compose.options, timeout);
    compose.options.flag(alone, "no-deps", 0, "Don't restart dependent services");
    std::vector<std::string> services;
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, services))
        return *code;
    const auto stack = compose.stack(ComposeCall::Fallback::Labels, services);
    if (!stack)
        return failWith(stack.error());
    const auto interruptible = call.session.interruptible();
    return finish(compose, (*stack)->restart(services, timeoutOf(timeout), !alone, interruptible.context()));
}

int kill(Invocation &call)
{
    ComposeCall compose(call);
    std::string signal = "SIGKILL";
    bool orphans = false;
    compose.options.text(signal, "signal", 's', "SIGNAL to send to the container");
    compose.options.flag(orphans, "remove-orphans", 0,
                         "Remove containers for services not defined in the Compose file");
    std::vector<std::string> services;
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, services))
        return *code;
    const auto stack = compose.stack(ComposeCall::Fallback::Labels, services);
    return stack ? finish(compose, (*stack)->kill(services, signal)) : failWith(stack.error());
}

int freeze(Invocation &call, bool frozen)
{
    ComposeCall compose(call);
    std::vector<std::string> services;
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, services))
        return *code;
    const auto stack = compose.stack(ComposeCall::Fallback::Labels, services);
    return stack ? finish(compose, (*stack)->pause(services, frozen)) : failWith(stack.error());
}

int rm(Invocation &call)
{
    ComposeCall compose(call);
    bool force = false;
    bool stopFirst = false;
    bool volumes = false;
    compose.options.flag(force, "force", 'f', "Don't ask to confirm removal");
    compose.options.flag(stopFirst, "stop", 's', "Stop the containers, if required, before removing");
    compose.options.flag(volumes, "volumes", 'v', "Remove any anonymous volumes attached to containers");
    std::vector<std::string> services;
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, services))
        return *code;
    const auto stack = compose.stack(ComposeCall::Fallback::Labels, services);
    if (!stack)
        return failWith(stack.error());
    const auto interruptible = call.session.interruptible();
    if (stopFirst) {
        if (const auto stopped = (*stack)->stop(services, std::nullopt, interruptible.context()); !stopped)
            return failWith(stopped.error());
    }
    const auto world = (*stack)->look();
    if (!world)
        return failWith(world.error());
    std::vector<std::string> ids;
    std::string names;
    for (const stack::Instance &instance : world->instances) {
        const bool asked = services.empty() ? (*stack)->project().services.contains(instance.service)
                                            : std::find(services.begin(), services.end(), instance.service) !=
                                                  services.end();
        if (!asked || (instance.isRunning() && !(stopFirst && compose.dryRun())))
            continue;
        ids.push_back(instance.id);
        names += (names.empty() ? "" : ", ") + instance.name;
    }
    if (ids.empty()) {
        printStderr("No stopped containers\n");
        return 0;
    }
    if (!force && !compose.dryRun() && !confirm("? Going to remove " + names + " [y/N] "))
        return 0;
    return finish(compose, (*stack)->remove(ids, true, volumes));
}

} // namespace

void addComposeDown(Registry &registry)
{
    registry.add({"compose down", "", "[OPTIONS] [SERVICES]", "Stop and remove containers, networks", down});
    registry.add({"compose stop", "", "[OPTIONS] [SERVICE...]", "Stop services", stop});
    registry.add({"compose start", "", "[SERVICE...]", "Start services", start});
    registry.add({"compose restart", "", "[OPTIONS] [SERVICE...]", "Restart service containers", restart});
    registry.add({"compose kill", "", "[OPTIONS] [SERVICE...]", "Force stop service containers", kill});
    registry.add({"compose pause", "", "[SERVICE...]", "Pause services",
                  [](Invocation &call) { return freeze(call, true); }});
    registry.add({"compose unpause", "", "[SERVICE...]", "Unpause services",
                  [](Invocation &call) { return freeze(call, false); }});
    registry.add({"compose rm", "", "[OPTIONS] [SERVICE...]", "Removes stopped service containers", rm});
}

} // namespace catamaran::cli
