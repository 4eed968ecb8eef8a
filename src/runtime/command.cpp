// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/runtime/command.h"

#include "engine/base/file.h"
#include "engine/oci/check.h"
#include "engine/oci/documents.h"
#include "src/runtime/foreground.h"
#include "src/runtime/verbs.h"

#include <charconv>
#include <csignal>
#include <cstring>
#include <exception>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <optional>
#include <unistd.h>

namespace catamaran::runtime {

using engine::oci::Record;

namespace {

base::Result<unsigned> number(const std::string &text, const char *flag)
{
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (!text.empty() && (error != std::errc() || end != text.data() + text.size() || value > 1000))
        return base::fail(base::Errc::InvalidArgument,
                          fmt::format("invalid value \"{}\" for --{}", text, flag));
    return value;
}

base::Result<int> signalOf(std::string text)
{
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size() && value > 0 && value <= 64)
        return static_cast<int>(value);
    for (char &c : text)
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    if (text.starts_with("SIG"))
        text.erase(0, 3);
    for (int signal = 1; signal < SIGRTMIN; ++signal) {
        const char *name = sigabbrev_np(signal);
        if (name && text == name)
            return signal;
    }
    if (text.starts_with("RTMIN") || text.starts_with("RTMAX")) {
        int offset = 0;
        const char *from = text.data() + 5 + (text.size() > 5 && text[5] == '+' ? 1 : 0);
        std::from_chars(from, text.data() + text.size(), offset);
        const int signal = (text.starts_with("RTMIN") ? SIGRTMIN : SIGRTMAX) + offset;
        if (signal >= SIGRTMIN && signal <= SIGRTMAX)
            return signal;
    }
    return base::fail(base::Errc::InvalidArgument, "unknown signal \"" + text + "\"");
}

struct CreateFlags {
    Runtime::CreateOptions options;
    bool noKeyring = false;
    std::string preserve;

