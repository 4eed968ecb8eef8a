// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/launch/foreign_exec.h"

#include "engine/base/file.h"
#include "engine/launch/failure_text.h"
#include "engine/launch/spawner.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace catamaran::engine::launch {

using base::Errc;
using base::fail;
using base::Result;
using base::UniqueFd;

namespace {

constexpr int kLowest = 16;          // above the numbers in the child: dup2 there goes one by one
constexpr int kStopPatienceMs = 100; // how often a stop request is looked for

struct Terminal {
    UniqueFd master;
    std::string slave;
};

// Raw from the start: the runtime's copy of the process's own terminal does all the rest, and what is typed
// before it gets there must not be echoed twice.
Result<Terminal> makeTerminal(std::uint16_t rows, std::uint16_t columns)
{
    Terminal terminal;
    terminal.master.reset(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    std::array<char, 64> name{};
    if (!terminal.master || ::grantpt(terminal.master.get()) != 0 || ::unlockpt(terminal.master.get()) != 0 ||
        ::ptsname_r(terminal.master.get(), name.data(), name.size()) != 0)
        return base::failErrno("make a terminal");
    terminal.slave = name.data();
    winsize size{};
    size.ws_row = rows;
    size.ws_col = columns;
    termios settings{};
    if (::ioctl(terminal.master.get(), TIOCSWINSZ, &size) != 0 ||
        ::tcgetattr(terminal.master.get(), &settings) != 0)
        return base::failErrno("set up a terminal");
    ::cfmakeraw(&settings);
    if (::tcsetattr(terminal.master.get(), TCSANOW, &settings) != 0)
        return base::failErrno("set up a terminal");
    return terminal;
}

// The last "msg" of a log of JSON lines; empty if there is none. Escapes of JSON become what they stand for
// where that is a character of its own, and a space otherwise.
std::string lastMessage(const std::string &log)
{
    constexpr std::string_view kKey = "\"msg\":\"";
    const std::size_t at = log.rfind(kKey);
    std::string text;
    for (std::size_t i = at == std::string::npos ? log.size() : at + kKey.size();
         i < log.size() && log[i] != '"'; ++i) {
        if (log[i] == '\\' && i + 1 < log.size()) {
            ++i;
            text += log[i] == 'n' || log[i] == 't' ? ' ' : log[i];
        } else {
            text += log[i];
        }
    }
    return text;
}

// The files of one exec, which go with it.
struct Files {
    std::string pid;
    std::string log;
    explicit Files(const ForeignExec &plan)
        : pid(plan.directory + "/" + plan.pidFile), log(plan.directory + "/" + plan.logFile)
    {
    }
    ~Files()
    {
        ::unlink(pid.c_str());
        ::unlink(log.c_str());
    }
    Files(const Files &) = delete;
    Files &operator=(const Files &) = delete;

    [[nodiscard]] pid_t number() const
    {
        const auto text = base::readFile(pid);
        return text ? static_cast<pid_t>(std::strtol(text->c_str(), nullptr, 10)) : 0;
    }
    [[nodiscard]] std::string said() const
    {
        return lastMessage(base::readFile(log).value_or(std::string()));
    }
};

Result<std::vector<UniqueFd>> streamsOf(const Launcher::StandardStreams &streams)
{
    std::vector<UniqueFd> copies;
    for (const int wanted : {streams.in, streams.out, streams.err}) {
        UniqueFd null;
        if (wanted < 0) {
            CATAMARAN_TRY(null, base::openFile("/dev/null", O_RDWR));
        }
        UniqueFd copy(::fcntl(wanted < 0 ? null.get() : wanted, F_DUPFD_CLOEXEC, kLowest));
        if (!copy)
            return base::failErrno("duplicate a descriptor");
        copies.push_back(std::move(copy));
    }
    return copies;
}

// Until the process is there or the runtime has ended, whichever comes first.
Result<void> awaitProcess(int watch, const Files &files, Child &runtime,
                          const base::OperationContext &context)
{
    while (files.number() <= 0) {
        std::array<pollfd, 2> set = {{{watch, POLLIN, 0}, {runtime.descriptor(), POLLIN, 0}}};
        const int n = ::poll(set.data(), set.size(), context.stop.stop_possible() ? kStopPatienceMs : -1);
        if (n < 0 && errno != EINTR)
            return base::failErrno("wait for the runtime");
        if (n == 0 && context.stopRequested()) {
            runtime.kill(SIGKILL);
            return fail(Errc::Cancelled, "cancelled");
        }
        alignas(inotify_event) std::array<char, 4096> events{};
        if (n > 0 && set[0].revents != 0 && ::read(watch, events.data(), events.size()) < 0 &&
            errno != EAGAIN)
            return base::failErrno("watch for the process");
        if (n > 0 && set[1].revents != 0)
            break;
    }
    return {};
}

} // namespace

Result<Launcher::Executed> executeForeign(const ForeignExec &plan, Launcher::StandardStreams streams,
                                          const base::OperationContext &context)
{
    Launcher::Executed executed;
    const auto files = std::make_shared<Files>(plan);
    const UniqueFd watch(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    if (!watch || ::inotify_add_watch(watch.get(), plan.directory.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO) < 0)
        return base::failErrno("watch " + plan.directory);
    Spawner::Request request;
    request.name = plan.arguments[0];
    request.path = plan.arguments[0];
    request.arguments = plan.arguments;
    request.environment = plan.environment;
    request.directory = plan.directory;
    std::vector<UniqueFd> copies;
    if (plan.tty) {
        CATAMARAN_TRY(Terminal terminal, makeTerminal(plan.rows, plan.columns));
        request.terminal = std::move(terminal.slave);
        executed.terminal = std::move(terminal.master);
    } else {
        CATAMARAN_TRY(copies, streamsOf(streams));
        for (int number = 0; number < 3; ++number)
            request.descriptors.emplace_back(copies[static_cast<std::size_t>(number)].get(), number);
    }
    const auto spawner = std::make_shared<Spawner>();
    CATAMARAN_TRY(Child runtime, spawner->spawn(request));
    copies.clear();
    CATAMARAN_CHECK(awaitProcess(watch.get(), *files, runtime, context));
    executed.pid = files->number();
    if (executed.pid <= 0) {
        CATAMARAN_TRY(const int code, runtime.wait());
        const std::string said = files->said();
        return fail(foreignExecError(said.empty() ? "the runtime ended with code " + std::to_string(code) +
                                                        " and has not said why"
                                                  : said));
    }
    executed.wait = [files, spawner, runtime]() mutable -> Result<int> {
        CATAMARAN_TRY(const int code, runtime.wait());
        // crun names the process before it has executed the program.
        const std::string said = code == 0 ? std::string() : files->said();
        const base::Error error = foreignExecError(said);
        if (error.code() == Errc::CommandNotFound || error.code() == Errc::CommandNotExecutable)
            return fail(error);
        return code;
    };
    return executed;
}

} // namespace catamaran::engine::launch
