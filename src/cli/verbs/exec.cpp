// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/detach_keys.h"
#include "engine/base/file.h"
#include "engine/spec/parse.h"
#include "src/cli/terminal.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <memory>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <thread>
#include <unistd.h>

namespace catamaran::cli {

namespace {

std::optional<std::string> callersVariable(const std::string &name)
{
    const char *value = std::getenv(name.c_str());
    return value ? std::optional<std::string>(value) : std::nullopt;
}

enum class Copied { Some, Ended, Detached };

/// Copies from one descriptor to another once, but for the detach sequence in it.
Copied copyOnce(int from, int to, base::DetachKeys *keys = nullptr)
{
    std::array<char, 16384> buffer{};
    const ssize_t got = ::read(from, buffer.data(), buffer.size());
    if (got < 0)
        return errno == EINTR || errno == EAGAIN ? Copied::Some : Copied::Ended;
    std::string_view text(buffer.data(), static_cast<std::size_t>(got));
    std::string filtered;
    const bool detached = keys && keys->filter(text, filtered);
    if (keys)
        text = filtered;
    while (!text.empty()) {
        const ssize_t put = ::write(to, text.data(), text.size());
        if (put < 0 && errno != EINTR)
            return Copied::Ended;
        text.remove_prefix(put > 0 ? static_cast<std::size_t>(put) : 0);
    }
    return detached ? Copied::Detached : got > 0 ? Copied::Some : Copied::Ended;
}

/// Passes bytes between our terminal and the program's until it ends, or until `detachKeys` are typed; its
/// exit code, 0 of one that goes on.
base::Result<int> runOnTerminal(Session &session, engine::Engine::Execution &execution, bool interactive,
                                const std::string &detachKeys)
{
    const int master = execution.terminal.get();
    const RawTerminal raw(interactive ? STDIN_FILENO : -1);
    const auto signals = session.handleSignals([master, &raw](int signal) {
        if (signal == SIGTERM || signal == SIGHUP || signal == SIGINT || signal == SIGQUIT) {
            // The program notices: its terminal hangs up when ours is gone.
            raw.restore();
            ::_exit(128 + signal);
        }
        if (signal != SIGWINCH)
            return;
        const TerminalSize size = terminalSize(STDOUT_FILENO);
        const winsize window{size.rows, size.columns, 0, 0};
        (void)::ioctl(master, TIOCSWINSZ, &window);
    });
    struct Waiting { // outlives us in the thread when the user leaves
        base::UniqueFd ended{::eventfd(0, EFD_CLOEXEC)};
        std::function<base::Result<int>()> wait;
        base::Result<int> code = 0;
    };
    const auto waiting = std::make_shared<Waiting>();
    waiting->wait = execution.wait;
    std::thread waiter([waiting] {
        waiting->code = waiting->wait();
        const std::uint64_t one = 1;
        (void)!::write(waiting->ended.get(), &one, sizeof one);
    });
    base::DetachKeys keys(execution.leave ? std::string_view(detachKeys) : std::string_view());
    bool reading = interactive;
    bool over = false;
    for (;;) {
        std::array<pollfd, 3> entries = {pollfd{master, POLLIN, 0}, pollfd{waiting->ended.get(), POLLIN, 0},
                                         pollfd{reading ? STDIN_FILENO : -1, POLLIN, 0}};
        // After the end, what is left in the terminal is still read, without waiting for more.
        const int ready = ::poll(entries.data(), entries.size(), over ? 0 : -1);
        if (ready < 0 && errno == EINTR)
            continue;
        if (entries[0].revents != 0 && copyOnce(master, STDOUT_FILENO) == Copied::Ended)
            break;
        if (entries[0].revents == 0 && over)
            break;
        over = over || entries[1].revents != 0;
        if (entries[2].revents == 0)
            continue;
        const Copied copied = copyOnce(STDIN_FILENO, master, &keys);
        reading = copied == Copied::Some;
        if (copied == Copied::Detached) {
            waiter.detach();
            CATAMARAN_CHECK(execution.leave(master));
            return 0;
        }
    }
    waiter.join();
    return waiting->code;
}

constexpr const char *kDefaultDetachKeys = "ctrl-p,ctrl-q";

struct ExecFlags {
    engine::Engine::ExecRequest request;
    bool interactive = false;
    bool detach = false;
    std::vector<std::string> files;
    std::string detachKeys;
    bool ownDetachKeys = false;

