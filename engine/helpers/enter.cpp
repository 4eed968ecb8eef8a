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

[[noreturn]] void runEnteredChild(const EnterContext &context, int socket)
{
    const Report report(socket, MessageType::ChildFailed);
    const protocol::ProcessView &process = *context.process;
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    setsid();
    if (!awaitHeader(socket, MessageType::ChildGo))
        _exit(127);
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
    closeAllBut({socket}, report);
    leaveSessionKeyring(process, report);
    setLimits(process, report);
    enterWorkingDirectory(process, report);
    sendHeader(socket, MessageType::ChildExecuting);
    dropPrivileges(process, report);
    execute(context.arguments, context.environment, report);
}

// pivot_root(2) of an engine that lives in a chroot leaves the host's root at the top of the container's
// mount namespace, and there setns(2) leads: into the target's own root from there.
bool enterRoot(int root)
{
    struct stat theirs {};
    struct stat here {};
    if (fstat(root, &theirs) || stat("/", &here))
        return false;
    if (theirs.st_dev == here.st_dev && theirs.st_ino == here.st_ino)
        return true;
    return fchdir(root) == 0 && chroot(".") == 0;
}

// What the go-between and its caller share: it runs on the caller's memory.
struct Stepping {
    const EnterContext *context;
    int socket;
    pid_t pid = -1;
    Step step = Step::EnterNamespaces;
    int error = 0;
    PathBuffer where;
};

// Enters every namespace in a process that ends right after: some could not be left again, and the child must
// never be seen inside with our own root or with anything of ours open (CVE-2016-9962).
int stepIn(void *argument)
{
    auto &stepping = *static_cast<Stepping *>(argument);
    const EnterContext &context = *stepping.context;
    const Report report(stepping.socket, MessageType::ChildFailed);
    closeAllBut(
        {stepping.socket, context.targetPidfd, context.streams[0], context.streams[1], context.streams[2]},
        report);
    int countingGroup = -1;
    // What it starts is in the groups it is in. Those of v2 take a child from outside (joinCgroupsFor).
    if (context.cgroup->version == protocol::CgroupVersion::V1 &&
        !joinGroupsV1(*context.cgroup, stepping.where, &countingGroup)) {
        stepping.step = Step::JoinCgroup;
        stepping.error = errno;
        _exit(0);
    }
    // The network is left out where we are in it already: the host's own lets nobody in but its root. The
    // user namespace comes last, because the way into the others needs what we may outside of it.
    int others = context.namespaces & ~CLONE_NEWUSER;
    TextBuffer<64> rootPath;
    rootPath.append("/proc/").appendSigned(context.targetPid).append("/root");
    const int root = open(rootPath.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (root < 0 && errno != ENOENT && errno != ESRCH) { // of one that has ended setns(2) tells
        stepping.error = errno;
        _exit(0);
    }
    if (context.namespaces & CLONE_NEWUSER && inNetworkOf(context.targetPid))
        others &= ~CLONE_NEWNET;
    if (setns(context.targetPidfd, others) ||
        (context.namespaces & CLONE_NEWNS && root >= 0 && !enterRoot(root)) ||
        (context.namespaces & CLONE_NEWUSER && setns(context.targetPidfd, CLONE_NEWUSER))) {
        stepping.error = errno;
        _exit(0);
    }
    close(context.targetPidfd);
    close(root);
    clone_args arguments{};
    arguments.flags = CLONE_CLEAR_SIGHAND | CLONE_PARENT; // our caller's child, not ours
    stepping.pid = sys::clone3(arguments);
    if (stepping.pid == 0) {
        if (countingGroup >= 0 && write(countingGroup, "0", 1) != 1)
            report.fail(Step::JoinCgroup, "pids");
        close(countingGroup);
        runEnteredChild(context, stepping.socket);
    }
    stepping.step = Step::Clone;
    stepping.error = errno;
    _exit(0);
}

// For the go-between and, as a copy, for the child until it executes.
alignas(16) char s_stack[48 * 1024];

// The child joins by us: it has no view of the host.
bool joinCgroupsFor(pid_t pid, const protocol::CgroupView &cgroup, const Report &report)
{
    TextBuffer<24> number;
    number.appendSigned(pid);
    for (const protocol::Text &directory : cgroup.directories) {
        PathBuffer path;
        path.append(directory.data).append("/cgroup.procs");
        const int fd = open(path.c_str(), O_WRONLY | O_CLOEXEC);
        const bool joined = fd >= 0 && write(fd, number.c_str(), number.size()) > 0;
        if (!joined)
            report.send(Step::JoinCgroup, errno, path.c_str());
        close(fd);
        if (!joined)
            return false;
    }
    return true;
}

} // namespace

Entered enterContainer(const EnterContext &context, const Report &report)
{
    Entered entered;
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair)) {
        report.send(Step::EnterNamespaces, errno, "");
        return entered;
    }
    Stepping stepping;
    stepping.context = &context;
    stepping.socket = pair[1];
    const pid_t between =
        clone(stepIn, s_stack + sizeof s_stack, CLONE_VM | CLONE_VFORK | SIGCHLD, &stepping);
    if (between < 0) {
        stepping.step = Step::Clone;
        stepping.error = errno;
    } else {
        while (waitpid(between, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    close(pair[1]);
    entered.socket = pair[0];
    if (stepping.pid > 0)
        entered.pidfd = sys::pidfdOpen(stepping.pid); // a child that nobody has waited for: still this one
    if (stepping.pid <= 0 || entered.pidfd < 0) {
        report.send(stepping.step, stepping.error,
                    stepping.step == Step::JoinCgroup ? stepping.where.c_str() : "");
        close(entered.socket); // ends a child that waits
        return entered;
    }
    if ((context.cgroup->version == protocol::CgroupVersion::V2 &&
         !joinCgroupsFor(stepping.pid, *context.cgroup, report)) ||
        !sendHeader(entered.socket, MessageType::ChildGo)) {
        siginfo_t info{};
        sys::pidfdSendSignal(entered.pidfd, SIGKILL);
        sys::waitPidfd(entered.pidfd, &info, WEXITED);
        close(entered.pidfd);
        close(entered.socket);
        entered.pidfd = -1;
        return entered;
    }
    entered.pid = stepping.pid;
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
