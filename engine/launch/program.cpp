// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/launch/program.h"

#include "engine/base/unique_fd.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace catamaran::engine::launch {

using base::Errc;
using base::Result;
using base::UniqueFd;

namespace {

constexpr std::size_t kMaximumOutput = 1U << 20;

/// The input as a file: no pipe can fill up, and no SIGPIPE can come back.
Result<UniqueFd> inputFile(const std::string &input)
{
    UniqueFd fd(::memfd_create("input", MFD_CLOEXEC));
    if (!fd || ::write(fd.get(), input.data(), input.size()) != static_cast<ssize_t>(input.size()) ||
        ::lseek(fd.get(), 0, SEEK_SET) != 0)
        return base::failErrno("prepare the input of a program");
    return fd;
}

struct Attributes {
    posix_spawnattr_t value{};
    posix_spawn_file_actions_t actions{};
    explicit Attributes(Session session)
    {
        posix_spawnattr_init(&value);
        posix_spawn_file_actions_init(&actions);
        sigset_t none;
        sigset_t defaults;
        sigemptyset(&none);
        sigfillset(&defaults);
        posix_spawnattr_setsigmask(&value, &none);
        posix_spawnattr_setsigdefault(&value, &defaults);
        posix_spawnattr_setflags(&value,
                                 static_cast<short>(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                                    (session == Session::Own ? POSIX_SPAWN_SETSID : 0)));
    }
    ~Attributes()
    {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&value);
    }
    Attributes(const Attributes &) = delete;
    Attributes &operator=(const Attributes &) = delete;
};

int reap(pid_t pid)
{
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

} // namespace

Result<ProgramResult> runProgram(const std::vector<std::string> &arguments, const std::string &input,
                                 std::chrono::milliseconds deadline, Session session)
{
    CATAMARAN_TRY(const UniqueFd in, inputFile(input));
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return base::failErrno("make a pipe");
    const UniqueFd reading(ends[0]);
    UniqueFd writing(ends[1]);
    Attributes attributes(session);
    posix_spawn_file_actions_adddup2(&attributes.actions, in.get(), 0);
    posix_spawn_file_actions_adddup2(&attributes.actions, writing.get(), 1);
    posix_spawn_file_actions_adddup2(&attributes.actions, writing.get(), 2);
    posix_spawn_file_actions_addclosefrom_np(&attributes.actions, 3);
    std::vector<char *> argv;
    for (const std::string &argument : arguments)
        argv.push_back(const_cast<char *>(argument.c_str()));
    argv.push_back(nullptr);
    pid_t pid = 0;
    const int error =
        ::posix_spawnp(&pid, argv[0], &attributes.actions, &attributes.value, argv.data(), environ);
    if (error == ENOENT)
        return base::fail(base::Error(Errc::NotFound, "there is no program " + arguments[0])
                              .withFix("Install it, or put its directory into PATH."));
    if (error != 0)
        return base::fail(base::Error::fromErrno(error, "start " + arguments[0]));
    writing.reset();
    ProgramResult result;
    const auto end = std::chrono::steady_clock::now() + deadline;
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        pollfd waiting{reading.get(), POLLIN, 0};
        const int ready = left.count() <= 0 ? 0 : ::poll(&waiting, 1, static_cast<int>(left.count()));
        if (ready < 0 && errno == EINTR)
            continue;
        std::array<char, 4096> buffer{};
        const ssize_t n = ready > 0 ? ::read(reading.get(), buffer.data(), buffer.size()) : -1;
        if (ready <= 0 || n < 0 || result.output.size() > kMaximumOutput) {
            ::kill(pid, SIGKILL);
            (void)reap(pid);
            return base::fail(Errc::Timeout, arguments[0] + " did not end in time");
        }
        if (n == 0)
            break;
        result.output.append(buffer.data(), static_cast<std::size_t>(n));
    }
    result.exitCode = reap(pid);
    return result;
}

} // namespace catamaran::engine::launch
