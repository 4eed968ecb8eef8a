// SPDX-License-Identifier: GPL-3.0-or-later
// Monitor: health checks, with docker's meaning of interval, timeout, start period and retries.
#include "engine/helpers/enter.h"
#include "engine/helpers/monitor.h"
#include "engine/sys/syscalls.h"

namespace catamaran::helpers {

using protocol::MessageType;

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
    context.targetPid = m_status.pid;
    context.namespaces = kAllNamespaces | static_cast<int>(m_plan.namespaces & CLONE_NEWUSER);
    context.streams[0] = context.streams[1] = context.streams[2] = 0; // our /dev/null
    const Entered entered = enterContainer(context, silent);
    if (entered.pid < 0) {
        judgeHealth(false);
        return;
    }
    m_healthPidfd = entered.pidfd;
    close(entered.socket);
    m_healthDeadline = sys::nanoseconds(CLOCK_MONOTONIC) + static_cast<int64_t>(m_plan.health.timeoutNs);
}

void Monitor::onHealthEnd()
{
    siginfo_t info{};
    if (sys::waitPidfd(m_healthPidfd, &info, WEXITED | WNOHANG) || info.si_pid == 0)
        return;
    close(m_healthPidfd);
    m_healthPidfd = -1;
    m_healthDeadline = 0;
    judgeHealth(info.si_code == CLD_EXITED && info.si_status == 0);
}

void Monitor::judgeHealth(bool passed)
{
    const int64_t now = sys::nanoseconds(CLOCK_MONOTONIC);
    const char *before = m_status.health;
    const int streak = m_status.failingStreak;
    if (passed) {
        m_status.health = "healthy";
        m_status.failingStreak = 0;
    } else if (now - m_executedNs >= static_cast<int64_t>(m_plan.health.startPeriodNs) ||
               strcmp(before, "starting") != 0) {
        // Failures within the start period do not count until the first success.
        m_status.failingStreak++;
        if (static_cast<uint32_t>(m_status.failingStreak) >= m_plan.health.retries)
            m_status.health = "unhealthy";
    }
    m_healthAt = now + static_cast<int64_t>(m_plan.health.intervalNs);
    if (before != m_status.health || streak != m_status.failingStreak)
        writeStatusFile();
}

void Monitor::stopHealth()
{
    m_healthAt = m_healthDeadline = 0;
    if (m_healthPidfd < 0)
        return;
    siginfo_t info{};
    sys::pidfdSendSignal(m_healthPidfd, SIGKILL);
    sys::waitPidfd(m_healthPidfd, &info, WEXITED);
    close(m_healthPidfd);
    m_healthPidfd = -1;
}

} // namespace catamaran::helpers
