// SPDX-License-Identifier: GPL-3.0-or-later
// Monitor: a container that an external OCI runtime makes (--runtime). The runtime's create leaves the first
// process to us, the nearest subreaper; from there on it is watched as one of our own.
#include "engine/helpers/enter.h"
#include "engine/helpers/monitor.h"
#include "engine/helpers/rootfs.h"
#include "engine/helpers/text.h"
#include "engine/launch/bundle_names.h"
#include "engine/sys/syscalls.h"

#include <sched.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/un.h>
#include <termios.h>

namespace catamaran::helpers {

namespace bundle = engine::launch::bundle;
using protocol::MessageType;
using protocol::Step;

namespace {

constexpr int64_t kRuntimePatienceNs = 120LL * 1000000000; ///< for one command of the runtime
constexpr int kConsolePatienceMs = 10000;

void bundlePath(PathBuffer &path, const protocol::LaunchView &plan, const char *name)
{
    path.append(plan.external.bundle.data).append("/").append(name);
}

// The text of the last "msg" in a log of JSON lines, as far as there is room.
void lastMessage(const char *log, char *into, size_t size)
{
    const char *last = nullptr;
    for (const char *at = log; (at = strstr(at, "\"msg\":\"")); at += 7)
        last = at + 7;
    size_t length = 0;
    for (const char *at = last; at && *at && *at != '"' && length + 1 < size; ++at) {
        if (*at == '\\' && at[1]) {
            ++at;
            into[length++] = *at == 'n' || *at == 't' ? ' ' : *at;
        } else {
            into[length++] = *at;
        }
    }
    into[length] = 0;
}

// The text of the first "Error (criu/files.c:12): what" of criu(8).
void firstError(const char *log, char *into, size_t size)
{
    const char *at = strstr(log, "Error (");
    const char *text = at ? strstr(at, "): ") : nullptr;
    size_t length = 0;
    for (text += text ? 3 : 0; text && text[length] && text[length] != '\n' && length + 1 < size; ++length)
        into[length] = text[length];
    into[length] = 0;
}

} // namespace

// What is mounted for the runtime is seen by it and by nobody on the host, and goes with us. Mounts of the
// host go on coming in, so that a volume's are there.
bool Monitor::enterOwnMounts()
{
    if (unshare(CLONE_NEWNS) || mount(nullptr, "/", nullptr, MS_SLAVE | MS_REC, nullptr))
        return failStart(Step::MakePrivate, errno, "/");
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
        return failStart(Step::MountRootfs, errno, "");
    // In a child, because its way of failing is to end.
    int pidfd = -1;
    clone_args arguments{};
    arguments.flags = CLONE_PIDFD;
    arguments.pidfd = reinterpret_cast<uint64_t>(&pidfd);
    arguments.exit_signal = SIGCHLD;
    const pid_t pid = sys::clone3(arguments);
    if (pid == 0) {
        mountRootfs(m_plan, Report(pair[1], MessageType::ChildFailed));
        _exit(0);
    }
    const int error = errno;
    close(pair[1]);
    if (pid < 0) {
        close(pair[0]);
        return failStart(Step::MountRootfs, error, "");
    }
    protocol::FailedMessage message;
    ssize_t n;
    do
        n = recv(pair[0], &message, sizeof message, 0);
    while (n < 0 && errno == EINTR);
    siginfo_t info{};
    sys::waitPidfd(pidfd, &info, WEXITED);
    close(pidfd);
    close(pair[0]);
    if (n == sizeof message && protocol::isMessage(&message, sizeof message)) {
        m_failure = message;
        return false;
    }
    return sys::exitCodeOf(info) == 0 || failStart(Step::MountRootfs, EIO, "");
}

// config.json names these files, which stand for the same namespaces at every start.
bool Monitor::bindNamespaces()
{
    const auto bind = [this](int fd, const char *name) {
        PathBuffer path;
        bundlePath(path, m_plan, name);
        TextBuffer<64> source;
        source.append("/proc/self/fd/").appendSigned(fd);
        return mount(source.c_str(), path.c_str(), nullptr, MS_BIND, nullptr) == 0 ||
               failStart(Step::EnterNamespaces, errno, path.c_str());
    };
    if (m_network >= 0 && !bind(m_network, bundle::kNetwork))
        return false;
    for (uint32_t i = 0; i < m_plan.joinNamespaces.count; ++i) {
        TextBuffer<32> name;
        name.append(bundle::kJoinPrefix).appendNumber(i);
        if (!bind(m_joins[i], name.c_str()))
            return false;
    }
    return true;
}

// In the child that becomes criu(8): what it restores is born where it is itself, and gets these descriptors.
// Its own streams lead nowhere, or what its libraries say would be the container's output.
bool Monitor::becomeRestorer(const int *streams) const
{
    for (const protocol::Text &directory : m_plan.cgroup.directories) {
        PathBuffer path;
        path.append(directory.data).append("/cgroup.procs");
        const int fd = open(path.c_str(), O_WRONLY | O_CLOEXEC);
        if (fd < 0 || write(fd, "0", 1) != 1)
            return false;
        close(fd);
    }
    const int wanted[] = {m_network, streams[0], streams[1], streams[2]};
    int high[4];
    for (int i = 0; i < 4; ++i) // above all that is about to be replaced
        high[i] = wanted[i] < 0 ? -1 : fcntl(wanted[i], F_DUPFD, 64);
    for (int i = 0; i < 4; ++i) {
        if (high[i] >= 0 && dup2(high[i], bundle::kRestoredNetwork + i) < 0)
            return false;
    }
    return dup2(0, 1) == 1 && dup2(0, 2) == 2;
}

// A restart of what came from a checkpoint begins anew: the root that was mounted for criu(8) would be a
// second one over the same upper directory.
void Monitor::becomeOurOwn()
{
    if (m_wasRestored)
        return;
    m_wasRestored = true;
    umount2(m_plan.rootfs.mountPoint.data, MNT_DETACH);
}

// Runs one command of the runtime to its end; true if it ended well. One that hangs is killed, and so is one
// that is `partOfStart` when nobody waits for that start any more.
bool Monitor::runRuntime(char *const *arguments, const int *streams, bool partOfStart)
{
    int pidfd = -1;
    clone_args clone{};
    clone.flags = CLONE_PIDFD | CLONE_CLEAR_SIGHAND;
    clone.pidfd = reinterpret_cast<uint64_t>(&pidfd);
    clone.exit_signal = SIGCHLD;
    const pid_t pid = sys::clone3(clone);
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
        signal(SIGPIPE, SIG_DFL);
        if (m_plan.external.isRestore && !becomeRestorer(streams))
            _exit(127);
        for (int i = 0; i < 3 && !m_plan.external.isRestore; ++i) {
            if (streams[i] != i && dup2(streams[i], i) < 0)
                _exit(127);
        }
        if (syscall(SYS_close_range, m_plan.external.isRestore ? bundle::kAfterRestore : 3U, ~0U, 0U) ||
            chdir(m_plan.external.bundle.data))
            _exit(127);
        execve(arguments[0], arguments, m_runtimeEnvironment);
        _exit(127);
    }
    if (pid < 0)
        return false;
    int64_t deadline = sys::nanoseconds(CLOCK_MONOTONIC) + kRuntimePatienceNs;
    for (;;) {
        // Its end alone, not what it says: the commit is for the loop.
        pollfd set[2] = {{pidfd, POLLIN, 0}, {partOfStart && !m_committed ? m_launcher : -1, 0, 0}};
        const int64_t left = deadline - sys::nanoseconds(CLOCK_MONOTONIC);
        const int n = poll(set, 2, left <= 0 ? 0 : static_cast<int>(left / 1000000 + 1));
        if (n < 0 && errno == EINTR)
            continue;
        if (set[0].revents)
            break;
        sys::pidfdSendSignal(pidfd, SIGKILL);
        const pollfd dead{pidfd, POLLIN, 0};
        pollfd once = dead;
        while (poll(&once, 1, -1) < 0 && errno == EINTR) {
        }
        break;
    }
    siginfo_t info{};
    sys::waitPidfd(pidfd, &info, WEXITED);
    close(pidfd);
    return sys::exitCodeOf(info) == 0;
}