    explicit CreateFlags(Flags &flags)
    {
        flags.text(options.bundle, "bundle", "b",
                   "path to the bundle's directory (default: the working directory)");
        flags.text(options.pidFile, "pid-file", "", "file that gets the pid of the first process");
        flags.text(options.consoleSocket, "console-socket", "", "unix socket that gets the terminal");
        flags.flag(noKeyring, "no-new-keyring", "", "keep the session keyring of the caller");
        flags.text(preserve, "preserve-fds", "", "pass N further file descriptors to the container");
        flags.refuse("no-pivot", "the root of a container is always changed by pivot_root(2)", false);
    }
    base::Result<void> finish()
    {
        options.newKeyring = !noKeyring;
        CATAMARAN_TRY(options.preservedDescriptors, number(preserve, "preserve-fds"));
        return {};
    }
};

base::Result<int> runCreate(Call &call)
{
    Flags flags;
    CreateFlags create(flags);
    CATAMARAN_TRY(const auto done, parse(call, flags, 1, 1));
    if (done)
        return *done;
    CATAMARAN_CHECK(create.finish());
    CATAMARAN_CHECK(call.runtime.create(call.arguments[0], create.options));
    return 0;
}

base::Result<int> runRun(Call &call)
{
    Flags flags;
    CreateFlags create(flags);
    bool detach = false;
    bool keep = false;
    flags.flag(detach, "detach", "d", "leave the container running and return");
    flags.flag(keep, "keep", "", "keep the container when it has ended");
    flags.refuse("no-subreaper", "in the foreground it waits for the container", false);
    CATAMARAN_TRY(const auto done, parse(call, flags, 1, 1));
    if (done)
        return *done;
    CATAMARAN_CHECK(create.finish());
    const std::string &id = call.arguments[0];
    Runtime::CreateOptions &options = create.options;
    const auto begin = [&]() -> base::Result<pid_t> {
        CATAMARAN_TRY(const pid_t pid, call.runtime.create(id, options));
        if (auto started = call.runtime.start(id); !started) {
            base::Error error = started.error();
            if (auto removed = call.runtime.remove(id, Runtime::Force::Yes); !removed)
                error.addCleanup(removed.error());
            return base::fail(std::move(error));
        }
        return pid;
    };
    if (detach) {
        CATAMARAN_CHECK(begin());
        return 0;
    }
    becomeReaper();
    const auto config = base::readFile(options.bundle + "/config.json");
    const auto document =
        config ? engine::oci::parseConfig(*config) : base::Result<nlohmann::json>(nlohmann::json::object());
    const bool terminal = document && options.consoleSocket.empty() &&
                          document->value("process", nlohmann::json::object()).value("terminal", false);
    base::Result<int> code = 0;
    if (terminal) {
        CATAMARAN_CHECK(base::makeDirectories(call.root, 0711));
        code = superviseTerminal(call.root, [&](const std::string &socket) {
            options.consoleSocket = socket;
            return begin();
        });
    } else {
        CATAMARAN_TRY(const pid_t pid, begin());
        code = supervise(pid);
    }
    if (!code || keep)
        return code;
    CATAMARAN_CHECK(call.runtime.remove(id, Runtime::Force::Yes));
    return code;
}

base::Result<int> runStart(Call &call)
{
    Flags flags;
    CATAMARAN_TRY(const auto done, parse(call, flags, 1, 1));
    if (done)
        return *done;
    CATAMARAN_CHECK(call.runtime.start(call.arguments[0]));
    return 0;
}

base::Result<int> runKill(Call &call)
{
    Flags flags;
    bool all = false;
    flags.flag(all, "all", "a", "signal every process of the container");
    // A signal may be a negative-looking number only in error, so options may stand anywhere.
    CATAMARAN_TRY(const auto done, parse(call, flags, 1, 2));
    if (done)
        return *done;
    CATAMARAN_TRY(const int signal, signalOf(call.arguments.size() > 1 ? call.arguments[1] : "TERM"));
    CATAMARAN_CHECK(
        call.runtime.kill(call.arguments[0], signal, all ? Runtime::Whom::All : Runtime::Whom::First));
    return 0;
}

base::Result<int> runDelete(Call &call)
{
    Flags flags;
    bool force = false;
    flags.flag(force, "force", "f", "kill it if it still runs; a missing one is no error");
    CATAMARAN_TRY(const auto done, parse(call, flags, 1, 1));
    if (done)
        return *done;
    CATAMARAN_CHECK(call.runtime.remove(call.arguments[0], force ? Runtime::Force::Yes : Runtime::Force::No));
    return 0;
}

base::Result<int> runExec(Call &call)
{
    Flags flags;
    Runtime::ExecOptions options;
    std::string process;
    std::string preserve;
    std::vector<std::string> groups;
    bool detach = false;
    bool noNewPrivileges = false;
    flags.text(process, "process", "p", "file with the process section to run");
    flags.flag(detach, "detach", "d", "do not wait for the process");
    flags.flag(options.terminal, "tty", "t", "give it a terminal");
    flags.text(options.user, "user", "u", "UID[:GID]");
    flags.list(groups, "additional-gids", "g", "further group ids");
    flags.text(options.workingDirectory, "cwd", "", "working directory in the container");
    flags.list(options.environment, "env", "e", "NAME=VALUE");
    flags.list(options.capabilities, "cap", "c", "add a capability");
    flags.text(options.apparmorProfile, "apparmor", "", "AppArmor profile");
    flags.flag(noNewPrivileges, "no-new-privs", "", "no gain of privileges by set-user-id programs");
    flags.text(options.pidFile, "pid-file", "", "file that gets the process's pid");
    flags.text(options.consoleSocket, "console-socket", "", "unix socket that gets the terminal");
    flags.flag(options.ignorePaused, "ignore-paused", "", "also in a paused container");
    flags.text(preserve, "preserve-fds", "", "pass N further file descriptors");
    flags.refuse("process-label", "SELinux labels are not set by this runtime", true);
    flags.refuse("cgroup", "the process joins the container's own control group", true);
    CATAMARAN_TRY(const auto done, parse(call, flags, 1, static_cast<std::size_t>(-1), false));
    if (done)
        return *done;
    if (!process.empty()) {
        CATAMARAN_TRY(options.processText, base::readFile(process));
    } else if (call.arguments.size() < 2) {
        return base::fail(base::Errc::InvalidArgument, "exec: a command or --process is needed");
    }
    options.arguments.assign(call.arguments.begin() + 1, call.arguments.end());
    if (noNewPrivileges)
        options.noNewPrivileges = true;
    CATAMARAN_TRY(options.preservedDescriptors, number(preserve, "preserve-fds"));
    for (const std::string &group : groups) {
        CATAMARAN_TRY(const unsigned id, number(group, "additional-gids"));
        options.additionalGroups.push_back(id);
    }
    const std::string id = call.arguments[0];
    if (detach) {
        CATAMARAN_CHECK(call.runtime.execute(id, options));
        return 0;
    }
    becomeReaper();
    bool terminal = options.terminal;
    if (!options.processText.empty()) {
        CATAMARAN_TRY(const nlohmann::json document, engine::oci::parseProcess(options.processText));
        terminal = document.value("terminal", false);
    }
    if (terminal && options.consoleSocket.empty())
        return superviseTerminal(call.root, [&](const std::string &socket) {
            options.consoleSocket = socket;
            return call.runtime.execute(id, options);
        });
    CATAMARAN_TRY(const pid_t pid, call.runtime.execute(id, options));
    return supervise(pid);
}

base::Result<int> runPause(Call &call)
{
    Flags flags;
    CATAMARAN_TRY(const auto done, parse(call, flags, 1, 1));
    if (done)
        return *done;
    CATAMARAN_CHECK(call.verb == "pause" ? call.runtime.pause(call.arguments[0])
                                         : call.runtime.resume(call.arguments[0]));
    return 0;
}

std::string helpText(const std::string &program, const Flags &flags)
{
    std::string text = fmt::format("NAME:\n   {} - OCI runtime\n\nUSAGE:\n   {} [global options] COMMAND "
                                   "[options] [arguments...]\n\nCOMMANDS:\n",
                                   program, program);
    for (const Verb &verb : verbs())
        text += fmt::format("   {:<12}{}\n", verb.name, verb.about);
    return text + "\nGLOBAL OPTIONS:\n" + flags.helpText();
}

std::string defaultRoot()
{
    if (const char *run = std::getenv("CATAMARAN_RUN"); run && *run)
        return std::string(run) + "/runtime";
    const char *user = std::getenv("XDG_RUNTIME_DIR");
    if (geteuid() != 0 && user && *user)
        return std::string(user) + "/catamaran/runtime";
    return "/run/catamaran/runtime";
}

int fail(const Log &log, const std::string &program, const base::Error &error)
{
    log.write("error", error.text());
    const std::string fix = error.fix().empty() ? "" : "Fix: " + error.fix() + "\n";
    const std::string text = fmt::format("{}: {}\n{}", program, error.text(), fix);
    [[maybe_unused]] const ssize_t n = write(2, text.data(), text.size());
    return 1;
}

int dispatch(const std::string &program, std::vector<std::string> arguments, Log &log)
{
    Flags flags;
    std::string root = defaultRoot();
    std::string format = "text";
    bool systemd = false;
    bool version = false;
    std::string rootless;
    flags.text(root, "root", "", "directory of the containers' state");
    flags.text(log.path, "log", "", "file for the log");
    flags.text(format, "log-format", "", "text or json");
    flags.flag(log.debug, "debug", "", "log more");
    flags.flag(systemd, "systemd-cgroup", "", "linux.cgroupsPath is slice:prefix:name; made without systemd");
    flags.text(rootless, "rootless", "", "taken and not needed: what a user may do is found out");
    flags.flag(version, "version", "v", "print the version");
    if (auto parsed = flags.parse(arguments); !parsed)
        return fail(log, program, parsed.error());
    log.json = format == "json";
    if (format != "json" && format != "text")
        return fail(log, program, {base::Errc::InvalidArgument, "unknown log-format \"" + format + "\""});
    if (version) {
        print(fmt::format("{} version {}\nspec: {}\n", program, engine::oci::versionText(),
                          engine::oci::kOciVersion));
        return 0;
    }
    if (flags.helpAsked() || arguments.empty() || arguments[0] == "help") {
        print(helpText(program, flags));
        return 0;
    }
    const std::string name = arguments[0];
    arguments.erase(arguments.begin());
    for (const Verb &verb : verbs()) {
        if (name != verb.name)
            continue;
        Runtime runtime(root, [&log](const std::string &warning) { log.write("warning", warning); });
        Call call{program, name, root, log, std::move(arguments), runtime};
        const auto code = verb.run(call);
        return code ? *code : fail(log, program, code.error());
    }
    return fail(log, program,
                base::Error(base::Errc::InvalidArgument, fmt::format("no such command: {}", name))
                    .withFix(fmt::format("`{} --help` lists the commands", program)));
}

} // namespace

