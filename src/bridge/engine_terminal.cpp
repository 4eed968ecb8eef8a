// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/engine_rooms.h"
#include "src/bridge/terminal_channel.h"
#include "src/core/workload.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace catamaran::bridge {

namespace {

/// How long a program may take to end after its terminal was closed, before it is killed.
constexpr int kGraceMilliseconds = 500;
constexpr int kLookForStopMilliseconds = 100;
/// The best shell there is.
const char kShell[] = "if command -v bash >/dev/null 2>&1; then exec bash -l; fi; exec sh -l";

/// What an image may have instead of sh.
const std::vector<std::vector<std::string>> &shells()
{
    static const std::vector<std::vector<std::string>> all{
        {"sh", "-c", kShell}, {"/bin/sh", "-c", kShell},    {"bash", "-l"},
        {"ash", "-l"},        {"/bin/busybox", "sh", "-l"}, {"/busybox/sh", "-l"}};
    return all;
}

base::Result<engine::Execution> openShell(core::Deck &deck, const std::string &id, engine::ExecRequest exec,
                                          const base::OperationContext &context)
{
    for (const auto &shell : shells()) {
        exec.arguments = shell;
        auto execution = deck.engine().exec(id, exec, context);
        if (execution || (execution.error().code() != base::Errc::CommandNotFound &&
                          execution.error().code() != base::Errc::CommandNotExecutable))
            return execution;
    }
    return base::fail(
        base::Error(base::Errc::CommandNotFound,
                    "there is no shell in this container (sh, bash, ash, busybox)")
            .withFix("Type a program that it has into the field above, with its path, or attach to its main "
                     "process with the button above, as catamaran attach " +
                     id.substr(0, 12) + " does."));
}

/// Moves what was typed into the terminal; false when the terminal is gone.
bool copyKeys(int from, int master)
{
    std::array<char, 4096> buffer{};
    const ssize_t length = ::read(from, buffer.data(), buffer.size());
    for (ssize_t at = 0; at < length;) {
        const ssize_t written = ::write(master, buffer.data() + at, static_cast<std::size_t>(length - at));
        if (written < 0 && errno != EINTR && errno != EAGAIN)
            return false;
        if (written < 0) {
            pollfd room{master, POLLOUT, 0};
            ::poll(&room, 1, kLookForStopMilliseconds);
            continue;
        }
        at += written;
    }
    return true;
}

/// Until the program closes its side, or stop is requested.
void pump(int master, TerminalChannel &channel, const std::stop_token &stop)
{
    std::array<char, 65536> buffer{};
    while (!stop.stop_requested()) {
        std::array<pollfd, 3> watch{
            {{master, POLLIN, 0}, {channel.input(), POLLIN, 0}, {channel.resized(), POLLIN, 0}}};
        if (::poll(watch.data(), watch.size(), kLookForStopMilliseconds) < 0 && errno != EINTR)
            return;
        if (watch[2].revents != 0) {
            const auto [rows, columns] = channel.size();
            const winsize size{rows, columns, 0, 0};
            ::ioctl(master, TIOCSWINSZ, &size);
        }
        if ((watch[1].revents & POLLIN) != 0 && !copyKeys(channel.input(), master))
            return;
        if (watch[0].revents == 0)
            continue;
        const ssize_t length = ::read(master, buffer.data(), buffer.size());
        // EIO: nobody has the other side open any more (pty(7)).
        if (length == 0 || (length < 0 && errno != EINTR && errno != EAGAIN))
            return;
        if (length > 0)
            channel.put({buffer.data(), static_cast<std::size_t>(length)}, stop);
    }
}

void endProgram(pid_t pid)
{
    const base::UniqueFd process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    pollfd watch{process.get(), POLLIN, 0};
    if (process && ::poll(&watch, 1, kGraceMilliseconds) == 0)
        ::syscall(SYS_pidfd_send_signal, process.get(), SIGKILL, nullptr, 0);
}

/// Rows and columns of the main process's terminal follow the window's, from a thread of their own: an
/// attached client waits for output.
std::jthread followSize(core::Deck &deck, const std::string &id, TerminalChannel &channel)
{
    return std::jthread([&deck, id, &channel](const std::stop_token &stop) {
        for (bool first = true; !stop.stop_requested(); first = false) {
            pollfd resized{channel.resized(), POLLIN, 0};
            if (first || (::poll(&resized, 1, kLookForStopMilliseconds) > 0 && resized.revents != 0)) {
                const auto [rows, columns] = channel.size();
                (void)deck.engine().resize(id, rows, columns); // one that has just ended needs no size
            }
        }
    });
}

base::Result<std::optional<int>> attachToMain(core::Deck &deck, const std::string &id,
                                              TerminalChannel &channel, const base::OperationContext &context)
{
    CATAMARAN_TRY(const auto details, deck.engine().inspect(id));
    const bool tty = details.specification.tty;
    engine::AttachStreams streams;
    if (tty && details.specification.openStdin) // without a terminal there, a key is no line
        streams.standardIn = channel.input();
    streams.onOutput = [&channel, &context, tty](bool, std::string_view text) {
        std::string lines;
        for (const char c : text) // what a terminal would do, where there is none
            lines += c == '\n' && !tty ? "\r\n" : std::string(1, c);
        channel.put(lines, context.stop);
    };
    const std::jthread size = tty ? followSize(deck, id, channel) : std::jthread();
    auto code = deck.engine().attach(id, streams, context);
    if (!code && code.error().code() == base::Errc::Cancelled)
        return std::optional<int>(); // the terminal was closed; the process goes on
    return code;
}

} // namespace

base::Result<std::optional<int>> EngineRooms::terminal(core::Deck &deck, const TerminalRequest &request,
                                                       TerminalChannel &channel,
                                                       const base::OperationContext &context)
{
    const std::string id = request.key.id.toStdString();
    if (request.key.hull == Hull::Vm) {
        CATAMARAN_CHECK(deck.hypervisor().console(
            id, true, channel.input(), [&](std::string_view text) { channel.put(text, context.stop); },
            context));
        return std::optional<int>();
    }
    if (request.attaches)
        return attachToMain(deck, id, channel, context);
    engine::ExecRequest exec;
    exec.tty = true;
    exec.rows = static_cast<std::uint16_t>(request.rows);
    exec.columns = static_cast<std::uint16_t>(request.columns);
    exec.environment = {"TERM=xterm-256color", "COLORTERM=truecolor"};
    for (const QString &word : request.command)
        exec.arguments.push_back(word.toStdString());
    CATAMARAN_TRY(auto execution, exec.arguments.empty() ? openShell(deck, id, exec, context)
                                                         : deck.engine().exec(id, exec, context));
    ::fcntl(execution.terminal.get(), F_SETFL, ::fcntl(execution.terminal.get(), F_GETFL) | O_NONBLOCK);
    pump(execution.terminal.get(), channel, context.stop);
    // The program is told by SIGHUP that its terminal has gone.
    execution.terminal.reset();
    if (context.stopRequested())
        endProgram(execution.pid);
    CATAMARAN_TRY(const int code, execution.wait());
    return std::optional<int>(code);
}

base::Result<void> EngineRooms::console(core::Deck &deck, const WorkloadKey &key,
                                        const std::function<void(std::string_view)> &onText,
                                        const base::OperationContext &context)
{
    return deck.hypervisor().console(key.id.toStdString(), true, -1, onText, context);
}

} // namespace catamaran::bridge