bool Monitor::failRuntime()
{
    char text[8192];
    PathBuffer path;
    bundlePath(path, m_plan, m_plan.external.isRestore ? bundle::kRestoreLog : bundle::kLog);
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    ssize_t n = -1;
    if (fd >= 0) {
        const off_t end = lseek(fd, 0, SEEK_END);
        const off_t room = static_cast<off_t>(sizeof text) - 1;
        n = pread(fd, text, sizeof text - 1, end > room ? end - room : 0);
        close(fd);
    }
    text[n > 0 ? n : 0] = 0;
    char said[sizeof m_failure.path];
    if (m_plan.external.isRestore)
        firstError(text, said, sizeof said);
    else
        lastMessage(text, said, sizeof said);
    return failStart(m_plan.external.isRestore ? Step::RestoreCheckpoint : Step::RunRuntime, 0,
                     *said ? said : "it failed, and has not said why");
}

// The first process, which the runtime's create has left behind, is our child now.
bool Monitor::adoptExternal()
{
    PathBuffer path;
    bundlePath(path, m_plan, bundle::kPid);
    char text[32];
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    close(fd);
    text[n > 0 ? n : 0] = 0;
    const auto pid = static_cast<pid_t>(parseNumber(text));
    siginfo_t info{};
    if (pid <= 0)
        return failStart(Step::RunRuntime, 0, "it has not told the number of the first process");
    if (waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT))
        return failStart(Step::RunRuntime, 0, "its first process cannot be waited for from here");
    m_pidfd = sys::pidfdOpen(pid);
    m_status.pid = pid;
    m_status.startTime = processStartTime(pid);
    return (m_pidfd >= 0 && m_status.startTime) || failStart(Step::ChildDied, errno, "");
}