    void declare(FlagSet &flags)
    {
        flags.flag(interactive, "interactive", 'i', "Keep STDIN open even if not attached");
        flags.flag(request.tty, "tty", 't', "Allocate a pseudo-TTY");
        flags.flag(detach, "detach", 'd', "Detached mode: run command in the background");
        flags.text(detachKeys, "detach-keys", 0, "Override the key sequence for detaching a container");
        flags.flag(request.privileged, "privileged", 0, "Give extended privileges to the command");
        flags.text(request.user, "user", 'u', "Username or UID (format: \"<name|uid>[:<group|gid>]\")");
        flags.text(request.workingDirectory, "workdir", 'w', "Working directory inside the container");
        flags.list(files, "env-file", 0, "Read in a file of environment variables");
        flags.value(
            [this](const std::string &text) -> base::Result<void> {
                CATAMARAN_TRY(std::string variable, engine::spec::parseEnvironment(text, callersVariable));
                request.environment.push_back(std::move(variable));
                return {};
            },
            "env", 'e', "Set environment variables", "list");
    }

    base::Result<void> finish(const std::vector<std::string> &arguments)
    {
        ownDetachKeys = !detachKeys.empty();
        CATAMARAN_TRY(detachKeys,
                      engine::spec::parseDetachKeys(detachKeys.empty() ? kDefaultDetachKeys : detachKeys));
        std::vector<std::string> fromFiles;
        for (const std::string &path : files) {
            CATAMARAN_TRY(const std::string text, base::readFile(path));
            CATAMARAN_TRY(const auto more, engine::spec::parseEnvironmentFile(text, callersVariable));
            fromFiles.insert(fromFiles.end(), more.begin(), more.end());
        }
        request.environment.insert(request.environment.begin(), fromFiles.begin(), fromFiles.end());
        request.arguments.assign(arguments.begin() + 1, arguments.end());
        const TerminalSize size = terminalSize(STDOUT_FILENO);
        request.rows = size.rows;
        request.columns = size.columns;
        if (!detach && !request.tty) {
            request.standardIn = interactive ? STDIN_FILENO : -1;
            request.standardOut = STDOUT_FILENO;
            request.standardError = STDERR_FILENO;
        }
        return {};
    }
};

int exec(Invocation &call)
{
    FlagSet options;
    ExecFlags flags;
    flags.declare(options);
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::No, {2, {}}, arguments))
        return *code;
    if (const auto done = flags.finish(arguments); !done)
        return failUsage(call, done.error());
    if (!flags.detach && flags.request.tty && flags.interactive && ::isatty(STDIN_FILENO) == 0)
        return failWith(base::Error(base::Errc::InvalidArgument, "the input device is not a TTY")
                            .withFix("Leave -t out when the input is a pipe or file."));
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    auto execution = (*engine)->exec(arguments[0], flags.request, {});
    if (!execution)
        return failWith(execution.error(), exitCodeOf(execution.error(), kExitFailure));
    if (flags.detach)
        return 0;
    if (flags.request.tty && flags.ownDetachKeys && !execution->leave) // its program is hung up
        return failWith(base::Error(base::Errc::Unsupported,
                                    "--detach-keys does not work in a container of another runtime: "
                                    "what exec starts there ends with its terminal")
                            .withFix("Leave --detach-keys out, or start the program with exec -d."));
    const auto code = flags.request.tty
                          ? runOnTerminal(call.session, *execution, flags.interactive, flags.detachKeys)
                          : execution->wait();
    return code ? *code : failWith(code.error(), exitCodeOf(code.error(), kExitFailure));
}

} // namespace

void addExec(Registry &registry)
{
    registry.add({"exec", "Common Commands", "[OPTIONS] CONTAINER COMMAND [ARG...]",
                  "Execute a command in a running container", exec});
}

} // namespace catamaran::cli
