// SPDX-License-Identifier: GPL-3.0-or-later
// compose up and create.
#include "src/cli/verbs/compose/compose.h"
#include "src/cli/verbs/compose/follow.h"
#include "src/cli/verbs/compose/menu.h"
#include "src/cli/verbs/compose/watch_switch.h"
#include "src/core/status_text.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <csignal>
#include <fmt/format.h>

namespace catamaran::cli {

namespace {

using base::Errc;
using base::Result;

struct UpFlags {
    stack::UpOptions up;
    bool detach = false;
    bool forceRecreate = false;
    bool noRecreate = false;
    bool alwaysRecreateDependencies = false;
    bool noDependencies = false;
    bool build = false;
    bool noBuild = false;
    bool noStart = false;
    bool abortOnExit = false;
    bool abortOnFailure = false;
    std::string exitCodeFrom;
    std::vector<std::string> attach;
    std::vector<std::string> noAttach;
    bool attachDependencies = false;
    bool noColor = false;
    bool noPrefix = false;
    bool timestamps = false;
    bool menu = false;
    bool watch = false;
    bool yes = false;
    std::vector<std::string> scale;
    std::optional<std::int64_t> timeout;
    std::optional<std::int64_t> waitTimeout;

    void declareShared(FlagSet &flags)
    {
        flags.flag(build, "build", 0, "Build images before starting containers");
        flags.flag(noBuild, "no-build", 0, "Don't build an image, even if it's policy");
        flags.flag(forceRecreate, "force-recreate", 0,
                   "Recreate containers even if their configuration and image haven't changed");
        flags.flag(noRecreate, "no-recreate", 0, "If containers already exist, don't recreate them");
        flags.text(up.pull, "pull", 0,
                   "Pull image before running (\"always\"|\"missing\"|\"never\"|\"build\")");
        flags.flag(up.quietPull, "quiet-pull", 0, "Pull without printing progress information");
        flags.flag(up.wish.removeOrphans, "remove-orphans", 0,
                   "Remove containers for services not defined in the Compose file");
        flags.list(scale, "scale", 0, "Scale SERVICE to NUM instances", "scale");
        flags.flag(yes, "yes", 'y', "Accepted, and without effect: nothing is asked");
    }

    void declareUp(FlagSet &flags)
    {
        flags.flag(detach, "detach", 'd', "Detached mode: Run containers in the background");
        flags.flag(alwaysRecreateDependencies, "always-recreate-deps", 0,
                   "Recreate dependent containers. Incompatible with --no-recreate");
        flags.flag(noDependencies, "no-deps", 0, "Don't start linked services");
        flags.flag(noStart, "no-start", 0, "Don't start the services after creating them");
        flags.flag(abortOnExit, "abort-on-container-exit", 0,
                   "Stops all containers if any container was stopped");
        flags.flag(abortOnFailure, "abort-on-container-failure", 0,
                   "Stops all containers if any container exited with failure");
        flags.text(
            exitCodeFrom, "exit-code-from", 0,
            "Return the exit code of the selected service container. Implies --abort-on-container-exit");
        flags.list(attach, "attach", 0, "Restrict attaching to the specified services", "stringArray");
        flags.list(noAttach, "no-attach", 0, "Do not attach (stream logs) to the specified services",
                   "stringArray");
        flags.flag(attachDependencies, "attach-dependencies", 0,
                   "Automatically attach to log output of dependent services");
        flags.flag(noColor, "no-color", 0, "Produce monochrome output");
        flags.flag(noPrefix, "no-log-prefix", 0, "Don't print prefix in logs");
        flags.flag(timestamps, "timestamps", 0, "Show timestamps");
        flags.flag(up.wait, "wait", 0, "Wait for services to be running|healthy. Implies detached mode");
        flags.integer(waitTimeout, "wait-timeout", 0,
                      "Maximum duration in seconds to wait for the project to be running|healthy");
        flags.flag(up.renewAnonymousVolumes, "renew-anon-volumes", 'V',
                   "Recreate anonymous volumes instead of retrieving data from the previous containers");
        flags.flag(watch, "watch", 'w',
                   "Watch source code and rebuild/refresh containers when files are updated.");
        flags.flag(menu, "menu", 0,
                   "While attached to a terminal, d leaves the services running and returns, w turns "
                   "watching on or off");
        declareTimeout(flags, timeout);
    }

