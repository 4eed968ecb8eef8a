// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/helpers/enter.h"

#include "engine/helpers/process_setup.h"
#include "engine/helpers/text.h"
#include "engine/sys/syscalls.h"

#include <sys/prctl.h>
#include <sys/stat.h>

namespace catamaran::helpers {

using protocol::MessageType;
using protocol::Step;

namespace {

bool inNetworkOf(pid_t pid)
{
    TextBuffer<64> path;
    path.append("/proc/").appendSigned(pid).append("/ns/net");
    struct stat theirs {};
    struct stat ours {};
    return stat(path.c_str(), &theirs) == 0 && stat("/proc/self/ns/net", &ours) == 0 &&
           theirs.st_ino == ours.st_ino;
}

[[noreturn]] void runEnteredChild(const EnterContext &context, int socket, bool sharesNetwork)
{
    const Report report(socket, MessageType::ChildFailed);
    const protocol::ProcessView &process = *context.process;
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    setsid();
    if (context.cgroup->version != protocol::CgroupVersion::None)
        joinCgroups(*context.cgroup, report);
    // The network is left out where we are in it already: the host's own lets nobody in but its root. The
    // user namespace comes last, because the way into the others needs what we may outside of it.
    int others = context.namespaces & ~(CLONE_NEWPID | CLONE_NEWUSER);
    if (sharesNetwork)
        others &= ~CLONE_NEWNET;
    if (setns(context.targetPidfd, others))
        report.fail(Step::EnterNamespaces);
    if (context.namespaces & CLONE_NEWUSER && setns(context.targetPidfd, CLONE_NEWUSER))
        report.fail(Step::EnterNamespaces, "user");
    int terminal = -1;
    if (process.tty) {
        terminal = openTerminal(AT_FDCWD, "/dev/pts/ptmx", process, report);
        adoptTerminal(terminal, report);
    } else {
        for (int i = 0; i < 3; ++i) {
            if (context.streams[i] != i && dup2(context.streams[i], i) < 0)
                report.fail(Step::Execute, "standard streams");
        }
    }
    setLimits(process, report);
    enterWorkingDirectory(process, report);
    if (close_range(3, ~0U, CLOSE_RANGE_CLOEXEC))
        report.fail(Step::Execute, "close descriptors");
    sendHeader(socket, MessageType::ChildExecuting);
    dropPrivileges(process, report);
    execute(context.arguments, context.environment, report);
}

} // namespace

Entered enterContainer(const EnterContext &context, const Report &report)
{
    Entered entered;
    int pair[2];
    const int own = open("/proc/self/ns/pid", O_RDONLY | O_CLOEXEC);
    if (own < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair)) {
        report.send(Step::EnterNamespaces, errno, "");
        return entered;
    }
    const bool sharesNetwork = inNetworkOf(context.targetPid);
    // A pid namespace is entered by children only, so this process stays where it is.
    if (setns(context.targetPidfd, context.namespaces & CLONE_NEWPID)) {
        report.send(Step::EnterNamespaces, errno, "pid");
        return entered;
    }
    clone_args arguments{};
    arguments.flags = CLONE_PIDFD | CLONE_CLEAR_SIGHAND;
    arguments.pidfd = reinterpret_cast<uint64_t>(&entered.pidfd);
    arguments.exit_signal = SIGCHLD;
    entered.pid = sys::clone3(arguments);
    if (entered.pid == 0)
        runEnteredChild(context, pair[1], sharesNetwork);
    if (entered.pid < 0)
        report.send(Step::Clone, errno, "");
    setns(own, CLONE_NEWPID);
    close(own);
    close(pair[1]);
    entered.socket = pair[0];
    return entered;
}

bool awaitExecution(const Entered &entered, int terminalTo, protocol::FailedMessage &failure)
{
    bool executing = false;
    failure = protocol::FailedMessage();
    failure.step = Step::ChildDied;
    for (;;) {
        iovec part{&failure, sizeof failure};
        alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        const ssize_t n = recvmsg(entered.socket, &message, MSG_CMSG_CLOEXEC);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return executing;
        if (!protocol::isMessage(&failure, static_cast<size_t>(n))) {
            failure.step = Step::ChildDied;
            failure.error = EBADMSG;
            return false;
        }
        if (failure.header.type == MessageType::ChildFailed)
            return false;
        executing = executing || failure.header.type == MessageType::ChildExecuting;
        if (failure.header.type == MessageType::ChildTerminal && message.msg_controllen) {
            part.iov_len = static_cast<size_t>(n);
            if (terminalTo >= 0)
                sendmsg(terminalTo, &message, MSG_NOSIGNAL);
            int master = -1;
            memcpy(&master, CMSG_DATA(reinterpret_cast<cmsghdr *>(control)), sizeof master);
            close(master);
        }
        failure = protocol::FailedMessage();
        failure.step = Step::ChildDied;
    }
}

uint64_t processStartTime(pid_t pid)
{
    TextBuffer<64> path;
    path.append("/proc/").appendSigned(pid).append("/stat");
    char text[1024];
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    const ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    if (n <= 0)
        return 0;
    text[n] = 0;
    const char *at = strrchr(text, ')'); // the name may hold anything
    for (int field = 2; at && field < 22; ++field)
        at = strchr(at + 1, ' ');
    return at ? parseNumber(at + 1) : 0;
}

} // namespace catamaran::helpers
