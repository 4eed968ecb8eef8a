// SPDX-License-Identifier: GPL-3.0-or-later
// compose run and exec.
#include "engine/base/file.h"
#include "engine/spec/parse.h"
#include "src/cli/containers.h"
#include "src/cli/verbs/compose/compose.h"

#include <cstdlib>
#include <fmt/format.h>
#include <unistd.h>

namespace catamaran::cli {

namespace {

using base::Result;

/// A later value takes the place of an earlier one of the same name.
void setVariable(std::vector<std::string> &environment, const std::string &text)
{
    const std::string start = text.substr(0, text.find('=')) + "=";
    std::erase_if(environment, [&](const std::string &old) { return old.starts_with(start); });
    environment.push_back(text);
}

struct RunFlags {
    stack::Stack::RunOptions run;
    bool build = false;
    bool detach = false;
    bool remove = false;
    bool noTty = false;
    bool interactive = true;
    bool noDependencies = false;
    bool quiet = false;
    bool quietPull = false;
    bool quietBuild = false;
    std::optional<std::string> entrypoint;
    std::vector<std::string> environment;
    std::vector<std::string> environmentFiles;
    std::vector<std::string> labels;
    std::vector<std::string> ports;
    std::vector<std::string> volumes;
    std::vector<std::string> capAdd;
    std::vector<std::string> capDrop;
    std::string user;
    std::string workingDirectory;

    void declare(FlagSet &flags)
    {
        flags.flag(build, "build", 0, "Build image before starting container");
        flags.list(capAdd, "cap-add", 0, "Add Linux capabilities");
        flags.list(capDrop, "cap-drop", 0, "Drop Linux capabilities");
        flags.flag(detach, "detach", 'd', "Run container in background and print container ID");
        flags.text(entrypoint, "entrypoint", 0, "Override the entrypoint of the image");
        flags.list(environment, "env", 'e', "Set environment variables", "stringArray");
        flags.list(environmentFiles, "env-from-file", 0, "Set environment variables from file",
                   "stringArray");
        flags.flag(interactive, "interactive", 'i', "Keep STDIN open even if not attached");
        flags.list(labels, "label", 'l', "Add or override a label", "stringArray");
        flags.text(run.name, "name", 0, "Assign a name to the container");
        flags.flag(noTty, "no-TTY", 'T', "Disable pseudo-TTY allocation (default: auto-detected)");
        flags.flag(noDependencies, "no-deps", 0, "Don't start linked services");
        flags.list(ports, "publish", 'p', "Publish a container's port(s) to the host", "stringArray");
        flags.text(run.pull, "pull", 0, "Pull image before running (\"always\"|\"missing\"|\"never\")");
        flags.flag(quiet, "quiet", 'q', "Don't print anything to STDOUT");
        flags.flag(quietBuild, "quiet-build", 0, "Suppress progress output from the build process");
        flags.flag(quietPull, "quiet-pull", 0, "Pull without printing progress information");
        flags.flag(run.removeOrphans, "remove-orphans", 0,
                   "Remove containers for services not defined in the Compose file");
        flags.flag(remove, "rm", 0, "Automatically remove the container when it exits");
        flags.flag(run.servicePorts, "service-ports", 'P',
                   "Run command with all service's ports enabled and mapped to the host");
        flags.flag(run.useAliases, "use-aliases", 0,
                   "Use the service's network aliases in the network(s) the container connects to");
        flags.text(user, "user", 'u', "Run as specified username or uid");
        flags.list(volumes, "volume", 'v', "Bind mount a volume", "stringArray");
        flags.list(volumes, "volumes", 0, "As --volume", "stringArray");
        flags.text(workingDirectory, "workdir", 'w', "Working directory inside the container");
    }