const std::vector<Verb> &verbs()
{
    static const std::vector<Verb> kVerbs = {
        {"create", "[options] ID", "create a container, and stop short of its program", runCreate},
        {"start", "ID", "run the program of a created container", runStart},
        {"state", "ID", "print the state of a container", runState},
        {"kill", "[options] ID [SIGNAL]", "send a signal to a container's first process", runKill},
        {"delete", "[options] ID", "remove a container that has stopped", runDelete},
        {"run", "[options] ID", "create, start and wait for a container", runRun},
        {"exec", "[options] ID COMMAND [ARG...]", "run a further process in a container", runExec},
        {"ps", "[options] ID", "list the processes of a container", runPs},
        {"list", "[options]", "list the containers", runList},
        {"pause", "ID", "suspend all processes of a container", runPause},
        {"resume", "ID", "let a paused container go on", runPause},
        {"update", "[options] ID", "change the limits of a container", runUpdate},
        {"events", "[options] ID", "print the resource usage of a container", runEvents},
        {"features", "", "print what this runtime can do", runFeatures},
        {"spec", "[options]", "write a configuration to begin with", runSpec},
        {"checkpoint", "ID", "not supported by this runtime", runCheckpoint},
        {"restore", "ID", "not supported by this runtime", runCheckpoint},
    };
    return kVerbs;
}

