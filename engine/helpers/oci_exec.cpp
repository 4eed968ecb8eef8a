// SPDX-License-Identifier: GPL-3.0-or-later
// catamaran-oci's side of the processes that it makes.
#include "engine/helpers/enter.h"
#include "engine/helpers/oci_child.h"
#include "engine/helpers/oci_hooks.h"
#include "engine/helpers/text.h"
#include "engine/sys/syscalls.h"

#include <sched.h>
#include <sys/stat.h>

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x00000080
#endif

namespace catamaran::helpers {

using protocol::MessageType;
using protocol::Step;

namespace {

constexpr struct {
    int flag;
    const char *name;
} kNamespaces[] = {{CLONE_NEWNET, "net"},       {CLONE_NEWIPC, "ipc"},   {CLONE_NEWUTS, "uts"},
                   {CLONE_NEWCGROUP, "cgroup"}, {CLONE_NEWTIME, "time"}, {CLONE_NEWPID, "pid"},
                   {CLONE_NEWNS, "mnt"},        {CLONE_NEWUSER, "user"}};

bool writeFile(const char *path, const char *text, size_t size)
{
    const int fd = open(path, O_WRONLY | O_CLOEXEC);
    const bool good = fd >= 0 && write(fd, text, size) == static_cast<ssize_t>(size);
    const int saved = errno;
    close(fd);
    errno = saved;
    return good;
}

void mapIds(const protocol::LaunchView &plan, pid_t pid, const Report &report)
{
    const struct {
        const char *name;
        const protocol::List<protocol::IdMappingView> &maps;
    } files[] = {{"gid_map", plan.gidMappings}, {"uid_map", plan.uidMappings}};
    for (const auto &file : files) {
        TextBuffer<4096> text;
        for (const protocol::IdMappingView &map : file.maps) {
            text.appendNumber(map.containerId).append(" ").appendNumber(map.hostId).append(" ");
            text.appendNumber(map.size).append("\n");
        }
        TextBuffer<64> path;
        path.append("/proc/").appendSigned(pid).append("/").append(file.name);
        if (!writeFile(path.c_str(), text.c_str(), text.size())) {
            report.send(Step::MapIds, errno, path.c_str());
            _exit(1);
        }
    }
}

bool joinGroups(const protocol::CgroupView &cgroup, pid_t pid, const Report &report)
{
    TextBuffer<24> text;
    text.appendSigned(pid);
    for (const protocol::Text &directory : cgroup.directories) {
        PathBuffer path;
        path.append(directory.data).append("/cgroup.procs");
        if (!writeFile(path.c_str(), text.c_str(), text.size())) {
            report.send(Step::JoinCgroup, errno, path.c_str());
            return false;
        }
    }
    return true;
}

bool writeOomScore(const protocol::ProcessView &process, pid_t pid, const Report &report)
{
    if (!process.oomScoreAdj.present)
        return true;
    TextBuffer<64> path;
    path.append("/proc/").appendSigned(pid).append("/oom_score_adj");
    TextBuffer<24> text;
    text.appendSigned(process.oomScoreAdj.value);
    if (writeFile(path.c_str(), text.c_str(), text.size()))
        return true;
    report.send(Step::SetOomScore, errno, text.c_str());
    return false;
}

bool sendTerminal(const int *control, const Report &report)
{
    char name[] = "/dev/ptmx";
    iovec part{name, sizeof name - 1};
    alignas(cmsghdr) char buffer[CMSG_SPACE(sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = buffer;
    message.msg_controllen = sizeof buffer;
    cmsghdr *item = CMSG_FIRSTHDR(&message);
    item->cmsg_level = SOL_SOCKET;
    item->cmsg_type = SCM_RIGHTS;
    item->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(item), control, sizeof(int));
    if (sendmsg(protocol::kConsoleFd, &message, MSG_NOSIGNAL) >= 0)
        return true;
    report.send(Step::SendTerminal, errno, "");
    return false;
}

// Steps into namespaces of others for the moment of the clone: the child is born in them.
class Visit {
public:
    bool enter(const protocol::LaunchView &plan, const Report &report)
    {
        for (const protocol::NamespaceView &other : plan.joinNamespaces) {
            const int fd = open(other.path.data, O_RDONLY | O_CLOEXEC);
            if (fd < 0 || !remember(static_cast<int>(other.type)) ||
                setns(fd, static_cast<int>(other.type))) {
                report.send(Step::EnterNamespaces, errno, other.path.data);
                return false;
            }
            close(fd);
        }
        return true;
    }
    bool makeTime(const protocol::Text &offsets, const Report &report)
    {
        if (remember(CLONE_NEWTIME) && unshare(CLONE_NEWTIME) == 0 &&
            (offsets.empty() || writeFile("/proc/self/timens_offsets", offsets.data, offsets.size)))
            return true;
        report.send(Step::EnterNamespaces, errno, "time");
        return false;
    }
    void leave()
    {
        for (int i = 0; i < m_count; ++i) {
            setns(m_own[i].fd, m_own[i].type);
            close(m_own[i].fd);
        }
    }

private:
    bool remember(int type)
    {
        for (const auto &known : kNamespaces) {
            if (known.flag != type)
                continue;
            TextBuffer<64> path;
            path.append("/proc/self/ns/").append(known.name);
            const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
            if (fd < 0 || m_count == 8)
                return false;
            m_own[m_count++] = {fd, type};
            return true;
        }
        errno = EINVAL;
        return false;
    }
    struct Own {
        int fd;
        int type;
    };
    Own m_own[8] = {};
    int m_count = 0;
};

void killChild(int pidfd)
{
    siginfo_t info{};
    sys::pidfdSendSignal(pidfd, SIGKILL);
    sys::waitPidfd(pidfd, &info, WEXITED);
}

} // namespace

int superviseChild(const OciContext &context, const Report &report, int socket, int pidfd, pid_t pid)
{
    protocol::FailedMessage buffer;
    for (;;) {
        buffer = protocol::FailedMessage();
        iovec part{&buffer, sizeof buffer};
        alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        const ssize_t n = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0 || !protocol::isMessage(&buffer, static_cast<size_t>(n))) {
            report.send(Step::ChildDied, n < 0 ? errno : 0, "");
            break;
        }
        if (buffer.header.type == MessageType::ChildFailed) {
            buffer.header.type = MessageType::Failed;
            ::send(protocol::kControlFd, &buffer, sizeof buffer, MSG_NOSIGNAL);
            break;
        }
        if (buffer.header.type == MessageType::ChildTerminal && message.msg_controllen) {
            int master = -1;
            memcpy(&master, CMSG_DATA(reinterpret_cast<cmsghdr *>(control)), sizeof master);
            const bool sent = sendTerminal(&master, report);
            close(master);
            if (!sent)
                break;
        } else if (buffer.header.type == MessageType::ChildReady) {
            HookState state;
            state.plan = context.plan;
            state.status = "creating";
            state.pid = pid;
            if (!runHooks(context.plan->runtimeHooks, "createRuntime", state, buffer)) {
                buffer.header.type = MessageType::Failed;
                ::send(protocol::kControlFd, &buffer, sizeof buffer, MSG_NOSIGNAL);
                break;
            }
            sendHeader(socket, MessageType::ChildGo);
        } else if (buffer.header.type == MessageType::ChildExecuting) {
            protocol::StartedMessage started;
            started.header.type = MessageType::Started;
            started.pid = pid;
            ::send(protocol::kControlFd, &started, sizeof started, MSG_NOSIGNAL);
            if (!awaitHeader(protocol::kControlFd, MessageType::Commit))
                break;
            // It is nobody's child from here on but that of whoever called the runtime.
            return sendHeader(socket, MessageType::ChildGo) ? 0 : 1;
        }
    }
    killChild(pidfd);
    return 1;
}

int createContainer(const OciContext &context, const Report &report)
{
    const protocol::OciView &oci = *context.plan;
    const protocol::LaunchView &plan = oci.launch;
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair)) {
        report.send(Step::Clone, errno, "");
        return 1;
    }
    Visit visit;
    if (!visit.enter(plan, report))
        return 1;
    if (plan.namespaces & CLONE_NEWTIME && !visit.makeTime(oci.timeOffsets, report))
        return 1;
    int pidfd = -1;
    clone_args arguments{};
    // The control group's comes when the process is in its group; that of time has been made.
    arguments.flags = CLONE_PIDFD | CLONE_CLEAR_SIGHAND |
                      (plan.namespaces & ~static_cast<uint64_t>(CLONE_NEWCGROUP | CLONE_NEWTIME));
    arguments.pidfd = reinterpret_cast<uint64_t>(&pidfd);
    arguments.exit_signal = SIGCHLD;
    const pid_t pid = sys::clone3(arguments);
    if (pid == 0) {
        OciContext own = context;
        own.socket = pair[1];
        close(pair[0]);
        close(protocol::kControlFd);
        runOciInit(own);
    }
    if (pid < 0) {
        report.send(Step::Clone, errno, "");
        return 1;
    }
    close(pair[1]);
    close(context.start);
    visit.leave();
    if (plan.namespaces & CLONE_NEWUSER)
        mapIds(plan, pid, report); // the child ends with its socket
    if (!joinGroups(plan.cgroup, pid, report) || !writeOomScore(plan.process, pid, report)) {
        killChild(pidfd);
        return 1;
    }
    sendHeader(pair[0], MessageType::ChildMapped);
    return superviseChild(context, report, pair[0], pidfd, pid);
}