    Result<void> finish(const std::vector<std::string> &services, stack::NameStyle style)
    {
        if (forceRecreate && noRecreate)
            return base::fail(Errc::InvalidArgument, "--force-recreate and --no-recreate are incompatible");
        if (build && noBuild)
            return base::fail(Errc::InvalidArgument, "--build and --no-build are incompatible");
        if (detach && (abortOnExit || abortOnFailure || !attach.empty() || attachDependencies))
            return base::fail(Errc::InvalidArgument,
                              "--detach cannot be combined with --abort-on-container-exit, "
                              "--abort-on-container-failure, --attach or --attach-dependencies");
        if (watch && (detach || noStart || up.wait))
            return base::fail(Errc::InvalidArgument,
                              "--watch cannot be combined with --detach, --no-start or --wait");
        static const std::vector<std::string> kPolicies = {"", "always", "missing", "never", "build"};
        if (std::find(kPolicies.begin(), kPolicies.end(), up.pull) == kPolicies.end())
            return base::fail(Errc::InvalidArgument, "invalid --pull option \"" + up.pull + "\"");
        up.wish.services = services;
        up.wish.style = style;
        up.wish.withDependencies = !noDependencies;
        if (forceRecreate)
            up.wish.recreate = stack::Recreate::Always;
        if (noRecreate)
            up.wish.recreate = up.wish.recreateDependencies = stack::Recreate::Never;
        if (alwaysRecreateDependencies)
            up.wish.recreateDependencies = stack::Recreate::Always;
        up.build = build     ? stack::BuildPolicy::Always
                   : noBuild ? stack::BuildPolicy::Never
                             : stack::BuildPolicy::WhenMissing;
        up.start = !noStart;
        up.timeout = timeoutOf(timeout);
        up.waitTimeout = timeoutOf(waitTimeout);
        up.ignoreOrphans = std::getenv("COMPOSE_IGNORE_ORPHANS") != nullptr;
        if (!exitCodeFrom.empty())
            abortOnExit = true;
        for (const std::string &text : scale) {
            const std::size_t equal = text.find('=');
            int count = -1;
            if (equal != std::string::npos)
                std::from_chars(text.data() + equal + 1, text.data() + text.size(), count);
            if (count < 0)
                return base::fail(base::Error(Errc::InvalidArgument, "invalid --scale option \"" + text +
                                                                         "\". Should be SERVICE=NUM"));
            up.wish.scale[text.substr(0, equal)] = count;
        }
        return {};
    }
};

void printPlan(const stack::Plan &plan)
{
    for (const std::string &line : plan.lines())
        print("DRY-RUN MODE - " + line + "\n");
    if (!plan.changes())
        print("DRY-RUN MODE - nothing to do\n");
}

/// Follows what runs until it ends, somebody presses Ctrl-C, or one ends that others must not outlive.
class Attached {
public:
    Attached(ComposeCall &call, const UpFlags &flags, const std::vector<std::string> &asked)
        : m_flags(flags), m_asked(asked.begin(), asked.end()),
          m_printer({call.colors() && !flags.noColor, !flags.noPrefix, flags.timestamps}), m_call(call)
    {
        m_printer.setOutput(
            [this](const std::string &text) { m_call.progress().above([&] { print(text); }); });
    }

    /// Called for each event of up(), from its threads.
    void see(const stack::StackEvent &event)
    {
        if (event.phase != stack::StackEvent::Phase::Done || !m_stack ||
            !event.object.starts_with("Container ") ||
            (event.status != "Started" && event.status != "Running") || !isWanted(event.service))
            return;
        const std::string name = event.object.substr(10);
        const auto details = m_stack->engine().inspect(name);
        if (!details)
            return;
        stack::Instance instance;
        instance.name = name;
        m_follower->follow(details->summary.id, shortName(*m_stack, instance), event.service,
                           event.status == "Running" ? std::optional(m_beginNs) : std::nullopt);
    }

