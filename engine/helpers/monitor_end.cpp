// SPDX-License-Identifier: GPL-3.0-or-later
// Monitor: the end of a run, restarts, and leaving nothing behind.
#include "engine/helpers/enter.h"
#include "engine/helpers/monitor.h"
#include "engine/helpers/text.h"
#include "engine/sys/syscalls.h"

#include <dirent.h>
#include <sys/stat.h>

namespace catamaran::helpers {

using protocol::MessageType;
using protocol::RestartKind;

namespace {

constexpr int64_t kFirstDelayNs = 100LL * 1000000; // docker's: 100 ms, doubled up to a minute
constexpr int64_t kLastDelayNs = 60LL * 1000000000;
constexpr int kForwarderPatienceMs = 1000;
constexpr int64_t kSteadyAfterNs = 10LL * 1000000000; // a run of 10 s starts the series anew

size_t readText(const char *path, char *buffer, size_t size)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    const ssize_t n = read(fd, buffer, size - 1);
    close(fd);
    buffer[n > 0 ? n : 0] = 0;
    return n > 0 ? static_cast<size_t>(n) : 0;
}

// The value behind "key " in a flat keyed file.
uint64_t keyedNumber(const char *text, const char *key)
{
    const size_t length = strlen(key);
    for (const char *line = text; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, key, length) == 0 && line[length] == ' ')
            return parseNumber(line + length + 1);
    }
    return 0;
}

// catamaran-ports ends with us by itself, but a moment later: whoever reads that we have ended may want its
// ports at once.
void endForwarder(int runDirectory)
{
    const int fd = openat(runDirectory, "ports", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    char text[128];
    const ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    text[n > 0 ? n : 0] = 0;
    const auto pid = static_cast<pid_t>(parseNumber(text));
    const char *start = strchr(text, ' ');
    const int process = pid > 0 ? sys::pidfdOpen(pid) : -1;
    if (process < 0)
        return;
    // Only now, with the process held, does its start time tell whether it is the right one.
    if (start && processStartTime(pid) == parseNumber(start + 1)) {
        sys::pidfdSendSignal(process, SIGKILL);
        pollfd ended{process, POLLIN, 0};
        poll(&ended, 1, kForwarderPatienceMs);
    }
    close(process);
}

} // namespace

void Monitor::writeStatusFile()
{
    writeStatus(m_runDirectory, "status", m_status, Durable::No);
}

uint64_t Monitor::oomKills() const
{
    char text[2048];
    for (const protocol::Text &directory : m_plan.cgroup.directories) {
        PathBuffer path;
        path.append(directory.data);
        if (m_plan.cgroup.version == protocol::CgroupVersion::V2)
            path.append("/memory.events");
        else if (strstr(directory.data, "/memory/"))
            path.append("/memory.oom_control");
        else
            continue;
        if (readText(path.c_str(), text, sizeof text))
            return keyedNumber(text, "oom_kill");
    }
    return 0;
}

void Monitor::onExit()
{
    siginfo_t info{};
    if (sys::waitPidfd(m_pidfd, &info, WEXITED | WNOHANG) || info.si_pid == 0)
        return;
    m_status.exitCode = sys::exitCodeOf(info);
    m_status.finishedAtNs = sys::nanoseconds(CLOCK_REALTIME);
    close(m_pidfd);
    m_pidfd = -1;
    stopHealth();
    if (!hasOwnPids())
        killGroup();
    m_phase = Phase::Draining;
    m_drainDeadline = sys::nanoseconds(CLOCK_MONOTONIC) + kSteadyAfterNs;
}

// Called until everything that the container has written is in the log and with the clients. Its processes
// are gone, so an empty pipe is an ended one.
void Monitor::finishRun()
{
    for (int i = 0; i < 2; ++i) {
        int *fd = i ? &m_err : &m_out;
        while (*fd >= 0 && !clientsOwe()) {
            if (!pump(fd, i ? Stream::Err : Stream::Out))
                break;
        }
    }
    if (clientsOwe())
        return;
    m_drainDeadline = 0;
    closeStreams();
    m_status.oomKilled = m_status.exitCode != 0 && oomKills() > m_oomKillsBefore;
    if (restarts())
        scheduleRestart();
    else
        end();
}

