// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/helpers/log_writer.h"
#include "engine/helpers/report.h"
#include "engine/helpers/status_file.h"

#include <poll.h>
#include <signal.h>

namespace catamaran::helpers {

/// The guardian of one container: starts it, keeps its output, answers clients, restarts it, records its end.
///
/// One thread, no allocation after the plan has been read, no exceptions. Everything happens in run(), which
/// polls the descriptors below; member functions are its handlers.
class Monitor {
public:
    Monitor(const protocol::LaunchView &plan, protocol::Arena &arena);
    /// Returns the exit code of the helper program.
    int run();

    static constexpr int kMaximumDnsFds = 48;

private:
    enum class Phase { Starting, Running, Draining, Waiting, Ended };
    enum class Stream : uint8_t { Out = 1, Err = 2 };
    static constexpr int kMaximumClients = 32;

    struct Client {
        int fd = -1;
        bool attached = false;
        bool waiting = false; ///< asked for the exit code
        bool owes = false;    ///< the current chunk has not fitted into its socket yet
    };

    // monitor_start.cpp
    bool prepare();
    bool listenForClients();
    bool enterNewNetwork(int *hostSocket, int *hostNetns);
    bool makeNetwork(int hostSocket, int hostNetns);
    bool networkIsTheUsers() const;
    bool startChild();
    bool startAgain();
    bool tellNetworkIsMade();
    bool mapIds();
    void letChildGo();
    void onChildMessage();
    void onExecuted();
    void onStartFailed();
    bool failStart(protocol::Step step, int error, const char *path);
    void announceReady();

    // monitor.cpp
    void loop();
    int pollTimeout() const;
    void onTimers();
    void onLauncher();

    // monitor_streams.cpp
    bool pump(int *fd, Stream stream);
    bool deliver(Client &client);
    void deliverAll();
    bool clientsOwe() const;
    void flushInput();
    void acceptClient();
    void onClient(Client &client);
    void onRequest(Client &client, const protocol::MessageHeader &header, size_t dataSize);
    void dropClient(Client &client);
    void tellClients(const void *message, size_t size);
    void closeStreams();

    // monitor_end.cpp
    void onExit();
    void finishRun();
    bool restarts() const;
    void scheduleRestart();
    void end();
    void killAndUndo();
    void removeCgroups();
    uint64_t oomKills() const;
    void writeStatusFile();

    // monitor_health.cpp
    void startHealthProbe();
    void onHealthEnd();
    void judgeHealth(bool passed);
    void stopHealth();

    // monitor_dns.cpp
    int openDns(); ///< in the container's network namespace; 0 or an errno
    void startDns();
    int dnsPoll(pollfd *set, int *timeout) const;
    void handleDns(const pollfd *set, int count);

    const protocol::LaunchView &m_plan;
    char *const *m_arguments;
    char *const *m_environment;
    char *const *m_healthArguments;
    Phase m_phase = Phase::Starting;
    MonitorStatus m_status;
    LogWriter m_log;
    protocol::FailedMessage m_failure;

    int m_launcher = protocol::kControlFd;
    int m_runDirectory = -1;
    int m_listen = -1;
    int m_network = -1; ///< the container's network namespace, kept for restarts
    int m_pidfd = -1;
    int m_childSocket = -1;
    int m_out = -1; ///< pipe, or the terminal's master
    int m_err = -1;
    int m_input = -1; ///< write end of stdin, or a duplicate of the terminal's master
    int m_healthPidfd = -1;
    int m_dnsUdp = -1;
    int m_dnsTcp = -1;

    bool m_committed = false;
    bool m_networkMade = false;
    bool m_childReady = false;
    bool m_childExecuting = false;
    bool m_goSent = false;
    bool m_everAttached = false;
    bool m_announced = false;
    bool m_markedStopped = false;
    bool m_inputEnds = false; ///< close stdin once what is buffered has been written

    int64_t m_clonedNs = 0;
    int64_t m_executedNs = 0;
    int64_t m_restartAt = 0; ///< CLOCK_MONOTONIC; 0: not scheduled
    int64_t m_restartDelay = 0;
    int64_t m_attachDeadline = 0;
    int64_t m_drainDeadline = 0;
    int64_t m_healthAt = 0;
    int64_t m_healthDeadline = 0;
    uint64_t m_oomKillsBefore = 0;

    Client m_clients[kMaximumClients];
    size_t m_chunkSize = 0; ///< bytes of the chunk that some clients still owe
    Stream m_chunkStream = Stream::Out;
    size_t m_inputSize = 0;
    size_t m_inputDone = 0;
};

} // namespace catamaran::helpers
