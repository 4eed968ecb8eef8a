// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/helpers/container_child.h"

#include "engine/helpers/process_setup.h"
#include "engine/helpers/rootfs.h"
#include "engine/helpers/text.h"
#include "engine/sys/syscalls.h"

#include <sched.h>
#include <sys/prctl.h>

namespace catamaran::helpers {

using protocol::MessageType;
using protocol::Step;

namespace {

void enterNamespaces(const ChildContext &context, const Report &report)
{
    const protocol::LaunchView &plan = *context.plan;
    if (plan.namespaces & CLONE_NEWUSER) {
        // The monitor writes the maps and has joined us to our groups; until then we are nobody.
        if (!awaitHeader(context.socket, MessageType::ChildMapped))
            _exit(127);
        if (syscall(SYS_setresgid, 0, 0, 0) || syscall(SYS_setresuid, 0, 0, 0))
            report.fail(Step::MapIds);
    } else if (plan.cgroup.version == protocol::CgroupVersion::V1) {
        joinCgroups(plan.cgroup, report);
    }
    if (context.networkFd >= 0 && setns(context.networkFd, CLONE_NEWNET))
        report.fail(Step::EnterNamespaces, "network");
    // Only now: a control group namespace has the group of the moment as its root.
    if (plan.namespaces & CLONE_NEWCGROUP && unshare(CLONE_NEWCGROUP))
        report.fail(Step::EnterNamespaces, "cgroup");
}

void setNames(const protocol::LaunchView &plan, const Report &report)
{
    if (!(plan.namespaces & CLONE_NEWUTS))
        return;
    if (!plan.hostname.empty() && sethostname(plan.hostname.data, plan.hostname.size))
        report.fail(Step::SetHostname, plan.hostname.data);
    if (!plan.domainname.empty() && setdomainname(plan.domainname.data, plan.domainname.size))
        report.fail(Step::SetHostname, plan.domainname.data);
}

void setStreams(const ChildContext &context, int terminal, const Report &report)
{
    if (terminal >= 0) {
        adoptTerminal(terminal, report);
        return;
    }
    if (dup2(context.in, 0) < 0 || dup2(context.out, 1) < 0 || dup2(context.err, 2) < 0)
        report.fail(Step::Execute, "standard streams");
}

} // namespace

void runContainerChild(const ChildContext &context)
{
    const protocol::LaunchView &plan = *context.plan;
    const Report report(context.socket, MessageType::ChildFailed);
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    setsid();
    enterNamespaces(context, report);
    // Values of net.* belong to interfaces, which the monitor may still be making.
    bool waited = false;
    if (!plan.sysctls.empty()) {
        // Before the wait: who starts in the foreground attaches, and lets us go, only once we are ready.
        sendHeader(context.socket, MessageType::ChildReady);
        waited = awaitHeader(context.socket, MessageType::ChildGo);
        if (!waited)
            _exit(127);
    }
    const int terminal = makeRootfs(plan, report);
    setNames(plan, report);
    setLimits(plan.process, report);
    setStreams(context, terminal, report);
    if (!waited)
        sendHeader(context.socket, MessageType::ChildReady);
    if (!waited && !awaitHeader(context.socket, MessageType::ChildGo))
        _exit(127);
    enterWorkingDirectory(plan.process, report);
    if (close_range(3, ~0U, CLOSE_RANGE_CLOEXEC))
        report.fail(Step::Execute, "close descriptors");
    sendHeader(context.socket, MessageType::ChildExecuting);
    dropPrivileges(plan.process, report);
    if (context.initFd >= 0) {
        execveat(context.initFd, "", context.arguments, context.environment, AT_EMPTY_PATH);
        report.fail(Step::Execute, "catamaran-init");
    }
    execute(context.arguments, context.environment, report);
}

} // namespace catamaran::helpers