bool Monitor::restarts() const
{
    if (m_markedStopped)
        return false;
    switch (m_restart.kind) {
    case RestartKind::No:
        return false;
    case RestartKind::OnFailure:
        return m_status.exitCode != 0 &&
               (m_restart.maximumRetries == 0 ||
                static_cast<uint32_t>(m_status.restartCount) < m_restart.maximumRetries);
    case RestartKind::Always:
    case RestartKind::UnlessStopped:
        return true;
    }
    return false;
}

void Monitor::scheduleRestart()
{
    removeExternal();
    if (m_plan.external.isRestore)
        becomeOurOwn();
    const int64_t now = sys::nanoseconds(CLOCK_MONOTONIC);
    if (m_restartDelay == 0 || now - m_executedNs >= kSteadyAfterNs)
        m_restartDelay = kFirstDelayNs;
    else
        m_restartDelay = m_restartDelay * 2 > kLastDelayNs ? kLastDelayNs : m_restartDelay * 2;
    m_restartAt = now + m_restartDelay;
    m_status.restartCount++;
    m_status.pid = 0;
    m_status.startTime = 0;
    m_status.phase = "restarting";
    m_status.health = "";
    m_phase = Phase::Waiting;
    writeStatusFile();
}

bool Monitor::hasOwnPids() const
{
    return m_plan.namespaces & CLONE_NEWPID;
}

// With its own process ids a container ends as a whole. With those of the host or of another container
// (--pid) only its first process has ended: the rest is found by its control group.
void Monitor::killGroup()
{
    for (const protocol::Text &directory : m_plan.cgroup.directories) {
        PathBuffer path;
        path.append(directory.data);
        const size_t length = path.size();
        path.append("/cgroup.kill");
        const int fd = open(path.c_str(), O_WRONLY | O_CLOEXEC);
        if (fd >= 0) {
            const bool done = write(fd, "1", 1) == 1;
            close(fd);
            if (done)
                return;
        }
        path.truncate(length);
        path.append("/cgroup.procs");
        // Who forks meanwhile is caught by the next round; the dead stay listed until they are reaped.
        for (int round = 0; round < 20; ++round) {
            char text[4096];
            if (readText(path.c_str(), text, sizeof text) == 0)
                return;
            for (const char *at = text; at && *at; at = strchr(at, '\n')) {
                at += *at == '\n';
                if (const auto pid = static_cast<pid_t>(parseNumber(at)))
                    kill(pid, SIGKILL);
            }
            const timespec pause{0, 2000000};
            nanosleep(&pause, nullptr);
            reapStrays();
        }
        return;
    }
}

// Orphans of a container without process ids of its own. Those we wait for by descriptor are left alone.
void Monitor::reapStrays()
{
    for (;;) {
        siginfo_t info{};
        if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) || info.si_pid == 0)
            return;
        if ((m_pidfd >= 0 && info.si_pid == m_status.pid) || m_healthPidfd >= 0)
            return;
        waitid(P_PID, static_cast<id_t>(info.si_pid), &info, WEXITED | WNOHANG);
    }
}

namespace {

// Groups that the container has made below its own (systemd inside, or --security-opt writable-cgroups) are
// empty once its processes are gone, but keep their parent.
void removeGroupsBelow(PathBuffer &path, int depth)
{
    constexpr int kDeepest = 16;
    const int fd = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    const size_t length = path.size();
    // What is removed while it is listed may hide its neighbour: once more until there is nothing.
    for (bool again = true; again && depth < kDeepest;) {
        again = false;
        alignas(dirent64) char entries[2048];
        lseek(fd, 0, SEEK_SET);
        ssize_t n;
        while ((n = getdents64(fd, entries, sizeof entries)) > 0) {
            for (ssize_t at = 0; at < n;) {
                const auto *entry = reinterpret_cast<const dirent64 *>(entries + at);
                at += entry->d_reclen;
                if (entry->d_type != DT_DIR || entry->d_name[0] == '.')
                    continue;
                path.append("/").append(entry->d_name);
                removeGroupsBelow(path, depth + 1);
                again = rmdir(path.c_str()) == 0 || again;
                path.truncate(length);
            }
        }
    }
    close(fd);
}

} // namespace

