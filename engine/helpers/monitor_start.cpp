// SPDX-License-Identifier: GPL-3.0-or-later
// Monitor: from the plan to the running program.
#include "engine/helpers/container_child.h"
#include "engine/helpers/enter.h"
#include "engine/helpers/monitor.h"
#include "engine/helpers/network.h"
#include "engine/helpers/text.h"
#include "engine/sys/rtnl.h"
#include "engine/sys/syscalls.h"

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

namespace catamaran::helpers {

using protocol::MessageType;
using protocol::NetworkMode;
using protocol::Step;

bool Monitor::failStart(Step step, int error, const char *path)
{
    m_failure = protocol::FailedMessage();
    m_failure.step = step;
    m_failure.error = error;
    strncpy(m_failure.path, path, sizeof m_failure.path - 1);
    return false;
}

bool Monitor::listenForClients()
{
    m_runDirectory = open(m_plan.runDirectory.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (m_runDirectory < 0)
        return failStart(Step::MakeControlSocket, errno, m_plan.runDirectory.data);
    unlinkat(m_runDirectory, "control", 0);
    m_listen = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    // The name may be longer than a socket address has room for; the way through /proc never is.
    TextBuffer<sizeof(sockaddr_un::sun_path)> name;
    name.append("/proc/self/fd/").appendSigned(m_runDirectory).append("/control");
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    memcpy(address.sun_path, name.c_str(), name.size() + 1);
    const mode_t mask = umask(0177);
    const bool good = m_listen >= 0 &&
                      bind(m_listen, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0 &&
                      listen(m_listen, 16) == 0;
    umask(mask);
    return good || failStart(Step::MakeControlSocket, errno, m_plan.runDirectory.data);
}

// A network namespace belongs to the user namespace it was made in, and only its own root may mount sysfs for
// it: with user namespaces it is made by the clone, anew for each start.
bool Monitor::networkIsTheUsers() const
{
    const NetworkMode mode = m_plan.network.mode;
    return (m_plan.namespaces & CLONE_NEWUSER || joinedUsers() >= 0) &&
           (mode == NetworkMode::None || mode == NetworkMode::Interfaces);
}

int Monitor::joined(uint64_t type) const
{
    for (uint32_t i = 0; i < m_plan.joinNamespaces.count; ++i) {
        if (m_plan.joinNamespaces.items[i].type == type)
            return m_joins[i];
    }
    return -1;
}

// A container that shares a namespace without root lives in the user namespace that owns it.
int Monitor::joinedUsers() const
{
    return joined(CLONE_NEWUSER);
}

namespace {

struct SteppingIn {
    int users;
    int pids; ///< or -1
    clone_args *arguments;
    const ChildContext *context;
    pid_t pid = -1;
    int error = 0;
};

// In a process that ends right after: out of a user namespace no way leads back.
int stepIntoUsers(void *argument)
{
    auto &stepping = *static_cast<SteppingIn *>(argument);
    if (setns(stepping.users, CLONE_NEWUSER) || (stepping.pids >= 0 && setns(stepping.pids, CLONE_NEWPID))) {
        stepping.error = errno;
        _exit(0);
    }
    stepping.pid = sys::clone3(*stepping.arguments);
    if (stepping.pid == 0)
        runContainerChild(*stepping.context);
    stepping.error = errno;
    _exit(0);
}

alignas(16) char s_stack[48 * 1024]; // for the go-between and, as a copy, for the child until it executes

} // namespace

bool Monitor::startAgain()
{
    int hostSocket = -1;
    int hostNetns = -1;
    if (isExternal())
        return createExternal();
    if (!networkIsTheUsers())
        return startChild() && sayNetworkIsMade();
    return enterNewNetwork(&hostSocket, &hostNetns) && startChild() && makeNetwork(hostSocket, hostNetns) &&
           sayNetworkIsMade();
}

// Not by ChildGo, which may have to wait for a client that attaches first.
bool Monitor::sayNetworkIsMade()
{
    return m_plan.sysctls.empty() || sendHeader(m_childSocket, MessageType::ChildMapped) ||
           failStart(Step::SetSysctl, errno, "");
}

// The monitor makes the namespace and steps in, so that the container's first process is born there and a
// restart finds its interfaces again; makeNetwork() steps out.
bool Monitor::enterNewNetwork(int *hostSocket, int *hostNetns)
{
    const NetworkMode mode = m_plan.network.mode;
    if (mode == NetworkMode::Host)
        return true;
    if (mode == NetworkMode::Join) {
        m_network = open(m_plan.network.joinNamespacePath.data, O_RDONLY | O_CLOEXEC);
        return m_network >= 0 ||
               failStart(Step::MakeNetworkNamespace, errno, m_plan.network.joinNamespacePath.data);
    }
    *hostNetns = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
    if (!m_plan.network.interfaces.empty())
        *hostSocket = sys::openRtnl();
    if (*hostNetns < 0 || (!m_plan.network.interfaces.empty() && *hostSocket < 0))
        return failStart(Step::MakeNetworkNamespace, errno, "");
    if (networkIsTheUsers())
        return true;
    if (unshare(CLONE_NEWNET))
        return failStart(Step::MakeNetworkNamespace, errno, "");
    m_network = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
    return m_network >= 0 || failStart(Step::MakeNetworkNamespace, errno, "");
}

bool Monitor::makeNetwork(int hostSocket, int hostNetns)
{
    if (hostNetns < 0)
        return true;
    NetworkFailure failure;
    if (networkIsTheUsers()) {
        TextBuffer<64> path;
        path.append("/proc/").appendSigned(m_status.pid).append("/ns/net");
        close(m_network);
        m_network = open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (m_network < 0 || setns(m_network, CLONE_NEWNET))
            failure = {errno, Step::MakeNetworkNamespace, "of the user namespace"};
    }
    if (!failure.error && hostSocket >= 0) {
        // Those of the last start go with its namespace, but the kernel takes its time for that.
        if (networkIsTheUsers() && m_status.restartCount)
            removeInterfaces(m_plan.network, hostSocket);
        failure = makeInterfaces(m_plan.network, hostSocket, m_network);
    }
    close(hostSocket);
    if (!failure.error) {
        const int inner = sys::openRtnl();
        failure = inner < 0 ? NetworkFailure{errno, Step::ConfigureInterface, "lo"}
                            : configureInterfaces(m_plan.network, inner);
        close(inner);
    }
    if (!failure.error) {
        if (const int error = openDns())
            failure = {error, Step::ServeDns, "127.0.0.11"};
    }
    if (setns(hostNetns, CLONE_NEWNET) && !failure.error)
        failure = {errno, Step::MakeNetworkNamespace, ""};
    close(hostNetns);
    startDns();
    return !failure.error || failStart(failure.step, failure.error, failure.path);
}

// Kept for every start of this container: the process behind a /proc path may be another one later.
bool Monitor::openJoinedNamespaces()
{
    if (m_plan.joinNamespaces.count > kMaximumJoins)
        return failStart(Step::EnterNamespaces, E2BIG, "");
    for (uint32_t i = 0; i < m_plan.joinNamespaces.count; ++i) {
        const char *path = m_plan.joinNamespaces.items[i].path.data;
        m_joins[i] = open(path, O_RDONLY | O_CLOEXEC);
        if (m_joins[i] < 0)
            return failStart(Step::EnterNamespaces, errno, path);
    }
    return true;
}

// A namespace for process ids is entered by children only: the monitor points its next child there, and
// afterwards back to its own through `home`.
bool Monitor::enterJoinedPids(int *home)
{
    for (uint32_t i = 0; i < m_plan.joinNamespaces.count; ++i) {
        // With a user namespace the go-between does it: the child's number is to be one of ours.
        if (m_plan.joinNamespaces.items[i].type != CLONE_NEWPID || joinedUsers() >= 0)
            continue;
        *home = open("/proc/self/ns/pid", O_RDONLY | O_CLOEXEC);
        if (*home < 0 || setns(m_joins[i], CLONE_NEWPID))
            return failStart(Step::EnterNamespaces, errno, m_plan.joinNamespaces.items[i].path.data);
    }
    return true;
}

bool Monitor::prepare()
{
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    prctl(PR_SET_NAME, "catamaran-monitor", 0, 0, 0); // not the "5" of /proc/self/fd/5; cut to 15 characters
    signal(SIGPIPE, SIG_IGN);
    if (!hasOwnPids() || isExternal()) {
        // What the container leaves behind becomes our child; the signal wakes poll(2) so that we reap it.
        struct sigaction wake {};
        wake.sa_handler = [](int) {};
        sigaction(SIGCHLD, &wake, nullptr);
    }
    int hostSocket = -1;
    int hostNetns = -1;
    const int data =
        m_plan.dataDirectory.empty() ? -1 : open(m_plan.dataDirectory.data, O_PATH | O_DIRECTORY | O_CLOEXEC);
    // An exit record says that the last monitor ended in order, so its log is whole. It is of the last run:
    // gone from here on.
    const bool mayBeTorn = data < 0 || unlinkat(data, "exit", 0) != 0;
    close(data);
    bool good = openJoinedNamespaces() && listenForClients();
    if (good) {
        const int error = m_log.open(m_plan.log, mayBeTorn);
        good = !error || failStart(Step::OpenLog, error, m_plan.log.path.data);
    }
    good = good && enterNewNetwork(&hostSocket, &hostNetns);
    if (isExternal()) {
        good = good && makeNetwork(hostSocket, hostNetns) && enterOwnMounts() && bindNamespaces() &&
               createExternal();
    } else {
        // The child makes its mounts on the other processor meanwhile.
        good = good && startChild() && makeNetwork(hostSocket, hostNetns) && sayNetworkIsMade();
    }
    if (!good) {
        m_failure.header.type = MessageType::Failed;
        // The child may have had a better reason.
        return false;
    }
    m_networkMade = true;
    watchFirewall();
    if (isExternal() && m_plan.waitForAttach)
        announceReady();
    if (!m_plan.waitForAttach)
        letChildGo();
    return true;
}

// newuidmap and newgidmap are for callers without privileges; as root the maps are written directly.
bool Monitor::mapIds()
{
    if (!(m_plan.namespaces & CLONE_NEWUSER))
        return true;
    const struct {
        const char *name;
        const protocol::List<protocol::IdMappingView> &maps;
    } files[] = {{"gid_map", m_plan.gidMappings}, {"uid_map", m_plan.uidMappings}};
    for (const auto &file : files) {
        TextBuffer<2048> text;
        for (const protocol::IdMappingView &map : file.maps) {
            text.appendNumber(map.containerId).append(" ").appendNumber(map.hostId).append(" ");
            text.appendNumber(map.size).append("\n");
        }
        TextBuffer<64> path;
        path.append("/proc/").appendSigned(m_status.pid).append("/").append(file.name);
        const int fd = open(path.c_str(), O_WRONLY | O_CLOEXEC);
        if (fd < 0 || write(fd, text.c_str(), text.size()) != static_cast<ssize_t>(text.size()))
            return failStart(Step::MapIds, errno, path.c_str());
        close(fd);
    }
    if (m_plan.cgroup.version == protocol::CgroupVersion::V1) {
        TextBuffer<24> pid;
        pid.appendSigned(m_status.pid);
        for (const protocol::Text &directory : m_plan.cgroup.directories) {
            PathBuffer path;
            path.append(directory.data).append("/cgroup.procs");
            const int fd = open(path.c_str(), O_WRONLY | O_CLOEXEC);
            if (fd < 0 || write(fd, pid.c_str(), pid.size()) < 0)
                return failStart(Step::JoinCgroup, errno, path.c_str());
            close(fd);
        }
    }
    return sendHeader(m_childSocket, MessageType::ChildMapped) || failStart(Step::MapIds, errno, "");
}

// Pairs for a container without a terminal. Without -i: /dev/null, our own standard input.
bool Monitor::openStreams(int *in, int *out, int *err)
{
    return m_plan.process.tty || (pipe2(out, O_CLOEXEC) == 0 && pipe2(err, O_CLOEXEC) == 0 &&
                                  (!m_plan.process.openStdin || pipe2(in, O_CLOEXEC) == 0));
}

// Sets m_status.pid and m_pidfd; an errno if there is no child.
int Monitor::cloneChild(clone_args &arguments, const ChildContext &context)
{
    const int users = joinedUsers();
    if (users < 0) {
        m_status.pid = sys::clone3(arguments);
        if (m_status.pid == 0)
            runContainerChild(context);
        return m_status.pid < 0 ? errno : 0;
    }
    // Our child all the same, which is found by its number: nobody else can wait for it.
    arguments.flags = (arguments.flags & ~uint64_t{CLONE_PIDFD}) | CLONE_PARENT;
    arguments.exit_signal = 0;
    SteppingIn stepping{users, joined(CLONE_NEWPID), &arguments, &context};
    const pid_t between =
        clone(stepIntoUsers, s_stack + sizeof s_stack, CLONE_VM | CLONE_VFORK | SIGCHLD, &stepping);
    const int error = between < 0 ? errno : stepping.error;
    while (between > 0 && waitpid(between, nullptr, 0) < 0 && errno == EINTR) {
    }
    m_status.pid = stepping.pid;
    m_pidfd = stepping.pid > 0 ? sys::pidfdOpen(stepping.pid) : -1;
    return stepping.pid < 0 ? error : 0;
}

bool Monitor::startChild()
{
    m_phase = Phase::Starting;
    m_childReady = m_childExecuting = m_goSent = false;
    ChildContext context;
    context.plan = &m_plan;
    context.arguments = m_arguments;
    context.environment = m_environment;
    context.networkFd =
        m_plan.network.mode == NetworkMode::Join || (m_networkMade && !networkIsTheUsers()) ? m_network : -1;
    context.initFd = m_plan.process.init ? protocol::kInitFd : -1;
    context.joinFds = m_joins;
    int control[2];
    int out[2] = {-1, -1};
    int err[2] = {-1, -1};
    int in[2] = {0, -1};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control) || !openStreams(in, out, err))
        return failStart(Step::Clone, errno, "pipes");
    context.socket = control[1];
    context.in = in[0];
    context.out = out[1];
    context.err = err[1];

    clone_args arguments{};
    constexpr uint64_t kMadeElsewhere = CLONE_NEWNET | CLONE_NEWCGROUP;
    uint64_t flags = CLONE_PIDFD | CLONE_CLEAR_SIGHAND | (m_plan.namespaces & ~kMadeElsewhere);
    arguments.pidfd = reinterpret_cast<uint64_t>(&m_pidfd);
    arguments.exit_signal = SIGCHLD;
    int group = -1;
    if (m_plan.cgroup.version == protocol::CgroupVersion::V2 && !m_plan.cgroup.directories.empty()) {
        const char *path = m_plan.cgroup.directories.items[0].data;
        group = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (group < 0)
            return failStart(Step::JoinCgroup, errno, path);
        flags |= uint64_t{CLONE_INTO_CGROUP};
        arguments.cgroup = static_cast<__u64>(group);
    }
    if (networkIsTheUsers())
        flags |= CLONE_NEWNET;
    arguments.flags = flags;
    m_oomKillsBefore = m_status.restartCount ? oomKills() : 0;
    int pidHome = -1;
    if (!enterJoinedPids(&pidHome))
        return false;
    const int error = cloneChild(arguments, context);
    m_clonedNs = sys::nanoseconds(CLOCK_MONOTONIC);
    if (pidHome >= 0) {
        setns(pidHome, CLONE_NEWPID);
        close(pidHome);
    }
    close(group);
    close(control[1]);
    close(out[1]);
    close(err[1]);
    if (m_plan.process.openStdin)
        close(in[0]);
    m_childSocket = control[0];
    m_out = out[0];
    m_err = err[0];
    m_input = in[1];
    if (m_status.pid < 0) {
        m_status.pid = 0;
        return failStart(Step::Clone, error, "");
    }
    for (const int fd : {m_out, m_err, m_input}) {
        if (fd >= 0)
            fcntl(fd, F_SETFL, O_NONBLOCK);
    }
    // Without it nobody could tell our process from a later one of the same number, so nobody would signal
    // it.
    m_status.startTime = processStartTime(m_status.pid);
    if (!m_status.startTime)
        return failStart(Step::Clone, errno, "the start time of the process");
    return mapIds();
}

void Monitor::letChildGo()
{
    if (m_goSent || (m_childSocket < 0 && !isExternal()))
        return;
    m_goSent = true;
    m_attachDeadline = 0;
    if (m_waiter >= 0)
        forgetWaiter();
    if (isExternal()) {
        if (startExternal())
            onExecuted();
        else
            onStartFailed();
        return;
    }
    sendHeader(m_childSocket, MessageType::ChildGo);
}

void Monitor::announceReady()
{
    m_announced = true;
    protocol::StartedMessage message;
    message.header.type = MessageType::Ready;
    message.pid = m_status.pid;
    message.startTime = m_status.startTime;
    message.clonedNs = m_clonedNs;
    writeStatusFile();
    sendOrShut(m_launcher, &message, sizeof message);
}

void Monitor::onChildMessage()
{
    protocol::FailedMessage buffer; // the largest message that a child sends
    iovec part{&buffer, sizeof buffer};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    const ssize_t n = recvmsg(m_childSocket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    // ECONNRESET: the child is gone and had not read everything. It is told before what the child has said
    // last, which is still there and comes with the next call.
    if (n < 0 && (errno == EAGAIN || errno == EINTR || errno == ECONNRESET))
        return;
    if (n <= 0) { // closed by execve, or by death
        close(m_childSocket);
        m_childSocket = -1;
        if (m_childExecuting && m_failure.step == Step{}) {
            onExecuted();
        } else {
            if (m_failure.step == Step{})
                failStart(Step::ChildDied, 0, "");
            onStartFailed();
        }
        return;
    }
    if (!protocol::isMessage(&buffer, static_cast<size_t>(n))) {
        failStart(Step::ChildDied, EBADMSG, "");
        return;
    }
    switch (buffer.header.type) {
    case MessageType::ChildReady:
        m_childReady = true;
        if (m_plan.waitForAttach && !m_announced)
            announceReady();
        break;
    case MessageType::ChildExecuting:
        m_childExecuting = true;
        break;
    case MessageType::ChildFailed:
        m_failure = buffer;
        break;
    case MessageType::ChildTerminal:
        if (message.msg_controllen) {
            memcpy(&m_out, CMSG_DATA(reinterpret_cast<cmsghdr *>(control)), sizeof m_out);
            fcntl(m_out, F_SETFL, O_NONBLOCK);
            m_input = fcntl(m_out, F_DUPFD_CLOEXEC, 0);
        }
        break;
    default:
        failStart(Step::ChildDied, EPROTO, protocol::messageName(buffer.header.type));
        sys::pidfdSendSignal(m_pidfd, SIGKILL);
    }
}

void Monitor::onExecuted()
{
    m_executedNs = sys::nanoseconds(CLOCK_MONOTONIC);
    m_status.startedAtNs = sys::nanoseconds(CLOCK_REALTIME);
    m_status.phase = "running";
    m_status.exitCode = 0;
    m_status.error[0] = 0;
    m_phase = Phase::Running;
    m_trimAt = m_executedNs + kGiveBackAfterNs;
    if (!m_plan.health.arguments.empty()) {
        m_status.health = "starting";
        m_status.failingStreak = 0;
        dropHealthLog();
        m_healthAt = m_executedNs + healthInterval();
    }
    writeStatusFile();
    if (m_announced || m_launcher < 0)
        return;
    m_announced = true;
    protocol::StartedMessage message;
    message.header.type = MessageType::Started;
    message.pid = m_status.pid;
    message.startTime = m_status.startTime;
    message.clonedNs = m_clonedNs;
    message.executedNs = m_executedNs;
    sendOrShut(m_launcher, &message, sizeof message);
}

// A shell's exit code for what execve(2) said; docker's 128 for every other reason.
// runc writes Go's words, crun those of the C library with a capital.
static int runtimeExitCode(const char *said)
{
    if (strstr(said, "executable file not found") || strstr(said, "o such file or directory"))
        return 127;
    return strstr(said, "ermission denied") ? 126 : 128;
}

static int exitCodeFor(const protocol::FailedMessage &failure)
{
    if (failure.step == Step::RunRuntime)
        return runtimeExitCode(failure.path);
    if (failure.step != Step::Execute)
        return 128;
    return failure.error == ENOENT || failure.error == ENOTDIR ? 127 : 126;
}

void Monitor::onStartFailed()
{
    if (!m_committed) { // the launcher hears it, and there never was a container
        m_failure.header.type = MessageType::Failed;
        killAndUndo();
        m_phase = Phase::Ended;
        return;
    }
    m_failure.header.type = MessageType::StartFailed;
    tellClients(&m_failure, sizeof m_failure);
    TextBuffer<sizeof m_status.error> text;
    text.append(protocol::stepName(m_failure.step)).append(" ").append(m_failure.path).append(": ");
    text.append(strerrordesc_np(m_failure.error) ? strerrordesc_np(m_failure.error) : "unknown error");
    memcpy(m_status.error, text.c_str(), text.size() + 1);
    if (m_pidfd >= 0) {
        siginfo_t info{};
        sys::pidfdSendSignal(m_pidfd, SIGKILL);
        sys::waitPidfd(m_pidfd, &info, WEXITED);
        close(m_pidfd);
        m_pidfd = -1;
    }
    m_status.exitCode = exitCodeFor(m_failure);
    m_status.finishedAtNs = sys::nanoseconds(CLOCK_REALTIME);
    closeStreams();
    end();
}

} // namespace catamaran::helpers
