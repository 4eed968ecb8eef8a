// SPDX-License-Identifier: GPL-3.0-or-later
// catamaran-enter: one further process in a running container. Reads an ExecPlan, enters the namespaces of
// the target through a pidfd, executes, waits, and ends with the command's exit code.
#include "engine/helpers/enter.h"
#include "engine/helpers/plan_file.h"
#include "engine/helpers/process_setup.h"
#include "engine/sys/syscalls.h"

#include <poll.h>

using namespace catamaran;
using namespace catamaran::helpers;
using protocol::MessageType;
using protocol::Step;

namespace {

// The terminal that comes with KeepTerminal; -1 when the caller is gone or says something else.
int receiveTerminal()
{
    protocol::MessageHeader header;
    iovec part{&header, sizeof header};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    ssize_t n;
    do
        n = recvmsg(protocol::kControlFd, &message, MSG_CMSG_CLOEXEC);
    while (n < 0 && errno == EINTR);
    int terminal = -1;
    if (n == sizeof header && message.msg_controllen >= CMSG_LEN(sizeof(int)))
        memcpy(&terminal, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof terminal);
    if (terminal >= 0 &&
        (!protocol::isMessage(&header, sizeof header) || header.type != MessageType::KeepTerminal)) {
        close(terminal);
        terminal = -1;
    }
    return terminal;
}

// Until the program ends. Its user may leave it before: then the terminal is ours, so that it is not hung up,
// and what it writes is dropped, so that it does not stop for want of a reader.
void mindTerminal(int program)
{
    int terminal = -1;
    int control = protocol::kControlFd;
    for (;;) {
        pollfd set[3] = {{program, POLLIN, 0}, {control, POLLIN, 0}, {terminal, POLLIN, 0}};
        if (poll(set, 3, -1) < 0 && errno != EINTR)
            return;
        if (set[0].revents)
            return;
        if (set[1].revents) {
            terminal = receiveTerminal();
            control = -1;
            close(protocol::kControlFd);
            if (terminal >= 0)
                setsid(); // what befalls the caller's terminal is not the program's from here on
        } else if (set[2].revents) {
            char dropped[4096];
            if (read(terminal, dropped, sizeof dropped) <= 0 && errno != EINTR && errno != EAGAIN) {
                close(terminal);
                terminal = -1;
            }
        }
    }
}

} // namespace

int main()
{
    close(protocol::kProgramFd);
    umask(022); // whatever the caller's is: the container's files are not his
    fcntl(protocol::kControlFd, F_SETFD, FD_CLOEXEC);
    const Report report(protocol::kControlFd, MessageType::Failed);
    const PlanFile file(protocol::kPlanFd);
    protocol::ExecView plan;
    protocol::Arena arena = file.arena();
    if (!file.valid() || !protocol::decodeExecPlan(file.data(), file.size(), arena, plan)) {
        errno = EBADMSG;
        report.fail(Step::ReadPlan);
    }
    EnterContext context;
    context.process = &plan.process;
    context.cgroup = &plan.cgroup;
    context.arguments = pointerVector(plan.process.arguments, arena);
    context.environment = pointerVector(plan.process.environment, arena);
    if (!context.arguments || !context.environment) {
        errno = ENOMEM;
        report.fail(Step::ReadPlan);
    }
    context.targetPidfd = sys::pidfdOpen(plan.targetPid);
    if (context.targetPidfd < 0 || processStartTime(plan.targetPid) != plan.targetStartTime) {
        errno = ESRCH;
        report.fail(Step::TargetGone);
    }
    context.targetPid = plan.targetPid;
    context.namespaces = kAllNamespaces | (plan.joinUserNamespace ? CLONE_NEWUSER : 0);
    for (int i = 0; i < 3 && !plan.process.tty; ++i) {
        context.streams[i] = protocol::kStreamFd + i;
        fcntl(context.streams[i], F_SETFD, FD_CLOEXEC);
    }
    const Entered entered = enterContainer(context, report);
    if (entered.pid < 0)
        return 127;
    protocol::FailedMessage message;
    const bool executed = awaitExecution(entered, protocol::kControlFd, message);
    if (!executed) {
        message.header.type = MessageType::Failed;
        sendOrShut(protocol::kControlFd, &message, sizeof message);
    } else {
        protocol::StartedMessage started;
        started.header.type = MessageType::Started;
        started.pid = entered.pid;
        started.executedNs = sys::nanoseconds(CLOCK_MONOTONIC);
        sendOrShut(protocol::kControlFd, &started, sizeof started);
    }
    // Nothing of the streams is held here, or the reader of a pipe would not see its end.
    for (const int fd : context.streams) {
        if (fd >= 0)
            close(fd);
    }
    if (executed && plan.process.tty)
        mindTerminal(entered.pidfd);
    else
        close(protocol::kControlFd);
    siginfo_t info{};
    if (sys::waitPidfd(entered.pidfd, &info, WEXITED))
        return 127;
    return sys::exitCodeOf(info);
}
