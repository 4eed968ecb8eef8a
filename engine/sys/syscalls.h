// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/// Thin wrappers of system calls that the C library does not offer. No allocation, no domain words; every
/// function returns what the kernel returns, -1 and errno on failure. Usable in the helper programs.
namespace catamaran::sys {

/// clone3(2). Returns 0 in the child.
inline pid_t clone3(const clone_args &arguments)
{
    return static_cast<pid_t>(syscall(SYS_clone3, &arguments, sizeof arguments));
}

/// openat2(2), always close-on-exec.
inline int openat2(int directory, const char *path, uint64_t flags, uint64_t mode, uint64_t resolve)
{
    open_how how{};
    how.flags = flags | O_CLOEXEC;
    how.mode = mode;
    how.resolve = resolve;
    return static_cast<int>(syscall(SYS_openat2, directory, path, &how, sizeof how));
}

/// pidfd_open(2).
inline int pidfdOpen(pid_t pid)
{
    return static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
}

/// pidfd_send_signal(2).
inline int pidfdSendSignal(int pidfd, int signal)
{
    return static_cast<int>(syscall(SYS_pidfd_send_signal, pidfd, signal, nullptr, 0));
}

/// pidfd_getfd(2).
inline int pidfdGetFd(int pidfd, int fd)
{
    return static_cast<int>(syscall(SYS_pidfd_getfd, pidfd, fd, 0));
}

inline int pivotRoot(const char *newRoot, const char *putOld)
{
    return static_cast<int>(syscall(SYS_pivot_root, newRoot, putOld));
}

/// waitid(2) on a pidfd; restarts when interrupted.
inline int waitPidfd(int pidfd, siginfo_t *info, int options)
{
    int result;
    do
        result = waitid(P_PIDFD, static_cast<id_t>(pidfd), info, options);
    while (result < 0 && errno == EINTR);
    return result;
}

/// A shell's exit code for what waitid(2) reported: 0-255, or 128 plus the signal.
inline int exitCodeOf(const siginfo_t &info)
{
    return info.si_code == CLD_EXITED ? info.si_status & 0xff : 128 + info.si_status;
}

inline int64_t nanoseconds(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<int64_t>(now.tv_sec) * 1000000000 + now.tv_nsec;
}

} // namespace catamaran::sys
