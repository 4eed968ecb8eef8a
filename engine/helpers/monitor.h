// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/helpers/log_writer.h"
#include "engine/helpers/report.h"
#include "engine/helpers/status_file.h"

#include <poll.h>
#include <signal.h>

struct clone_args;

namespace catamaran::helpers {

struct ChildContext;

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
    static constexpr uint32_t kMaximumJoins = 8;
    static constexpr int64_t kGiveBackAfterNs = 1000000000;        ///< of quiet
    static constexpr int64_t kClientPatienceNs = 5LL * 1000000000; ///< with one that takes nothing

    struct Client {
        int fd = -1;
        bool attached = false;
        bool waiting = false;     ///< asked for the exit code
        bool owes = false;        ///< the current chunk has not fitted into its socket yet
        bool widened = false;     ///< its socket has been given the larger queue
        int64_t owesSince = 0;    ///< CLOCK_MONOTONIC
        uint64_t skippedSize = 0; ///< not 0: it takes nothing, and output passes it by
    };

    // monitor_start.cpp
    bool prepare();
    bool listenForClients();
    int joined(uint64_t type) const; ///< its descriptor, or -1
    int joinedUsers() const;
    int cloneChild(clone_args &arguments, const ChildContext &context);
    bool openStreams(int *in, int *out, int *err);
    bool enterNewNetwork(int *hostSocket, int *hostNetns);
    bool makeNetwork(int hostSocket, int hostNetns);
    bool networkIsTheUsers() const;
    bool openJoinedNamespaces();
    bool enterJoinedPids(int *home);
    bool startChild();
    bool startAgain();
    bool sayNetworkIsMade();
    bool mapIds();
    void letChildGo();
    void onChildMessage();
    void onExecuted();
    void onStartFailed();
    bool failStart(protocol::Step step, int error, const char *path);
    void announceReady();

    // monitor.cpp
    void loop();
    /// `set`: what poll said of the descriptors of loop(), `count` of them.
    void onReady(const pollfd *set, int count);
    int pollTimeout() const;
    void onTimers();
    void onLauncher();
    void watchWaiter();
    void forgetWaiter();
    void onWaiterEnd();

    // monitor_streams.cpp
    bool pump(int *fd, Stream stream);
    bool deliver(Client &client);
    void passStalledBy(int64_t now);
    void tellSkipped(Client &client);
    void deliverAll();
    bool clientsOwe() const;
    void flushInput();
    void acceptClient();
    void onClient(Client &client);
    void onRequest(Client &client, const protocol::MessageHeader &header, size_t dataSize);
    void dropClient(Client &client);
    void tellClients(const void *message, size_t size);
    void closeStreams();
    static void giveBackBuffers();

    // monitor_end.cpp
    void onExit();
    void finishRun();
    bool restarts() const;
    void scheduleRestart();
    void end();
    void killAndUndo();
    void removeCgroups();
    bool hasOwnPids() const;
    void killGroup();
    void reapStrays();
    uint64_t oomKills() const;
    void writeStatusFile();

    // monitor_health.cpp
    void startHealthProbe();
    void onHealthEnd();
    void judgeHealth(bool passed);
    void stopHealth();
    void readHealthOutput();
    void recordProbe(int exitCode, const char *output, size_t size);
    int64_t healthInterval() const;
    void dropHealthLog();

    // monitor_external.cpp
    bool isExternal() const { return !m_plan.external.create.empty() && !m_wasRestored; }
    void becomeOurOwn();
    bool becomeRestorer(const int *streams) const;
    bool enterOwnMounts();
    bool bindNamespaces();
    bool createExternal();
    bool startExternal();
    void removeExternal();
    bool runRuntime(char *const *arguments, const int *streams, bool partOfStart);
    bool failRuntime();
    bool adoptExternal();
    bool takeTerminal(int console);

    // monitor_dns.cpp
    int openDns(); ///< in the container's network namespace; 0 or an errno
    void startDns();
    int dnsPoll(pollfd *set, int *timeout) const;
    void handleDns(const pollfd *set, int count);

    // monitor_firewall.cpp
    void watchFirewall();
    void onFirewall();
    void restoreFirewall();

    const protocol::LaunchView &m_plan;
    protocol::RestartView m_restart = m_plan.restart; ///< `update` may replace it
    char *const *m_arguments;
    char *const *m_environment;
    char *const *m_healthArguments;
    char *const *m_runtimeCreate;
    char *const *m_runtimeStart;
    char *const *m_runtimeRemove;
    char *const *m_runtimeEnvironment;
    Phase m_phase = Phase::Starting;
    MonitorStatus m_status;
    LogWriter m_log;
    protocol::FailedMessage m_failure;

    int m_launcher = protocol::kControlFd;
    int m_waiter = -1; ///< the process that has started it and is to attach, until somebody has
    int m_runDirectory = -1;
    int m_listen = -1;
    int m_network = -1;         ///< the container's network namespace, kept for restarts
    int m_joins[kMaximumJoins]; ///< namespaces of others, kept for restarts: a /proc path may become
                                ///< another's
    int m_pidfd = -1;
    int m_childSocket = -1;
    int m_out = -1; ///< pipe, or the terminal's master
    int m_err = -1;
    int m_input = -1; ///< write end of stdin, or a duplicate of the terminal's master
    int m_healthPidfd = -1;
    int m_healthOut = -1; ///< what the probe writes
    int m_dnsUdp = -1;
    int m_dnsTcp = -1;
    int m_firewall = -1; ///< notifications of deleted firewall rules

    bool m_committed = false;
    bool m_networkMade = false;
    bool m_childReady = false;
    bool m_childExecuting = false;
    bool m_goSent = false;
    bool m_everAttached = false;
    bool m_announced = false;
    bool m_markedStopped = false;
    bool m_isWithRuntime = false; ///< an external runtime may know this container
    bool m_wasRestored = false;   ///< from a checkpoint, and that run has ended
    bool m_inputEnds = false;     ///< close stdin once what is buffered has been written

    int64_t m_clonedNs = 0;
    int64_t m_executedNs = 0;
    int64_t m_restartAt = 0; ///< CLOCK_MONOTONIC; 0: not scheduled
    int64_t m_restartDelay = 0;
    int64_t m_attachDeadline = 0;
    int64_t m_drainDeadline = 0;
    int64_t m_healthAt = 0;
    int64_t m_healthDeadline = 0;
    int64_t m_firewallAt = 0;      ///< when to restore the rules; 0: nothing happened
    int64_t m_firewallSeen = 0;    ///< CLOCK_REALTIME
    int64_t m_firewallDeleted = 0; ///< when something of ours went, by whom is not known yet; 0: nothing
    int64_t m_trimAt = 0;          ///< when the pages of a burst of output are given back
    int64_t m_stallAt = 0;         ///< when a client that owes is passed by
    int64_t m_probeAt = 0;
    int64_t m_probeStartedNs = 0; ///< CLOCK_REALTIME
    size_t m_healthOutputSize = 0;
    uint32_t m_probeCount = 0;
    bool m_probeTimedOut = false;
    uint64_t m_oomKillsBefore = 0;

    Client m_clients[kMaximumClients];
    size_t m_chunkSize = 0; ///< bytes of the chunk that some clients still owe
    Stream m_chunkStream = Stream::Out;
    size_t m_inputSize = 0;
    size_t m_inputDone = 0;
};

} // namespace catamaran::helpers
