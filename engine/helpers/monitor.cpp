// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/helpers/monitor.h"

#include "engine/helpers/enter.h"
#include "engine/helpers/process_setup.h"
#include "engine/sys/syscalls.h"

namespace catamaran::helpers {

using protocol::MessageType;
using protocol::Step;

Monitor::Monitor(const protocol::LaunchView &plan, protocol::Arena &arena)
    : m_plan(plan), m_arguments(pointerVector(plan.process.arguments, arena)),
      m_environment(pointerVector(plan.process.environment, arena)),
      m_healthArguments(pointerVector(plan.health.arguments, arena)),
      m_runtimeCreate(pointerVector(plan.external.create, arena)),
      m_runtimeStart(pointerVector(plan.external.start, arena)),
      m_runtimeRemove(pointerVector(plan.external.remove, arena)),
      m_runtimeEnvironment(pointerVector(plan.external.environment, arena))
{
    m_status.monitorPid = getpid();
    m_status.monitorStartTime = processStartTime(m_status.monitorPid);
}

int Monitor::run()
{
    if (!m_arguments || !m_environment || !m_healthArguments || !m_runtimeCreate || !m_runtimeStart ||
        !m_runtimeRemove || !m_runtimeEnvironment) {
        Report(m_launcher, MessageType::Failed).send(Step::ReadPlan, ENOMEM, "");
        return 1;
    }
    // Others know us by it: with none, a living monitor would be taken for a dead one.
    if (!m_status.monitorStartTime) {
        Report(m_launcher, MessageType::Failed).send(Step::ReadPlan, EIO, "/proc/self/stat");
        return 1;
    }
    if (!prepare()) {
        killAndUndo();
        return 1;
    }
    loop();
    return 0;
}

void Monitor::onLauncher()
{
    protocol::MessageHeader header;
    const ssize_t n = recv(m_launcher, &header, sizeof header, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (n == sizeof header && protocol::isMessage(&header, sizeof header) &&
        header.type == MessageType::Commit) {
        m_committed = true;
        if (m_plan.waitForAttach && !m_everAttached) {
            watchWaiter();
            m_attachDeadline = sys::nanoseconds(CLOCK_MONOTONIC) + 60LL * 1000000000;
        }
    } else if (m_phase != Phase::Ended) {
        // It died, or spoke out of turn: nobody knows of this container, so it must not be.
        killAndUndo();
        m_phase = Phase::Ended;
    }
    close(m_launcher);
    m_launcher = -1;
}

// Killed before it has attached, nobody will: the program must not wait out the deadline.
void Monitor::watchWaiter()
{
    ucred peer{};
    socklen_t size = sizeof peer;
    if (getsockopt(m_launcher, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.pid > 0)
        m_waiter = sys::pidfdOpen(peer.pid);
}

void Monitor::forgetWaiter()
{
    close(m_waiter);
    m_waiter = -1;
}

int Monitor::pollTimeout() const
{
    int64_t next = 0;
    for (const int64_t at : {m_restartAt, m_attachDeadline, m_drainDeadline, m_healthAt, m_healthDeadline,
                             m_firewallAt, m_trimAt, m_stallAt}) {
        if (at && (!next || at < next))
            next = at;
    }
    if (!next)
        return -1;
    const int64_t left = next - sys::nanoseconds(CLOCK_MONOTONIC);
    return left <= 0 ? 0 : static_cast<int>(left / 1000000 + 1);
}

void Monitor::onTimers()
{
    if (!m_restartAt && !m_attachDeadline && !m_drainDeadline && !m_healthAt && !m_healthDeadline &&
        !m_firewallAt && !m_trimAt && !m_stallAt)
        return;
    const int64_t now = sys::nanoseconds(CLOCK_MONOTONIC);
    if (m_stallAt && now >= m_stallAt)
        passStalledBy(now);
    if (m_trimAt && now >= m_trimAt && !clientsOwe() && m_inputDone == m_inputSize) {
        m_trimAt = 0;
        giveBackBuffers();
    }
    if (m_drainDeadline && now >= m_drainDeadline) {
        m_drainDeadline = 0;
        for (Client &client : m_clients) {
            if (client.owes)
                dropClient(client);
        }
    }
    if (m_attachDeadline && now >= m_attachDeadline) {
        m_attachDeadline = 0;
        failStart(Step::NeverAttached, ETIMEDOUT, "");
        onStartFailed();
        return;
    }
    if (m_restartAt && now >= m_restartAt) {
        m_restartAt = 0;
        if (startAgain())
            letChildGo();
        else
            onStartFailed();
    }
    if (m_healthDeadline && now >= m_healthDeadline) {
        m_healthDeadline = 0;
        m_probeTimedOut = true;
        if (m_healthPidfd >= 0)
            sys::pidfdSendSignal(m_healthPidfd, SIGKILL);
    }
    if (m_firewallAt && now >= m_firewallAt) {
        m_firewallAt = 0;
        restoreFirewall();
    }
    if (m_healthAt && now >= m_healthAt) {
        m_healthAt = 0;
        startHealthProbe();
    }
}

namespace {

/// Of the poll in Monitor::loop.
enum Slot {
    Launcher,
    ChildSocket,
    Out,
    Err,
    Input,
    Pid,
    Listen,
    Health,
    HealthOut,
    Firewall,
    Waiter,
    Clients
};

} // namespace

void Monitor::onReady(const pollfd *set, int count)
{
    if (set[ChildSocket].revents)
        onChildMessage();
    if (set[Launcher].revents && m_launcher >= 0)
        onLauncher();
    if (m_phase == Phase::Ended)
        return;
    if (set[Out].revents && m_out >= 0)
        pump(&m_out, Stream::Out);
    if (set[Err].revents && m_err >= 0 && !clientsOwe())
        pump(&m_err, Stream::Err);
    if (set[Input].revents)
        flushInput();
    if (set[HealthOut].revents)
        readHealthOutput();
    if (set[Health].revents && m_healthPidfd >= 0)
        onHealthEnd();
    if (set[Firewall].revents)
        onFirewall();
    if (set[Listen].revents)
        acceptClient();
    for (int i = Clients; i < count; ++i) {
        Client &client = m_clients[i - Clients];
        if (set[i].revents & POLLOUT && client.owes)
            deliver(client);
        else if (set[i].revents & POLLOUT && client.skippedSize)
            tellSkipped(client);
        if (set[i].revents & (POLLIN | POLLHUP | POLLERR) && client.fd >= 0)
            onClient(client);
    }
    // After the clients: it may have attached before its end.
    if (set[Waiter].revents && m_waiter >= 0)
        onWaiterEnd();
    if (set[Pid].revents && m_phase == Phase::Running)
        onExit();
    else if (set[Pid].revents && m_pidfd >= 0 && m_phase == Phase::Starting && isExternal()) {
        failStart(Step::ChildDied, 0, ""); // nobody has a socket to it
        onStartFailed();
    }
}

void Monitor::onWaiterEnd()
{
    forgetWaiter();
    if (m_everAttached)
        return;
    m_attachDeadline = 0;
    failStart(Step::NeverAttached, ECANCELED, "");
    onStartFailed();
}

void Monitor::loop()
{
    while (m_phase != Phase::Ended) {
        // A slow client holds the container's output back rather than losing it: no reading meanwhile. One
        // that takes nothing at all (stopped) is passed by after a while, so that the log goes on.
        const bool owed = clientsOwe();
        pollfd set[Clients + kMaximumClients + kMaximumDnsFds];
        set[Launcher] = {m_launcher, POLLIN, 0};
        set[ChildSocket] = {m_childSocket, POLLIN, 0};
        set[Out] = {owed ? -1 : m_out, POLLIN, 0};
        set[Err] = {owed ? -1 : m_err, POLLIN, 0};
        set[Input] = {m_inputDone < m_inputSize ? m_input : -1, POLLOUT, 0};
        set[Pid] = {m_phase == Phase::Draining ? -1 : m_pidfd, POLLIN, 0};
        set[Listen] = {m_listen, POLLIN, 0};
        set[Health] = {m_healthPidfd, POLLIN, 0};
        set[Firewall] = {m_firewall, POLLIN, 0};
        set[HealthOut] = {m_healthOut, POLLIN, 0};
        set[Waiter] = {m_waiter, POLLIN, 0};
        const bool inputFull = m_inputDone < m_inputSize;
        int count = Clients;
        for (int i = 0; i < kMaximumClients; ++i) {
            const Client &client = m_clients[i];
            const short events = static_cast<short>((inputFull ? 0 : POLLIN) |
                                                    (client.owes || client.skippedSize ? POLLOUT : 0));
            set[Clients + i] = {client.fd, events, 0};
            if (client.fd >= 0)
                count = Clients + i + 1;
        }
        int timeout = pollTimeout();
        const int dnsCount = dnsPoll(set + count, &timeout);
        const int ready = poll(set, static_cast<nfds_t>(count + dnsCount), timeout);
        if (ready < 0 && errno != EINTR)
            return;
        if (ready > 0)
            onReady(set, count);
        if (m_phase == Phase::Ended)
            return;
        if (ready >= 0)
            handleDns(set + count, dnsCount);
        onTimers();
        if (!hasOwnPids() || isExternal())
            reapStrays();
        if (m_phase == Phase::Draining)
            finishRun();
    }
}

} // namespace catamaran::helpers
