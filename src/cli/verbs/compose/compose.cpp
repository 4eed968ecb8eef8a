// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/verbs/compose/compose.h"

#include "src/cli/containers.h"
#include "src/cli/verbs/compose/fetched_file.h"
#include "src/cli/verbs/verbs.h"
#include "src/compose/discover.h"
#include "src/compose/select.h"

#include <algorithm>
#include <fmt/format.h>
#include <iostream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace catamaran::cli {

using base::Errc;
using base::Result;

namespace {

std::map<std::string, std::string> callersEnvironment()
{
    std::map<std::string, std::string> out;
    for (char **entry = environ; entry && *entry; ++entry) {
        const std::string text = *entry;
        const std::size_t equal = text.find('=');
        if (equal != std::string::npos)
            out.emplace(text.substr(0, equal), text.substr(equal + 1));
    }
    return out;
}

} // namespace

std::vector<std::string> hoistComposeOptions(const std::vector<std::string> &arguments)
{
    static const std::map<std::string, std::string> kLetters = {
        {"-f", "--file"}, {"-p", "--project-name"}, {"-D", "--verbose"}};
    static const std::vector<std::string> kWithValue = {"--file",     "--project-name", "--project-directory",
                                                        "--profile",  "--env-file",     "--ansi",
                                                        "--progress", "--parallel"};
    std::vector<std::string> hoisted;
    std::size_t at = 1;
    while (at < arguments.size() && arguments[at].starts_with('-') && arguments[at] != "--help" &&
           arguments[at] != "-h") {
        std::string word = arguments[at++];
        if (word == "-v" || word == "--version")
            return {"compose", "version"};
        for (const auto &[letter, name] : kLetters) {
            if (word == letter)
                word = name;
            else if (word.starts_with(letter) && !word.starts_with("--") && word.size() > 2)
                word = name + "=" + word.substr(word[2] == '=' ? 3 : 2);
        }
        const bool takesNext = std::find(kWithValue.begin(), kWithValue.end(), word) != kWithValue.end();
        hoisted.push_back(word);
        if (takesNext && at < arguments.size())
            hoisted.push_back(arguments[at++]);
    }
    std::vector<std::string> out{"compose"};
    if (at < arguments.size())
        out.push_back(arguments[at++]);
    out.insert(out.end(), hoisted.begin(), hoisted.end());
    out.insert(out.end(), arguments.begin() + static_cast<std::ptrdiff_t>(at), arguments.end());
    return out;
}

void ComposeCall::declare()
{
    options.list(m_files, "file", 0, "Compose configuration files (before the command: -f)", "stringArray");
    options.text(m_projectName, "project-name", 0, "Project name (before the command: -p)");
    options.text(m_projectDirectory, "project-directory", 0, "Specify an alternate working directory");
    options.list(m_profiles, "profile", 0, "Specify a profile to enable", "stringArray");
    options.list(m_envFiles, "env-file", 0, "Specify an alternate environment file", "stringArray");
    options.text(m_ansi, "ansi", 0,
                 "Control when to print ANSI control characters (\"never\"|\"always\"|\"auto\")");
    if (!m_call.path.ends_with(" build"))
        options.text(m_progress, "progress", 0,
                     "Set type of progress output (auto, tty, plain, json, quiet)");
    options.integer(m_parallel, "parallel", 0, "Control max parallelism, -1 for unlimited");
    options.flag(m_compatibility, "compatibility", 0, "Name containers as docker-compose v1 did");
    options.flag(m_dryRun, "dry-run", 0, "Show what would be done, and do nothing");
    options.flag(m_allResources, "all-resources", 0,
                 "Include all resources, even those not used by services");
}

std::optional<int> ComposeCall::refuse() const
{
    if (const auto mode = ComposeProgress::modeOf(m_progress, m_ansi); !mode)
        return failWith(mode.error());
    static const std::vector<std::string> kHarmless = {
        "up",  "create", "down",    "config", "convert", "ps",    "ls",    "images", "volumes", "port",
        "top", "stats",  "logs",    "events", "version", "wait",  "start", "stop",   "restart", "kill",
        "rm",  "pause",  "unpause", "pull",   "push",    "build", "scale", "cp",     "publish"};
    const std::string verb = m_call.path.substr(m_call.path.rfind(' ') + 1);
    if (!m_dryRun || std::find(kHarmless.begin(), kHarmless.end(), verb) != kHarmless.end())
        return std::nullopt;
    return failWith(
        base::Error(Errc::Unsupported, "--dry-run is not supported by compose " + verb)
            .withFix("It is supported by up, create, scale, down, start, stop, restart, kill, rm, pause, "
                     "unpause, pull, push, build and cp."));
}

bool ComposeCall::colors() const
{
    if (m_ansi == "never" || std::getenv("NO_COLOR"))
        return false;
    return m_ansi == "always" || ::isatty(STDOUT_FILENO) != 0;
}

ComposeProgress &ComposeCall::progress()
{
    if (!m_display) {
        const std::string verb = m_call.path.substr(m_call.path.rfind(' ') + 1);
        const auto mode = ComposeProgress::modeOf(m_progress, m_ansi);
        const bool colors = m_ansi == "always" ||
                            (m_ansi != "never" && !std::getenv("NO_COLOR") && ::isatty(STDERR_FILENO) != 0);
        m_display = std::make_unique<ComposeProgress>(
            ComposeProgress::Style{mode.value_or(ComposeProgress::Mode::Plain), colors, verb, m_dryRun});
    }
    return *m_display;
}

