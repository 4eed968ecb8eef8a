// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/helpers/container_child.h"

#include "engine/helpers/process_setup.h"
#include "engine/helpers/rootfs.h"
#include "engine/helpers/text.h"
#include "engine/sys/syscalls.h"

#include <sched.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

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
        if (PathBuffer path; !joinGroupsV1(plan.cgroup, path))
            report.fail(Step::JoinCgroup, path.c_str());
    }
    for (const protocol::NamespaceView &other : plan.joinNamespaces) {
        // The go-between has entered it: from here on we are its root.
        if (other.type == CLONE_NEWUSER &&
            (syscall(SYS_setresgid, 0, 0, 0) || syscall(SYS_setresuid, 0, 0, 0)))
            report.fail(Step::MapIds);
    }
    if (context.networkFd >= 0 && setns(context.networkFd, CLONE_NEWNET))
        report.fail(Step::EnterNamespaces, "network");
    // Those of other containers. That for process ids was entered by the monitor before the clone.
    for (uint32_t i = 0; i < plan.joinNamespaces.count; ++i) {
        const protocol::NamespaceView &other = plan.joinNamespaces.items[i];
        if (other.type != CLONE_NEWPID && other.type != CLONE_NEWUSER &&
            setns(context.joinFds[i], static_cast<int>(other.type)))
            report.fail(Step::EnterNamespaces, other.path.data);
    }
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

// The container's own instead of the host's: no file of the host stays open, and criu(8) finds it among the
// mounts. An image that has put something else there keeps ours.
int ownNull(int fallback)
{
    const int fd = open("/dev/null", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat status {};
    const bool good = fd >= 0 && fstat(fd, &status) == 0 && S_ISCHR(status.st_mode) &&
                      status.st_rdev == makedev(1, 3) && fcntl(fd, F_SETFL, 0) == 0;
    if (!good && fd >= 0)
        close(fd);
    return good ? fd : fallback;
}

void setStreams(const ChildContext &context, int terminal, const Report &report)
{
    if (terminal >= 0) {
        adoptTerminal(terminal, report);
        return;
    }
    const int in = context.in == 0 ? ownNull(0) : context.in;
    if (dup2(in, 0) < 0 || dup2(context.out, 1) < 0 || dup2(context.err, 2) < 0)
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
    // Values of net.* belong to interfaces, which the monitor may still be making: it says when.
    if (!plan.sysctls.empty() && !awaitHeader(context.socket, MessageType::ChildMapped))
        _exit(127);
    const int terminal = makeRootfs(plan, report);
    setNames(plan, report);
    setLimits(plan.process, report);
    setStreams(context, terminal, report);
    sendHeader(context.socket, MessageType::ChildReady);
    if (!awaitHeader(context.socket, MessageType::ChildGo))
        _exit(127);
    // Killed from here on, it has run; what still fails is reported all the same.
    sendHeader(context.socket, MessageType::ChildExecuting);
    closeAllBut({context.socket, context.initFd}, report);
    leaveSessionKeyring(plan.process, report);
    enterWorkingDirectory(plan.process, report);
    dropPrivileges(plan.process, report);
    if (context.initFd >= 0) {
        execveat(context.initFd, "", context.arguments, context.environment, AT_EMPTY_PATH);
        report.fail(Step::Execute, "catamaran-init");
    }
    execute(context.arguments, context.environment, report);
}

} // namespace catamaran::helpers
