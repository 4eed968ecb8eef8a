// SPDX-License-Identifier: GPL-3.0-or-later
// catamaran-enter: one further process in a running container. Reads an ExecPlan, enters the namespaces of
// the target through a pidfd, executes, waits, and ends with the command's exit code.
#include "engine/helpers/enter.h"
#include "engine/helpers/plan_file.h"
#include "engine/helpers/process_setup.h"
#include "engine/sys/syscalls.h"

using namespace catamaran;
using namespace catamaran::helpers;
using protocol::MessageType;
using protocol::Step;

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
    close(protocol::kControlFd);
    siginfo_t info{};
    if (sys::waitPidfd(entered.pidfd, &info, WEXITED))
        return 127;
    return sys::exitCodeOf(info);
}
