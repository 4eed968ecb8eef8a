// SPDX-License-Identifier: GPL-3.0-or-later
// catamaran-init: PID 1 of a container started with --init. Starts the program, passes signals on to it,
// reaps what it leaves behind, and ends with its exit code. Executed by descriptor from a sealed memfd, so
// the image needs nothing and cannot reach the host's copy.
#include "engine/launch/bundle_names.h"
#include "engine/sys/syscalls.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <termios.h>

namespace {

// A shell's exit codes for a program that cannot be executed.
[[noreturn]] void execProgram(char **arguments, const sigset_t &mask)
{
    sigprocmask(SIG_SETMASK, &mask, nullptr);
    execvp(arguments[0], arguments);
    const int error = errno;
    dprintf(2, "catamaran-init: exec: \"%s\": %s\n", arguments[0],
            error == ENOENT && !strchr(arguments[0], '/') ? "executable file not found in $PATH"
                                                          : strerror(error));
    _exit(error == ENOENT || error == ENOTDIR ? 127 : 126);
}

// Reaps everything that has ended; returns whether the program was among it.
bool reap(pid_t program, int *exitCode)
{
    bool ended = false;
    for (;;) {
        siginfo_t info{};
        if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG) || info.si_pid == 0)
            return ended;
        if (info.si_pid == program) {
            *exitCode = catamaran::sys::exitCodeOf(info);
            ended = true;
        }
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 1)
        return 127;
    // Our own launch gives the program's name as ours; an external runtime knows no such thing.
    if (argc > 1 && strcmp(argv[0], catamaran::engine::launch::bundle::kInitInside) == 0)
        ++argv;
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    const pid_t program = fork();
    if (program < 0)
        return 126;
    if (program == 0) {
        setpgid(0, 0);
        if (isatty(0)) {
            signal(SIGTTOU, SIG_IGN); // a background group that takes the terminal
            tcsetpgrp(0, getpid());
            signal(SIGTTOU, SIG_DFL);
        }
        execProgram(argv, before);
    }
    for (;;) {
        siginfo_t info{};
        const int received = sigwaitinfo(&all, &info);
        if (received < 0)
            continue;
        if (received == SIGCHLD) {
            int exitCode = 0;
            if (reap(program, &exitCode))
                return exitCode;
        } else {
            kill(program, received);
        }
    }
}
