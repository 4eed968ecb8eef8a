// SPDX-License-Identifier: GPL-3.0-or-later
// Monitor: health checks, with docker's meaning of interval, timeout, start period, start interval and
// retries, and the last probes with what they said in <run directory>/health.0 to .4 (see
// runtime/health_log.h).
#include "engine/helpers/enter.h"
#include "engine/helpers/monitor.h"
#include "engine/helpers/text.h"
#include "engine/sys/syscalls.h"

#include <stdio.h>

namespace catamaran::helpers {

using protocol::MessageType;

namespace {

constexpr uint32_t kKeptProbes = 5;  // docker's
constexpr size_t kKeptOutput = 4096; // of each, docker's
constexpr int64_t kSecondNs = 1000000000;
char s_probeOutput[kKeptOutput];

void slotName(TextBuffer<32> &name, uint32_t slot)
{
    name.append("health.").appendNumber(slot);
}

} // namespace

// docker checks more often while a container starts: until its first success or the end of the start period.
int64_t Monitor::healthInterval() const
{
    const auto normal = static_cast<int64_t>(m_plan.health.intervalNs);
    const auto period = static_cast<int64_t>(m_plan.health.startPeriodNs);
    const bool starting = strcmp(m_status.health, "starting") == 0;
    if (!starting || sys::nanoseconds(CLOCK_MONOTONIC) - m_executedNs >= period)
        return normal;
    return static_cast<int64_t>(m_plan.health.startIntervalNs ? m_plan.health.startIntervalNs
                                                              : m_plan.health.intervalNs);
}

void Monitor::startHealthProbe()
{
    if (m_phase != Phase::Running || m_healthPidfd >= 0)
        return;
    const Report silent(-1, MessageType::Failed);
    protocol::ProcessView process = m_plan.process;
    process.tty = false;
    process.rlimits = {};
    EnterContext context;
    context.process = &process;
    context.cgroup = &m_plan.cgroup;
    context.arguments = m_healthArguments;
    context.environment = m_environment;
    context.targetPidfd = m_pidfd;
    m_probeAt = sys::nanoseconds(CLOCK_MONOTONIC);
    m_probeStartedNs = sys::nanoseconds(CLOCK_REALTIME);
    m_healthOutputSize = 0;
    m_probeTimedOut = false;
    int output[2] = {-1, -1};
    if (pipe2(output, O_CLOEXEC | O_NONBLOCK))
        output[0] = -1;
    else
        fcntl(output[1], F_SETFL, 0); // the probe's end waits, ours does not
    context.streams[0] = 0;           // our /dev/null
    context.streams[1] = context.streams[2] = output[0] < 0 ? 0 : output[1];
    context.targetPid = m_status.pid;
    context.namespaces = kAllNamespaces | static_cast<int>(m_plan.namespaces & CLONE_NEWUSER);
    const Entered entered = enterContainer(context, silent);
    close(output[1]);
    m_healthOut = output[0];
    if (entered.pid < 0) {
        static constexpr char kText[] = "the health check could not be started";
        recordProbe(-1, kText, sizeof kText - 1);
        judgeHealth(false);
        return;
    }
    m_healthPidfd = entered.pidfd;
    close(entered.socket);
    m_healthDeadline = m_probeAt + static_cast<int64_t>(m_plan.health.timeoutNs);
}

// Keeps the beginning, and takes the rest so that the probe need not wait.
void Monitor::readHealthOutput()
{
    char rest[512];
    for (;;) {
        const bool room = m_healthOutputSize < kKeptOutput;
        const ssize_t n =
            m_healthOut < 0 ? -1
            : room ? read(m_healthOut, s_probeOutput + m_healthOutputSize, kKeptOutput - m_healthOutputSize)
                   : read(m_healthOut, rest, sizeof rest);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN && m_healthOut >= 0)
            return;
        if (n <= 0)
            break;
        if (room)
            m_healthOutputSize += static_cast<size_t>(n);
        else if (n < static_cast<ssize_t>(sizeof rest))
            return; // one that never stops writing must not keep us here
    }
    if (m_healthOut >= 0)
        close(m_healthOut);
    m_healthOut = -1;
}

