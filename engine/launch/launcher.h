// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/launch/launch_plan.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace catamaran::engine::launch {

/// Where the helper programs are: CATAMARAN_LIBEXEC, then beside the executable, then the install prefix.
base::Result<std::string> helperPath(std::string_view name);

/// A container that has been started. Times are CLOCK_MONOTONIC nanoseconds.
struct Launched {
    pid_t monitorPid = 0;
    pid_t pid = 0;
    std::uint64_t startTime = 0;
    std::int64_t monitorSpawnedNs = 0; ///< posix_spawn returned
    std::int64_t clonedNs = 0;         ///< clone3 returned in the monitor
    std::int64_t executedNs = 0;       ///< the program was executed
};

/// Starts helper programs without ever forking this process.
///
/// All spawning is done by one permanent thread that the launcher owns, because the kernel ties "die with
/// parent" to the thread that spawned. Calls block the caller until the program has been executed, or has
/// failed to; they may come from any thread.
/// Ownership: on failure every partial effect is undone by the monitor before the call returns.
/// Failure: CommandNotFound / CommandNotExecutable when execve said ENOENT / EACCES; System with the step
/// that failed and its errno; Protocol if the helper answers out of turn; Cancelled, Timeout.
class Launcher {
public:
    Launcher();
    ~Launcher();

    /// Starts a monitor, which starts the container. The monitor keeps running when this process ends, but
    /// not before the plan has been carried out: if this process dies in the middle, the monitor undoes it.
    /// With `start` = Start::WhenAttached the program is not executed before a client has attached (docker
    /// run in the foreground), so that not one byte of its output is missed; the call then returns before
    /// execution, and failures of execve reach the attached client.
    enum class Start { AtOnce, WhenAttached };
    base::Result<Launched> launch(const LaunchPlan &plan, Start start, const base::OperationContext &context);

    /// Descriptors that an exec'ed process gets. With ProcessPlan::tty they are ignored and
    /// `terminal` of the result is the pty master, made in the container's devpts.
    struct StandardStreams {
        int in = -1; ///< -1: /dev/null
        int out = -1;
        int err = -1;
    };
    struct Executed {
        pid_t pid = 0;           ///< as the host sees it
        base::UniqueFd terminal; ///< pty master, with tty
        /// Blocks until the process ends and returns its exit code (128+n for a signal). Call once.
        std::function<base::Result<int>()> wait;
        /// Leaves the process running with nobody at its terminal, whose master is given: what it writes
        /// there is dropped from now on, and it is not hung up when the caller ends. Instead of wait, once.
        /// Empty without a tty, and where an external runtime has started it.
        std::function<base::Result<void>(int terminal)> leave;
    };
    /// Runs a further process in a running container (setns through a pidfd).
    base::Result<Executed> execute(const ExecPlan &plan, StandardStreams streams,
                                   const base::OperationContext &context);

    /// {own descriptor, number in the helper}; all others are closed.
    using Descriptors = std::vector<std::pair<int, int>>;
    /// Starts a helper program in the deck's network (the host's, as root); it goes on by itself.
    base::Result<pid_t> startHelper(const std::string &name, const Descriptors &descriptors);

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

/// A connection to one container's monitor through <run directory>/control.
/// Thread: one thread at a time.
class MonitorClient {
public:
    /// NotFound when no monitor listens (the container does not run).
    static base::Result<MonitorClient> connect(const std::string &runDirectory);
    MonitorClient(MonitorClient &&) noexcept;
    MonitorClient &operator=(MonitorClient &&) noexcept;
    ~MonitorClient();

    enum class Stream { Out, Err };
    /// Copies the container's output to `onOutput` and `stdinFd` (-1: none) to its input until the container
    /// ends, its streams are closed, `detachKeys` are typed or `stop` is requested. Output starts at the
    /// moment of the call; with Start::WhenAttached nothing is lost before it. Returns the exit code, or
    /// nullopt if detached.
    base::Result<std::optional<int>> attach(int stdinFd, std::string_view detachKeys,
                                            const std::function<void(Stream, std::string_view)> &onOutput,
                                            const base::OperationContext &context);
    /// Sets the terminal's size.
    base::Result<void> resize(std::uint16_t rows, std::uint16_t columns);
    /// Why a restart policy must rest: see protocol::kStoppedByUser.
    enum class Reason { User, Shutdown };
    /// It is being stopped: the restart policy must not bring it back. Acknowledged before return.
    base::Result<void> markStopped(Reason reason = Reason::User);
    /// Replaces the restart policy of the running container. Acknowledged before return.
    base::Result<void> setRestart(const RestartPlan &plan);
    /// Blocks until the container has ended and its exit has been recorded. Returns the exit code.
    base::Result<int> waitExit(const base::OperationContext &context);

private:
    struct Private;
    explicit MonitorClient(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace catamaran::engine::launch