// The runtime has connected and sent the master before its create ended.
bool Monitor::takeTerminal(int console)
{
    pollfd waiting{console, POLLIN, 0};
    while (poll(&waiting, 1, kConsolePatienceMs) < 0 && errno == EINTR) {
    }
    const int peer = accept4(console, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    char byte[256];
    iovec part{byte, sizeof byte};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    const ssize_t n = peer < 0 ? -1 : recvmsg(peer, &message, MSG_CMSG_CLOEXEC);
    close(peer);
    if (n < 0 || message.msg_controllen < CMSG_LEN(sizeof(int)))
        return failStart(Step::MakeTerminal, n < 0 ? errno : EPROTO, bundle::kConsole);
    memcpy(&m_out, CMSG_DATA(reinterpret_cast<cmsghdr *>(control)), sizeof m_out);
    fcntl(m_out, F_SETFL, O_NONBLOCK);
    m_input = fcntl(m_out, F_DUPFD_CLOEXEC, 0);
    winsize size{};
    size.ws_row = m_plan.process.rows;
    size.ws_col = m_plan.process.columns;
    ioctl(m_out, TIOCSWINSZ, &size);
    return true;
}

bool Monitor::createExternal()
{
    m_phase = Phase::Starting;
    m_childReady = m_childExecuting = m_goSent = false;
    for (const char *name : {bundle::kPid, bundle::kLog, bundle::kConsole}) {
        PathBuffer path;
        bundlePath(path, m_plan, name);
        unlink(path.c_str());
    }
    int console = -1;
    if (m_plan.process.tty) {
        console = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const int directory = open(m_plan.external.bundle.data, O_PATH | O_DIRECTORY | O_CLOEXEC);
        TextBuffer<sizeof(sockaddr_un::sun_path)> name;
        name.append("/proc/self/fd/").appendSigned(directory).append("/").append(bundle::kConsole);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        memcpy(address.sun_path, name.c_str(), name.size() + 1);
        const bool good = bind(console, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0 &&
                          listen(console, 1) == 0;
        const int error = errno;
        close(directory);
        if (!good)
            return failStart(Step::MakeTerminal, error, bundle::kConsole);
    }
    int out[2] = {-1, -1};
    int err[2] = {-1, -1};
    int in[2] = {0, -1};
    if (!openStreams(in, out, err))
        return failStart(Step::Clone, errno, "pipes");
    m_out = out[0];
    m_err = err[0];
    m_input = in[1];
    m_oomKillsBefore = m_status.restartCount ? oomKills() : 0;
    m_isWithRuntime = true;
    const int streams[3] = {in[0], out[1] < 0 ? 0 : out[1], err[1] < 0 ? 0 : err[1]};
    const bool made = runRuntime(m_runtimeCreate, streams, true);
    m_clonedNs = sys::nanoseconds(CLOCK_MONOTONIC);
    for (const int fd : {out[1], err[1], in[0] == 0 ? -1 : in[0]})
        close(fd);
    bool good = made ? adoptExternal() : failRuntime();
    good = good && (console < 0 || takeTerminal(console));
    close(console);
    for (const int fd : {m_out, m_err, m_input}) {
        if (fd >= 0)
            fcntl(fd, F_SETFL, O_NONBLOCK);
    }
    m_childReady = good;
    return good;
}

bool Monitor::startExternal()
{
    if (m_plan.external.start.empty()) // restored: it runs already
        return true;
    const int streams[3] = {0, 0, 0};
    return runRuntime(m_runtimeStart, streams, true) || failRuntime();
}

void Monitor::removeExternal()
{
    if (!m_isWithRuntime)
        return;
    m_isWithRuntime = false;
    if (m_plan.external.remove.empty())
        return;
    const int streams[3] = {0, 0, 0};
    // What it leaves is found by the control group, and its state goes with the bundle. The launcher may
    // leave meanwhile, with a commit that has not been read yet: a program can end sooner than that.
    runRuntime(m_runtimeRemove, streams, false);
}

} // namespace catamaran::helpers