    int run(stack::Stack &stack)
    {
        m_stack = &stack;
        m_beginNs = core::realtimeNanoseconds();
        m_follower = std::make_unique<LogFollower>(stack.engine(), m_printer);
        stack.onOutput(
            [this](const std::string &name, std::string_view text) { m_printer.addText(name, text); });
        std::atomic<int> interrupts = 0;
        std::stop_source stopUp;
        const auto signals = m_call.session().handleSignals([&](int signal) {
            if (signal != SIGINT && signal != SIGTERM)
                return;
            ++interrupts;
            stopUp.request_stop();
            ++m_seen;
            m_seen.notify_all();
            if (interrupts > 1)
                (void)stack.kill({}, "KILL");
        });
        base::OperationContext context;
        context.stop = stopUp.get_token();
        context.onProgress = Session::showNotice;
        WatchSwitch watch(stack, watchOptions(), [this](const std::string &text) { m_printer.say(text); });
        if (m_flags.watch) { // before anything is made of files that change meanwhile
            if (const auto opened = watch.open(); !opened)
                return failWith(opened.error());
        }
        const auto up = stack.up(m_flags.up, context);
        m_call.progress().finish();
        if (!up && interrupts == 0) {
            m_follower.reset();
            return failWith(up.error());
        }
        if (interrupts == 0)
            watch.run();
        std::atomic<bool> detached = false;
        std::optional<KeyMenu> keys;
        if (m_flags.menu)
            keys.emplace([&](char key) {
                if (key == 'w' || key == 'W')
                    watch.toggle();
                if (key != 'd' && key != 'D')
                    return;
                detached = true;
                stopUp.request_stop();
                ++m_seen;
                m_seen.notify_all();
            });
        if (keys && keys->isOpen())
            m_printer.say("d Detach   w Watch on or off   Ctrl+C Stop\n");
        std::optional<int> code;
        while (interrupts == 0 && !detached) {
            const int seen = m_seen;
            const auto ended = m_follower->next(context.stop);
            if (!ended && watch.isOn()) { // all have ended; the next change may start them again
                if (interrupts == 0 && !detached)
                    m_seen.wait(seen);
                continue;
            }
            if (!ended)
                break;
            if (!stack.engine().inspect(ended->id))
                continue; // another one took its place
            tellEnd(*ended);
            if (m_flags.abortOnExit || (m_flags.abortOnFailure && ended->code != 0)) {
                code = ended->code;
                tellOtherEnds();
                break;
            }
        }
        keys.reset(); // the terminal is as it was before more is printed
        stopUp.request_stop();
        watch.stop(); // the stack is used by one call at a time
        if (interrupts > 0)
            printStderr("Gracefully Stopping... press Ctrl+C again to force\n");
        if (interrupts > 0 || code) {
            if (code)
                printStderr("Aborting on container exit...\n");
            (void)stack.stop({}, m_flags.up.timeout, {});
            m_call.progress().finish();
            m_follower->drain();
        }
        if (!m_flags.exitCodeFrom.empty()) {
            const auto world = stack.look();
            if (world && !world->of(m_flags.exitCodeFrom).empty())
                return world->of(m_flags.exitCodeFrom).front()->exitCode;
        }
        return interrupts > 0 ? 130 : code.value_or(0);
    }

private:
    [[nodiscard]] stack::Watch::Options watchOptions() const
    {
        stack::Watch::Options options;
        options.services.assign(m_asked.begin(), m_asked.end());
        options.up = m_flags.up;
        return options;
    }

    bool isWanted(const std::string &service) const
    {
        const auto found = m_stack->project().services.find(service);
        if (found != m_stack->project().services.end() && found->second.attach == std::optional(false))
            return false;
        const auto has = [&](const std::vector<std::string> &names) {
            return std::find(names.begin(), names.end(), service) != names.end();
        };
        if (has(m_flags.noAttach))
            return false;
        if (!m_flags.attach.empty())
            return has(m_flags.attach);
        return m_asked.empty() || m_flags.attachDependencies || m_asked.contains(service);
    }

    /// Those that had ended already when the one ended that takes all down: their followers may be a moment
    /// behind, and nobody listens to them afterwards.
    void tellOtherEnds()
    {
        const auto world = m_stack->look();
        if (!world)
            return;
        for (const stack::Instance &instance : world->instances)
            if (instance.state == engine::ContainerState::Exited && !instance.oneOff &&
                !m_told.contains(instance.id) && isWanted(instance.service))
                tellEnd({instance.id, instance.service, instance.exitCode});
    }

    void tellEnd(const LogFollower::Ended &ended)
    {
        m_told.insert(ended.id);
        const auto details = m_stack->engine().inspect(ended.id);
        stack::Instance instance;
        instance.name = details ? details->summary.name : ended.service;
        m_printer.say(fmt::format("{} exited with code {}\n", shortName(*m_stack, instance), ended.code));
    }