void Monitor::onHealthEnd()
{
    siginfo_t info{};
    if (sys::waitPidfd(m_healthPidfd, &info, WEXITED | WNOHANG) || info.si_pid == 0)
        return;
    close(m_healthPidfd);
    m_healthPidfd = -1;
    m_healthDeadline = 0;
    readHealthOutput();
    if (m_healthOut >= 0) // something that it left behind still holds it
        close(m_healthOut);
    m_healthOut = -1;
    if (m_probeTimedOut) {
        TextBuffer<96> text;
        const auto timeout = static_cast<int64_t>(m_plan.health.timeoutNs);
        text.append("Health check exceeded timeout (");
        if (timeout % kSecondNs == 0)
            text.appendSigned(timeout / kSecondNs).append("s)");
        else
            text.appendSigned(timeout / 1000000).append("ms)");
        recordProbe(-1, text.c_str(), text.size());
        judgeHealth(false);
        return;
    }
    recordProbe(sys::exitCodeOf(info), s_probeOutput, m_healthOutputSize);
    judgeHealth(info.si_code == CLD_EXITED && info.si_status == 0);
}

// Five slots in turn, each replaced whole: a reader sorts them by their start.
void Monitor::recordProbe(int exitCode, const char *output, size_t size)
{
    TextBuffer<128> head;
    head.append("start_ns=").appendSigned(m_probeStartedNs);
    head.append("\nend_ns=").appendSigned(sys::nanoseconds(CLOCK_REALTIME));
    head.append("\nexit_code=").appendSigned(exitCode).append("\n\n");
    TextBuffer<32> name;
    slotName(name, m_probeCount++ % kKeptProbes);
    const int fd = openat(m_runDirectory, "health.new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    if (fd < 0)
        return;
    const bool good = write(fd, head.c_str(), head.size()) == static_cast<ssize_t>(head.size()) &&
                      (size == 0 || write(fd, output, size) == static_cast<ssize_t>(size));
    close(fd);
    if (!good || renameat(m_runDirectory, "health.new", m_runDirectory, name.c_str()))
        unlinkat(m_runDirectory, "health.new", 0);
}

// A new run has no probes yet.
void Monitor::dropHealthLog()
{
    for (uint32_t slot = 0; slot < kKeptProbes; ++slot) {
        TextBuffer<32> name;
        slotName(name, slot);
        unlinkat(m_runDirectory, name.c_str(), 0);
    }
    m_probeCount = 0;
}

void Monitor::judgeHealth(bool passed)
{
    const char *before = m_status.health;
    const int streak = m_status.failingStreak;
    if (passed) {
        m_status.health = "healthy";
        m_status.failingStreak = 0;
    } else if (m_probeAt - m_executedNs >= static_cast<int64_t>(m_plan.health.startPeriodNs) ||
               strcmp(before, "starting") != 0) {
        // Failures within the start period do not count until the first success.
        m_status.failingStreak++;
        if (static_cast<uint32_t>(m_status.failingStreak) >= m_plan.health.retries)
            m_status.health = "unhealthy";
    }
    m_healthAt = sys::nanoseconds(CLOCK_MONOTONIC) + healthInterval();
    if (before != m_status.health || streak != m_status.failingStreak)
        writeStatusFile();
}

void Monitor::stopHealth()
{
    m_healthAt = m_healthDeadline = 0;
    if (m_healthOut >= 0)
        close(m_healthOut);
    m_healthOut = -1;
    if (m_healthPidfd < 0)
        return;
    siginfo_t info{};
    sys::pidfdSendSignal(m_healthPidfd, SIGKILL);
    sys::waitPidfd(m_healthPidfd, &info, WEXITED);
    close(m_healthPidfd);
    m_healthPidfd = -1;
}

} // namespace catamaran::helpers