int executeInContainer(const OciContext &context, const Report &report)
{
    const protocol::OciView &plan = *context.plan;
    const int target = sys::pidfdOpen(plan.targetPid);
    if (target < 0 || processStartTime(plan.targetPid) != plan.targetStartTime) {
        errno = ESRCH;
        report.send(Step::TargetGone, ESRCH, "");
        return 1;
    }
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair)) {
        report.send(Step::Clone, errno, "");
        return 1;
    }
    // Children are born in the groups and with the score of their parent.
    if (!joinGroups(plan.launch.cgroup, getpid(), report) ||
        !writeOomScore(plan.launch.process, getpid(), report))
        return 1;
    int wanted = 0;
    for (const auto &known : kNamespaces) {
        TextBuffer<64> own;
        TextBuffer<64> theirs;
        own.append("/proc/self/ns/").append(known.name);
        theirs.append("/proc/").appendSigned(plan.targetPid).append("/ns/").append(known.name);
        struct stat a {};
        struct stat b {};
        if (stat(own.c_str(), &a) == 0 && stat(theirs.c_str(), &b) == 0 && a.st_ino != b.st_ino)
            wanted |= known.flag;
    }
    if (wanted && setns(target, wanted)) {
        report.send(Step::EnterNamespaces, errno, "");
        return 1;
    }
    int pidfd = -1;
    clone_args arguments{};
    arguments.flags = CLONE_PIDFD | CLONE_CLEAR_SIGHAND;
    arguments.pidfd = reinterpret_cast<uint64_t>(&pidfd);
    arguments.exit_signal = SIGCHLD;
    const pid_t pid = sys::clone3(arguments);
    if (pid == 0) {
        OciContext own = context;
        own.socket = pair[1];
        close(pair[0]);
        close(protocol::kControlFd);
        close(target);
        if (wanted & CLONE_NEWUSER && (syscall(SYS_setresgid, 0, 0, 0) || syscall(SYS_setresuid, 0, 0, 0)))
            Report(pair[1], MessageType::ChildFailed).fail(Step::MapIds);
        runOciExec(own);
    }
    if (pid < 0) {
        report.send(Step::Clone, errno, "");
        return 1;
    }
    close(pair[1]);
    return superviseChild(context, report, pair[0], pidfd, pid);
}

} // namespace catamaran::helpers