void Monitor::removeCgroups()
{
    for (const protocol::Text &directory : m_plan.cgroup.directories) {
        // The last process may still be on its way out of the group for a moment.
        for (int attempt = 0; rmdir(directory.data) && errno == EBUSY && attempt < 50; ++attempt) {
            PathBuffer path;
            path.append(directory.data);
            const size_t length = path.size();
            removeGroupsBelow(path, 0);
            path.append("/cgroup.kill");
            const int fd = open(path.c_str(), O_WRONLY | O_CLOEXEC);
            if (fd >= 0) {
                if (write(fd, "1", 1) < 0 && errno == ENOENT)
                    break;
                close(fd);
            } else {
                path.truncate(length);
                path.append("/cgroup.procs");
                char text[4096];
                if (readText(path.c_str(), text, sizeof text)) {
                    for (const char *at = text; at && *at; at = strchr(at, '\n')) {
                        at += *at == '\n';
                        if (const auto pid = static_cast<pid_t>(parseNumber(at)))
                            kill(pid, SIGKILL);
                    }
                }
            }
            const timespec pause{0, 1000000 + attempt * 500000};
            nanosleep(&pause, nullptr);
        }
    }
}

void Monitor::end()
{
    m_restartAt = 0;
    m_log.finish();
    removeExternal();
    m_status.phase = "exited";
    m_status.pid = 0;
    m_status.startTime = 0;
    m_status.health = "";
    removeCgroups();
    endForwarder(m_runDirectory);
    // Nobody may attach to what has ended: whoever connects from here on reads the status file instead.
    unlinkat(m_runDirectory, "control", 0);
    writeStatusFile();
    if (!m_plan.autoRemove && !m_plan.dataDirectory.empty()) {
        const int data = open(m_plan.dataDirectory.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (data >= 0) {
            writeStatus(data, "exit", m_status, Durable::Yes);
            close(data);
        }
    }
    protocol::MessageHeader header;
    header.type = MessageType::Ended;
    header.value = static_cast<uint32_t>(m_status.exitCode);
    tellClients(&header, sizeof header);
    m_phase = Phase::Ended;
}

// The start did not come to its end: whatever was made goes, then the launcher hears why.
void Monitor::killAndUndo()
{
    if (m_childSocket >= 0 && m_failure.step != protocol::Step{}) {
        // What the child itself has to say about it comes first, if it was faster.
        protocol::FailedMessage message;
        ssize_t n = recv(m_childSocket, &message, sizeof message, MSG_DONTWAIT);
        if (n < 0 && errno == ECONNRESET) // told before the message that is there
            n = recv(m_childSocket, &message, sizeof message, MSG_DONTWAIT);
        if (n == sizeof message && protocol::isMessage(&message, sizeof message) &&
            message.header.type == MessageType::ChildFailed) {
            m_failure = message;
            m_failure.header.type = MessageType::Failed;
        }
    }
    stopHealth();
    if (m_pidfd >= 0) {
        siginfo_t info{};
        sys::pidfdSendSignal(m_pidfd, SIGKILL);
        sys::waitPidfd(m_pidfd, &info, WEXITED);
        close(m_pidfd);
        m_pidfd = -1;
    }
    closeStreams();
    m_log.finish();
    removeExternal();
    removeCgroups();
    if (m_runDirectory >= 0) {
        unlinkat(m_runDirectory, "control", 0);
        unlinkat(m_runDirectory, "status", 0);
    }
    if (m_launcher >= 0 && m_failure.step != protocol::Step{}) {
        m_failure.header.type = MessageType::Failed;
        sendOrShut(m_launcher, &m_failure, sizeof m_failure);
    }
}

} // namespace catamaran::helpers