base::Result<std::optional<int>> parse(Call &call, Flags &flags, std::size_t least, std::size_t most,
                                       bool interspersed)
{
    CATAMARAN_CHECK(flags.parse(call.arguments, interspersed));
    for (const Verb &verb : verbs()) {
        if (call.verb != verb.name)
            continue;
        if (flags.helpAsked()) {
            print(fmt::format("NAME:\n   {0} {1} - {2}\n\nUSAGE:\n   {0} {1} {3}\n\nOPTIONS:\n{4}",
                              call.program, verb.name, verb.about, verb.usage, flags.helpText()));
            return std::optional<int>(0);
        }
        if (call.arguments.size() < least || call.arguments.size() > most)
            return base::fail(
                base::Error(base::Errc::InvalidArgument,
                            fmt::format("\"{}\" got {} arguments", verb.name, call.arguments.size()))
                    .withFix(fmt::format("Usage: {} {} {}", call.program, verb.name, verb.usage)));
    }
    return std::optional<int>();
}

void print(std::string_view text)
{
    while (!text.empty()) {
        const ssize_t n = write(1, text.data(), text.size());
        if (n < 0 && errno != EINTR)
            return;
        text.remove_prefix(n > 0 ? static_cast<std::size_t>(n) : 0);
    }
}

int runCommand(const std::string &program, std::vector<std::string> arguments)
{
    Log log;
    try {
        return dispatch(program, std::move(arguments), log);
    } catch (const std::exception &error) {
        // A member of a document that no rule knows has another type than its reader takes.
        return fail(log, program, {base::Errc::InvalidArgument, error.what()});
    }
}

} // namespace catamaran::runtime
