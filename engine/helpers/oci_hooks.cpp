// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/helpers/oci_hooks.h"

#include "engine/helpers/text.h"
#include "engine/sys/syscalls.h"

#include <poll.h>
#include <sys/mman.h>

namespace catamaran::helpers {

using protocol::Step;

namespace {

constexpr uint32_t kMaximumArguments = 256;

using Pointers = char * [kMaximumArguments + 1];

bool fillPointers(const protocol::List<protocol::Text> &texts, Pointers &into)
{
    if (texts.count > kMaximumArguments) {
        errno = E2BIG;
        return false;
    }
    for (uint32_t i = 0; i < texts.count; ++i)
        into[i] = const_cast<char *>(texts.items[i].data);
    into[texts.count] = nullptr;
    return true;
}

// A memory file has room for the whole state, so nobody waits for a hook that does not read.
int stateFile(const HookState &state)
{
    const int fd = memfd_create("state", MFD_CLOEXEC);
    const protocol::OciView &plan = *state.plan;
    TextBuffer<24> pid;
    pid.appendSigned(state.pid);
    const struct {
        const char *data;
        size_t size;
    } parts[] = {{plan.stateHead.data, plan.stateHead.size},
                 {state.status, strlen(state.status)},
                 {plan.stateMiddle.data, plan.stateMiddle.size},
                 {pid.c_str(), pid.size()},
                 {plan.stateTail.data, plan.stateTail.size}};
    for (const auto &part : parts) {
        if (fd < 0 || write(fd, part.data, part.size) != static_cast<ssize_t>(part.size))
            return -1;
    }
    lseek(fd, 0, SEEK_SET);
    return fd;
}

[[noreturn]] void executeHook(const protocol::HookView &hook, int in, int err, char *const *arguments,
                              char *const *environment)
{
    const int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (null >= 0)
        dup2(null, 1);
    else
        dup2(err, 1); // a container may have no /dev/null
    dup2(in, 0);
    dup2(err, 2);
    close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    execve(hook.path.data, arguments, environment);
    const char *reason = strerrordesc_np(errno);
    if (reason && write(2, reason, strlen(reason)) < 0)
        _exit(126);
    _exit(127);
}

using Said = TextBuffer<128>;

// Until it has ended or its time is over; keeps the start of what it says. 0 or ETIMEDOUT.
int waitForHook(const protocol::HookView &hook, int pidfd, int err, Said &said)
{
    const int64_t deadline =
        hook.timeoutMs ? sys::nanoseconds(CLOCK_MONOTONIC) + static_cast<int64_t>(hook.timeoutMs) * 1000000
                       : 0;
    bool open = true;
    for (;;) {
        int64_t wait = -1;
        if (deadline) {
            wait = (deadline - sys::nanoseconds(CLOCK_MONOTONIC) + 999999) / 1000000;
            if (wait <= 0) {
                sys::pidfdSendSignal(pidfd, SIGKILL);
                return ETIMEDOUT;
            }
        }
        pollfd set[2] = {{pidfd, POLLIN, 0}, {open ? err : -1, POLLIN, 0}};
        if (poll(set, 2, static_cast<int>(wait < 1000000 ? wait : 1000000)) < 0 && errno != EINTR)
            return 0;
        if (set[1].revents) {
            char piece[512];
            const ssize_t n = read(err, piece, sizeof piece);
            open = n > 0;
            for (ssize_t i = 0; i < n; ++i)
                said.append(piece[i] == '\n' ? " " : piece + i, 1);
        } else if (set[0].revents) {
            return 0; // what a daemon of the hook says later is not waited for
        }
    }
}

bool runHook(const protocol::HookView &hook, const char *kind, const HookState &state,
             protocol::FailedMessage &failure)
{
    failure = protocol::FailedMessage();
    failure.step = Step::RunHook;
    TextBuffer<sizeof failure.path> text;
    text.append(kind).append(" hook ").append(hook.path.data);
    const auto failed = [&](const char *why) {
        text.append(": ").append(why);
        memcpy(failure.path, text.c_str(), text.size() + 1);
        return false;
    };
    Pointers arguments;
    Pointers environment;
    int err[2] = {-1, -1};
    const int in = stateFile(state);
    if (in < 0 || pipe2(err, O_CLOEXEC) || !fillPointers(hook.arguments, arguments) ||
        !fillPointers(hook.environment, environment)) {
        failure.error = errno;
        return failed(strerrordesc_np(errno));
    }
    if (!arguments[0]) {
        arguments[0] = const_cast<char *>(hook.path.data);
        arguments[1] = nullptr;
    }
    int pidfd = -1;
    clone_args clone{};
    clone.flags = CLONE_PIDFD | CLONE_CLEAR_SIGHAND;
    clone.pidfd = reinterpret_cast<uint64_t>(&pidfd);
    clone.exit_signal = SIGCHLD;
    const pid_t pid = sys::clone3(clone);
    if (pid == 0)
        executeHook(hook, in, err[1], arguments, environment);
    failure.error = errno;
    close(in);
    close(err[1]);
    if (pid < 0) {
        close(err[0]);
        return failed("clone");
    }
    Said said;
    failure.error = waitForHook(hook, pidfd, err[0], said);
    close(err[0]);
    siginfo_t info{};
    sys::waitPidfd(pidfd, &info, WEXITED);
    close(pidfd);
    if (failure.error)
        return failed("timed out");
    const int code = sys::exitCodeOf(info);
    if (code == 0)
        return true;
    TextBuffer<200> why;
    why.append("exit status ").appendSigned(code);
    if (said.size())
        why.append(": ").append(said.c_str());
    return failed(why.c_str());
}

} // namespace

bool runHooks(const protocol::List<protocol::HookView> &hooks, const char *kind, const HookState &state,
              protocol::FailedMessage &failure)
{
    for (const protocol::HookView &hook : hooks) {
        if (!runHook(hook, kind, state, failure))
            return false;
    }
    return true;
}

} // namespace catamaran::helpers