    /// What the command line says, on top of what the service says.
    /// `-e NAME` takes what the project knows of NAME: the caller's environment, then the .env file.
    Result<void> apply(engine::spec::ContainerSpec &spec, const std::vector<std::string> &command,
                       const std::map<std::string, std::string> &known) const
    {
        const auto callersVariable = [&known](const std::string &name) -> std::optional<std::string> {
            const auto found = known.find(name);
            return found == known.end() ? std::nullopt : std::optional(found->second);
        };
        for (const std::string &path : environmentFiles) {
            CATAMARAN_TRY(const std::string text, base::readFile(path));
            CATAMARAN_TRY(const auto lines, engine::spec::parseEnvironmentFile(text, callersVariable));
            for (const std::string &line : lines)
                setVariable(spec.environment, line);
        }
        for (const std::string &text : environment) {
            CATAMARAN_TRY(const std::string variable, engine::spec::parseEnvironment(text, callersVariable));
            if (variable.find('=') != std::string::npos)
                setVariable(spec.environment, variable);
        }
        for (const std::string &text : labels) {
            CATAMARAN_TRY(const auto label, engine::spec::parseLabel(text));
            spec.labels[label.first] = label.second;
        }
        for (const std::string &text : volumes) {
            CATAMARAN_TRY(engine::spec::Mount mount, engine::spec::parseVolume(text, currentDirectory()));
            std::erase_if(spec.mounts, [&](const auto &old) { return old.target == mount.target; });
            spec.mounts.push_back(std::move(mount));
        }
        for (const std::string &text : ports) {
            CATAMARAN_TRY(const auto mappings, engine::spec::parsePort(text));
            spec.ports.insert(spec.ports.end(), mappings.begin(), mappings.end());
        }
        spec.capAdd.insert(spec.capAdd.end(), capAdd.begin(), capAdd.end());
        spec.capDrop.insert(spec.capDrop.end(), capDrop.begin(), capDrop.end());
        if (entrypoint) {
            spec.entrypoint =
                entrypoint->empty() ? std::vector<std::string>() : std::vector<std::string>{*entrypoint};
            spec.command.clear();
        }
        if (!command.empty())
            spec.command = command;
        if (!user.empty())
            spec.user = user;
        if (!workingDirectory.empty())
            spec.workingDirectory = workingDirectory;
        spec.restart = {};
        spec.autoRemove = remove;
        spec.tty = !detach && !noTty && ::isatty(STDOUT_FILENO) != 0 && ::isatty(STDIN_FILENO) != 0;
        spec.openStdin = interactive;
        return {};
    }
};

int run(Invocation &call)
{
    ComposeCall compose(call);
    RunFlags flags;
    flags.declare(compose.options);
    std::vector<std::string> arguments;
    if (const auto code = compose.parse(Interspersed::No, {1, {}}, arguments))
        return *code;
    flags.run.service = arguments[0];
    flags.run.withDependencies = !flags.noDependencies;
    flags.run.build = flags.build ? stack::BuildPolicy::Always : stack::BuildPolicy::WhenMissing;
    flags.run.ignoreOrphans = std::getenv("COMPOSE_IGNORE_ORPHANS") != nullptr;
    const auto stack = compose.stack(ComposeCall::Fallback::None, {arguments[0]},
                                     flags.noDependencies ? ComposeCall::Select::Alone
                                                          : ComposeCall::Select::WithDependencies);
    if (!stack)
        return failWith(stack.error());
    (*stack)->onOutput([](const std::string &, std::string_view text) { print(text); });
    const std::vector<std::string> command(arguments.begin() + 1, arguments.end());
    Result<void> applied;
    engine::spec::ContainerSpec made;
    flags.run.adjust = [&](engine::spec::ContainerSpec &spec) {
        applied = flags.apply(spec, command, (*stack)->project().environment);
        made = spec;
    };
    std::string id;
    {
        const auto interruptible = call.session.interruptible();
        const auto created = (*stack)->createOneOff(flags.run, interruptible.context());
        if (!created)
            return failWith(created.error(), exitCodeOf(created.error(), kExitFailure));
        id = *created;
    }
    engine::Engine &engine = (*stack)->engine();
    if (!applied) {
        (void)engine.remove(id, true, true);
        return failUsage(call, applied.error(), kExitFailure);
    }
    if (flags.detach) {
        if (const auto started = engine.start(id, false, {}); !started)
            return failWith(started.error(), exitCodeOf(started.error(), kExitFailure));
        print(id + "\n");
        return 0;
    }
    const auto ended =
        attachAndStart(call.session, engine, {id, made.tty, made.openStdin, true, true, true, {}});
    if (!ended)
        return failWith(ended.error(), exitCodeOf(ended.error(), kExitEngine));
    return ended->value_or(0);
}

int exec(Invocation &call)
{
    ComposeCall compose(call);
    bool detach = false;
    bool noTty = false;
    bool tty = false;
    bool interactive = true;
    bool privileged = false;
    std::optional<std::int64_t> index;
    std::vector<std::string> environment;
    std::string user;
    std::string workingDirectory;
    FlagSet &options = compose.options;
    options.flag(detach, "detach", 'd', "Detached mode: Run command in the background");
    options.list(environment, "env", 'e', "Set environment variables", "stringArray");
    options.integer(index, "index", 0, "Index of the container if service has multiple replicas");
    options.flag(interactive, "interactive", 'i', "Keep STDIN open even if not attached");
    options.flag(noTty, "no-TTY", 'T', "Disable pseudo-TTY allocation. By default `exec` allocates a TTY");
    options.flag(tty, "tty", 't', "Allocate a pseudo-TTY (it is, where there is a terminal)");
    options.flag(privileged, "privileged", 0, "Give extended privileges to the process");
    options.text(user, "user", 'u', "Run the command as this user");
    options.text(workingDirectory, "workdir", 'w', "Path to workdir directory for this command");
    std::vector<std::string> arguments;
    if (const auto code = compose.parse(Interspersed::No, {2, {}}, arguments))
        return *code;
    const auto stack = compose.stack(ComposeCall::Fallback::Labels, {arguments[0]});
    if (!stack)
        return failWith(stack.error());
    const auto instance = instanceOf(**stack, arguments[0], static_cast<int>(index.value_or(0)));
    if (!instance)
        return failWith(instance.error());
    std::vector<std::string> words;
    if (detach)
        words.emplace_back("-d");
    if (privileged)
        words.emplace_back("--privileged");
    if (interactive && !detach)
        words.emplace_back("-i");
    if (!noTty && !detach && ::isatty(STDIN_FILENO) != 0 && ::isatty(STDOUT_FILENO) != 0)
        words.emplace_back("-t");
    for (const std::string &variable : environment)
        words.push_back("--env=" + variable);
    if (!user.empty())
        words.push_back("--user=" + user);
    if (!workingDirectory.empty())
        words.push_back("--workdir=" + workingDirectory);
    words.push_back(instance->id);
    words.insert(words.end(), arguments.begin() + 1, arguments.end());
    return delegate(call, "exec", words);
}

} // namespace

void addComposeRun(Registry &registry)
{
    registry.add({"compose run", "", "[OPTIONS] SERVICE [COMMAND] [ARGS...]",
                  "Run a one-off command on a service", run});
    registry.add({"compose exec", "", "[OPTIONS] SERVICE COMMAND [ARGS...]",
                  "Execute a command in a running container", exec});
}

} // namespace catamaran::cli