    const UpFlags &m_flags;
    std::set<std::string> m_asked;
    PrefixPrinter m_printer;
    ComposeCall &m_call;
    stack::Stack *m_stack = nullptr;
    std::unique_ptr<LogFollower> m_follower;
    std::set<std::string> m_told; ///< ids whose end was told
    std::int64_t m_beginNs = 0;
    std::atomic<int> m_seen = 0; ///< counts what may give the follower something to wait for
};

Result<stack::Stack *> prepare(ComposeCall &compose, UpFlags &flags, const std::vector<std::string> &services)
{
    CATAMARAN_CHECK(flags.finish(services, compose.style()));
    flags.up.wish.allResources = compose.allResources();
    std::vector<std::string> selected = services;
    if (!flags.exitCodeFrom.empty() && !services.empty() &&
        std::find(services.begin(), services.end(), flags.exitCodeFrom) == services.end())
        selected.push_back(flags.exitCodeFrom);
    CATAMARAN_TRY(stack::Stack *const stack,
                  compose.stack(ComposeCall::Fallback::None, selected,
                                flags.noDependencies ? ComposeCall::Select::Alone
                                                     : ComposeCall::Select::WithDependencies));
    if (stack->project().services.empty())
        return base::fail(base::Error(Errc::InvalidArgument, "no service selected")
                              .withFix("Enable a profile with --profile, or name a service."));
    if (!flags.exitCodeFrom.empty() && !stack->project().services.contains(flags.exitCodeFrom))
        return base::fail(Errc::InvalidArgument, "no such service: " + flags.exitCodeFrom);
    return stack;
}

int up(Invocation &call)
{
    ComposeCall compose(call);
    UpFlags flags;
    flags.declareShared(compose.options);
    flags.declareUp(compose.options);
    std::vector<std::string> services;
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, services))
        return *code;
    Attached attached(compose, flags, services);
    const bool detached = flags.detach || flags.up.wait || flags.noStart;
    if (!detached)
        compose.onEvent([&attached](const stack::StackEvent &event) { attached.see(event); });
    const auto stack = prepare(compose, flags, services);
    if (!stack)
        return failWith(stack.error());
    if (compose.dryRun()) {
        const auto plan = (*stack)->plan(flags.up);
        if (!plan)
            return failWith(plan.error());
        printPlan(*plan);
        return 0;
    }
    if (!detached)
        return attached.run(**stack);
    (*stack)->onOutput([&](const std::string &, std::string_view text) {
        compose.progress().above([&] { printStderr(text); });
    });
    const auto interruptible = call.session.interruptible();
    const auto done = (*stack)->up(flags.up, interruptible.context());
    compose.progress().finish();
    if (!done)
        return failWith(done.error(), done.error().code() == Errc::Cancelled ? 130 : kExitFailure);
    return 0;
}

int create(Invocation &call)
{
    ComposeCall compose(call);
    UpFlags flags;
    flags.declareShared(compose.options);
    std::vector<std::string> services;
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, services))
        return *code;
    flags.noStart = true;
    const auto stack = prepare(compose, flags, services);
    if (!stack)
        return failWith(stack.error());
    if (compose.dryRun()) {
        const auto plan = (*stack)->plan(flags.up);
        if (!plan)
            return failWith(plan.error());
        printPlan(*plan);
        return 0;
    }
    (*stack)->onOutput([&](const std::string &, std::string_view text) {
        compose.progress().above([&] { printStderr(text); });
    });
    const auto interruptible = call.session.interruptible();
    const auto done = (*stack)->up(flags.up, interruptible.context());
    compose.progress().finish();
    return done ? 0 : failWith(done.error());
}

int scale(Invocation &call)
{
    ComposeCall compose(call);
    UpFlags flags;
    compose.options.flag(flags.noDependencies, "no-deps", 0, "Don't start linked services");
    if (const auto code = compose.parse(Interspersed::Yes, {1, {}}, flags.scale))
        return *code;
    std::vector<std::string> services;
    for (const std::string &text : flags.scale)
        services.push_back(text.substr(0, text.find('=')));
    const auto stack = prepare(compose, flags, services);
    if (!stack)
        return failWith(stack.error());
    if (compose.dryRun()) {
        const auto plan = (*stack)->plan(flags.up);
        if (!plan)
            return failWith(plan.error());
        printPlan(*plan);
        return 0;
    }
    const auto interruptible = call.session.interruptible();
    const auto done = (*stack)->up(flags.up, interruptible.context());
    compose.progress().finish();
    return done ? 0 : failWith(done.error());
}

} // namespace

void addComposeUp(Registry &registry)
{
    registry.add({"compose up", "", "[OPTIONS] [SERVICE...]", "Create and start containers", up});
    registry.add({"compose create", "", "[OPTIONS] [SERVICE...]", "Create containers for a service", create});
    registry.add({"compose scale", "", "[OPTIONS] SERVICE=REPLICAS...", "Scale services", scale});
}

} // namespace catamaran::cli