Result<compose::LoadOptions> ComposeCall::loadOptions()
{
    compose::Invocation invocation;
    for (std::string &file : m_files) {
        if (!file.starts_with("oci://"))
            continue;
        CATAMARAN_TRY(engine::Engine *const engine, session().engine());
        CATAMARAN_TRY(file, fetchComposeFile(*engine, file.substr(6)));
    }
    invocation.files = m_files;
    invocation.projectDirectory = m_projectDirectory;
    invocation.projectName = m_projectName;
    invocation.profiles = m_profiles;
    invocation.envFiles = m_envFiles;
    invocation.currentDirectory = currentDirectory();
    invocation.environment = callersEnvironment();
    if (std::find(m_files.begin(), m_files.end(), "-") != m_files.end())
        invocation.standardInput.assign(std::istreambuf_iterator<char>(std::cin), {});
    return compose::discover(invocation);
}

Result<compose::Project> ComposeCall::load(const compose::LoadOptions &loading)
{
    CATAMARAN_TRY(compose::Project project, compose::load(loading));
    for (const compose::Warning &warning : project.warnings) {
        const std::string place =
            warning.where.file.empty()
                ? std::string()
                : fmt::format("{}:{}:{}: ", warning.where.file, warning.where.line, warning.where.column);
        printStderr("WARN[0000] " + place + warning.text + "\n");
    }
    return project;
}

Result<stack::Stack *> ComposeCall::stack(Fallback fallback, const std::vector<std::string> &services,
                                          Select select)
{
    CATAMARAN_TRY(engine::Engine *const engine, session().engine());
    compose::Project project;
    const auto loading = loadOptions();
    std::string name = m_projectName;
    if (name.empty()) {
        if (const char *set = std::getenv("COMPOSE_PROJECT_NAME"))
            name = set;
    }
    if (!loading && loading.error().code() == Errc::NotFound && m_files.empty() && !name.empty() &&
        fallback == Fallback::Labels) {
        CATAMARAN_TRY(project, stack::Stack::projectOfLabels(*engine, name));
    } else {
        if (!loading)
            return base::fail(loading.error());
        CATAMARAN_TRY(project, load(*loading));
    }
    if (select != Select::All) {
        CATAMARAN_CHECK(compose::selectServices(project, services,
                                                select == Select::WithDependencies
                                                    ? compose::Dependencies::Included
                                                    : compose::Dependencies::LeftOut));
    } else {
        for (const std::string &service : services) {
            if (project.services.contains(service))
                continue;
            const auto disabled = project.disabledServices.find(service);
            if (disabled == project.disabledServices.end())
                return base::fail(base::Error(Errc::InvalidArgument, "no such service: " + service)
                                      .withFix("\"catamaran compose config --services\" lists them."));
            project.services.insert(project.disabledServices.extract(disabled));
        }
    }
    progress(); // before its first user among the threads of the stack
    m_stack = std::make_unique<stack::Stack>(*engine, std::move(project), style(),
                                             [this](const stack::StackEvent &event) {
                                                 progress().show(event);
                                                 if (m_listener)
                                                     m_listener(event);
                                             });
    const auto &wanted = m_stack->project().services;
    if (std::any_of(wanted.begin(), wanted.end(),
                    [](const auto &entry) { return stack::wantsVm(entry.second); })) {
        CATAMARAN_TRY(core::Deck *const deck,
                      session().deck()); // executes the program that has libvirt, where need be
        m_vms = std::make_unique<stack::DeckVms>(*deck);
        m_stack->setVms(m_vms.get());
    }
    m_stack->setDryRun(m_dryRun);
    if (m_parallel && *m_parallel > 0)
        m_stack->setParallel(static_cast<std::size_t>(*m_parallel));
    return m_stack.get();
}

Result<stack::Instance> instanceOf(stack::Stack &stack, const std::string &service, int index)
{
    CATAMARAN_TRY(const stack::World world, stack.look());
    for (const stack::Instance *instance : world.of(service)) {
        if (index == 0 ? instance->isRunning() : instance->number == index)
            return *instance;
    }
    for (const stack::Instance &instance : world.instances) {
        if (index == 0 && instance.oneOff && instance.service == service && instance.isRunning())
            return instance;
    }
    if (index > 0)
        return base::fail(Errc::InvalidState,
                          fmt::format("service \"{}\" is not running container #{}", service, index));
    return base::fail(base::Error(Errc::InvalidState, fmt::format("service \"{}\" is not running", service))
                          .withFix("Start it with: catamaran compose up -d " + service));
}

std::string shortName(const stack::Stack &stack, const stack::Instance &instance)
{
    for (const char separator : {'-', '_'}) {
        const std::string prefix = stack.project().name + separator;
        if (instance.name.starts_with(prefix))
            return instance.name.substr(prefix.size());
    }
    return instance.name;
}

void declareTimeout(FlagSet &options, std::optional<std::int64_t> &seconds)
{
    options.integer(seconds, "timeout", 't', "Specify a shutdown timeout in seconds");
}

std::optional<std::chrono::seconds> timeoutOf(const std::optional<std::int64_t> &seconds)
{
    return seconds ? std::optional(std::chrono::seconds(*seconds)) : std::nullopt;
}

int delegate(Invocation &call, const std::string &verb, std::vector<std::string> arguments)
{
    const Registry registry = makeRegistry();
    const Verb *const found = registry.find(verb);
    Invocation other{call.session, "catamaran " + verb,  found->usage,
                     found->about, std::move(arguments), nullptr};
    return found->run(other);
}

void addCompose(Registry &registry)
{
    addComposeUp(registry);
    addComposeDown(registry);
    addComposeLists(registry);
    addComposeLogs(registry);
    addComposeRun(registry);
    addComposeConfig(registry);
    addComposeImages(registry);
    addComposeOthers(registry);
    addComposeCompare(registry);
    addComposeWatch(registry);
    addComposePublish(registry);
}

} // namespace catamaran::cli
