// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "engine/runtime/freeze.h"
#include "engine/runtime/runtime.h"
#include "engine/spec/parse.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;
using launch::MonitorClient;
using Outcome = WatchedProcess::Outcome;

namespace {

constexpr std::chrono::seconds kDefaultGrace(10);
// After SIGKILL only a process stuck in the kernel stays; the monitor needs moments to record the exit.
constexpr std::chrono::seconds kKillPatience(10);

tl::unexpected<base::Error> cancelled(const std::string &what)
{
    return fail(Errc::Cancelled, what + " was cancelled");
}

// The user ended it: the restart policy must not bring it back. A monitor that is gone needs no telling.
Result<void> tellMonitor(const Paths &paths, const std::string &id,
                         MonitorClient::Reason reason = MonitorClient::Reason::User)
{
    auto client = MonitorClient::connect(paths.runContainer(id));
    if (!client) {
        if (client.error().code() == Errc::NotFound)
            return {};
        return fail(std::move(client).error());
    }
    auto marked = client->markStopped(reason);
    if (!marked && marked.error().code() == Errc::NotFound)
        return {};
    return marked;
}

// Waits for the monitor, which ends when it has recorded the exit.
Result<Outcome> waitForMonitor(const Observed &observed, std::optional<std::chrono::milliseconds> timeout,
                               const std::stop_token &stop)
{
    const auto monitor = WatchedProcess::open(observed.status.monitorPid, observed.status.monitorStartTime);
    if (!monitor)
        return Outcome::Ended;
    return monitor->wait(timeout, stop);
}

// For a monitor that has been told to stop. One that was just starting the container again then has a process
// that `observed` knows nothing of, and would go on with it.
Result<Outcome> waitForStoppedMonitor(const Paths &paths, const std::string &id, const Observed &observed,
                                      const std::stop_token &stop)
{
    const auto deadline = std::chrono::steady_clock::now() + kKillPatience;
    for (;;) {
        CATAMARAN_TRY(const Outcome outcome, waitForMonitor(observed, std::chrono::milliseconds(100), stop));
        if (outcome != Outcome::TimedOut || std::chrono::steady_clock::now() >= deadline)
            return outcome;
        const auto present = observe(paths, id);
        if (!present || present->status.monitorPid != observed.status.monitorPid ||
            present->status.pid == observed.status.pid)
            continue;
        if (const auto fresh = WatchedProcess::open(present->status.pid, present->status.startTime))
            CATAMARAN_CHECK(fresh->signal(SIGKILL));
    }
}

} // namespace

Result<Runtime::Running> Runtime::find(const std::string &which)
{
    CATAMARAN_TRY(const std::string id, m_store->resolve(which));
    Running running;
    CATAMARAN_TRY(running.record, m_store->load(id));
    CATAMARAN_TRY(running.observed, observe(m_services.paths, id));
    return running;
}

Result<Runtime::Running> Runtime::findRunning(const std::string &which)
{
    CATAMARAN_TRY(Running running, find(which));
    if (running.observed.state != ContainerState::Running && running.observed.state != ContainerState::Paused)
        return fail(base::Error(Errc::InvalidState, "Container " + running.record.id + " is not running")
                        .withFix("Start it with: catamaran start " + running.record.name));
    return running;
}

Result<void> Runtime::stop(const std::string &which, std::optional<std::chrono::seconds> grace,
                           const base::OperationContext &context, const std::string &signalText,
                           MonitorClient::Reason reason)
{
    int signal = SIGTERM;
    if (!signalText.empty()) {
        CATAMARAN_TRY(signal, spec::parseSignal(signalText));
    }
    CATAMARAN_TRY(const Running running, find(which));
    const Observed &observed = running.observed;
    const std::string &id = running.record.id;
    if (!observed.isActive())
        return observed.state == ContainerState::Exited ? finishExit(id) : Result<void>();
    CATAMARAN_CHECK(tellMonitor(m_services.paths, id, reason));
    if (observed.state == ContainerState::Paused)
        CATAMARAN_CHECK(unpause(id));
    CATAMARAN_CHECK(endProcess(running, grace, context, signal, !signalText.empty()));
    auto finished = finishExit(id);
    recordEvent(running.record, "stop");
    return finished;
}

Result<StartTimes> Runtime::restart(const std::string &which, std::optional<std::chrono::seconds> grace,
                                    const base::OperationContext &context, const std::string &signalText)
{
    StartTimes times;
    times.requestedNs = base::steadyNanoseconds();
    int signal = SIGTERM;
    if (!signalText.empty()) {
        CATAMARAN_TRY(signal, spec::parseSignal(signalText));
    }
    CATAMARAN_TRY(const std::string id, m_store->resolve(which));
    CATAMARAN_TRY(const ActivityLock activity, ActivityLock::shared(m_services.paths));
    // From before its end until it runs again: whoever else sees the end waits, so that a container with --rm
    // is there to be started.
    CATAMARAN_TRY(const ContainerLock lock, ContainerLock::acquire(m_services.paths, id));
    CATAMARAN_TRY(const Running running, find(id));
    if (running.observed.isActive()) {
        CATAMARAN_CHECK(tellMonitor(m_services.paths, id, MonitorClient::Reason::User));
        if (running.observed.state == ContainerState::Paused)
            CATAMARAN_CHECK(unpauseLocked(running.record));
        CATAMARAN_CHECK(endProcess(running, grace, context, signal, !signalText.empty()));
        CATAMARAN_TRY(const Observed ended, observe(m_services.paths, id));
        CATAMARAN_CHECK(putAway(id, ended, AutoRemove::Never));
        recordEvent(running.record, "stop");
    }
    auto started = startHere(id, launch::Launcher::Start::AtOnce, context, times, net::Publication::Now, {});
    if (started)
        recordEvent(running.record, "restart");
    return started;
}

Result<void> Runtime::endProcess(const Running &running, std::optional<std::chrono::seconds> grace,
                                 const base::OperationContext &context, int signal, bool isSignalGiven)
{
    const Observed &observed = running.observed;
    const std::string &id = running.record.id;
    if (!isSignalGiven && !running.record.process.stopSignal.empty()) {
        CATAMARAN_TRY(signal, spec::parseSignal(running.record.process.stopSignal));
    }
    if (const auto process = WatchedProcess::open(observed.status.pid, observed.status.startTime)) {
        CATAMARAN_CHECK(process->signal(signal));
        recordEvent(running.record, "kill", {{"signal", std::to_string(signal)}});
        const std::chrono::seconds wait =
            grace.value_or(running.record.spec.stopTimeout.value_or(kDefaultGrace));
        // A negative grace waits for ever.
        std::optional<std::chrono::milliseconds> timeout;
        if (wait.count() >= 0)
            timeout = wait;
        context.report("Stopping " + running.record.name);
        CATAMARAN_TRY(Outcome outcome, process->wait(timeout, context.stop));
        if (outcome == Outcome::Stopped)
            return cancelled("stopping " + running.record.name);
        if (outcome == Outcome::TimedOut) {
            recordEvent(running.record, "kill", {{"signal", std::to_string(SIGKILL)}});
            CATAMARAN_CHECK(killAndWait(id, observed));
        }
    }
    CATAMARAN_TRY(const Outcome outcome, waitForStoppedMonitor(m_services.paths, id, observed, context.stop));
    if (outcome == Outcome::Stopped)
        return cancelled("stopping " + running.record.name);
    if (outcome == Outcome::TimedOut)
        return fail(Errc::Timeout, "the monitor of container " + id + " did not end");
    return {};
}

Result<void> Runtime::killAndWait(const std::string &id, const Observed &observed)
{
    const auto process = WatchedProcess::open(observed.status.pid, observed.status.startTime);
    if (process) {
        CATAMARAN_CHECK(process->signal(SIGKILL));
        if (observed.state == ContainerState::Paused) {
            // A frozen v1 group acts on no signal before it is thawed.
            CATAMARAN_CHECK(m_services.cgroups.thaw(id));
            ::unlink(m_services.paths.pausedMark(id).c_str());
        }
        CATAMARAN_TRY(const Outcome outcome, process->wait(kKillPatience, {}));
        if (outcome == Outcome::TimedOut)
            return fail(base::Error(Errc::Timeout, "container " + id + " did not end after SIGKILL")
                            .withFix("A process of it hangs in the kernel; look at: cat /proc/" +
                                     std::to_string(observed.status.pid) + "/stack"));
    }
    CATAMARAN_TRY(const Outcome outcome, waitForStoppedMonitor(m_services.paths, id, observed, {}));
    if (outcome == Outcome::TimedOut)
        return fail(Errc::Timeout, "the monitor of container " + id + " did not end");
    return {};
}

Result<void> Runtime::kill(const std::string &which, const std::string &signalText)
{
    CATAMARAN_TRY(const int signal, spec::parseSignal(signalText.empty() ? "KILL" : signalText));
    CATAMARAN_TRY(const Running running, find(which));
    const Observed &observed = running.observed;
    const std::string &id = running.record.id;
    if (!observed.isActive())
        return fail(Errc::InvalidState,
                    "Cannot kill container: " + which + ": Container " + id + " is not running");
    recordEvent(running.record, "kill", {{"signal", std::to_string(signal)}});
    if (signal == SIGKILL) {
        CATAMARAN_CHECK(tellMonitor(m_services.paths, id));
        CATAMARAN_CHECK(killAndWait(id, observed));
        return finishExit(id);
    }
    const auto process = WatchedProcess::open(observed.status.pid, observed.status.startTime);
    if (!process)
        return fail(Errc::InvalidState,
                    "Cannot kill container: " + which + ": Container " + id + " is not running");
    return process->signal(signal);
}

Result<void> Runtime::pause(const std::string &which)
{
    CATAMARAN_TRY(const std::string id, m_store->resolve(which));
    CATAMARAN_TRY(const ContainerLock lock, ContainerLock::acquire(m_services.paths, id));
    CATAMARAN_TRY(const Running running, findRunning(id));
    if (running.observed.state == ContainerState::Paused)
        return fail(Errc::InvalidState, "Container " + id + " is already paused");
    CATAMARAN_TRY(const launch::CgroupPlan group, m_services.cgroups.plan(id));
    if (group.version == launch::CgroupPlan::Version::None)
        return m_services.cgroups.freeze(id); // which says why not
    // Killed in between, the next command finds our mark and thaws: frozen without a mark, nobody would.
    Freeze freeze(m_services.cgroups, m_services.paths, id);
    CATAMARAN_CHECK(freeze.freeze());
    CATAMARAN_CHECK(freeze.keep());
    recordEvent(running.record, "pause");
    return {};
}

Result<void> Runtime::unpause(const std::string &which)
{
    CATAMARAN_TRY(const std::string id, m_store->resolve(which));
    CATAMARAN_TRY(const ContainerLock lock, ContainerLock::acquire(m_services.paths, id));
    CATAMARAN_TRY(const Running running, findRunning(id));
    if (running.observed.state != ContainerState::Paused)
        return fail(Errc::InvalidState, "Container " + id + " is not paused");
    return unpauseLocked(running.record);
}

Result<void> Runtime::unpauseLocked(const Record &record)
{
    CATAMARAN_CHECK(m_services.cgroups.thaw(record.id));
    ::unlink(m_services.paths.pausedMark(record.id).c_str());
    recordEvent(record, "unpause");
    return {};
}

Result<int> Runtime::wait(const std::string &which, const base::OperationContext &context)
{
    CATAMARAN_TRY(const std::string id, m_store->resolve(which));
    for (;;) {
        int code = 0;
        auto client = MonitorClient::connect(m_services.paths.runContainer(id));
        if (client) {
            auto exited = client->waitExit(context);
            if (exited) {
                code = *exited;
            } else if (exited.error().code() == Errc::Cancelled) {
                return exited;
            } else {
                client = fail(Errc::NotFound, "the monitor ended");
            }
        }
        if (!client) {
            // No monitor listens: it has ended, or is about to.
            CATAMARAN_TRY(const Observed observed, observe(m_services.paths, id));
            if (observed.isActive()) {
                CATAMARAN_TRY(const Outcome outcome,
                              waitForMonitor(observed, std::chrono::milliseconds(50), context.stop));
                if (outcome == Outcome::Stopped)
                    return cancelled("waiting for " + which);
                continue;
            }
            code = observed.status.exitCode;
            if (observed.state == ContainerState::Created)
                return code;
        }
        if (auto finished = finishExit(id); !finished && finished.error().code() != Errc::NotFound)
            return fail(std::move(finished).error());
        return code;
    }
}

Result<std::optional<int>> Runtime::attach(const std::string &which, const AttachStreams &streams,
                                           const base::OperationContext &context)
{
    CATAMARAN_TRY(const std::string detachKeys, spec::parseDetachKeys(streams.detachKeys));
    CATAMARAN_TRY(const Running running, find(which));
    const std::string &id = running.record.id;
    if (running.observed.state == ContainerState::Paused)
        return fail(Errc::InvalidState, "You cannot attach to a paused container, unpause it first");
    auto client = MonitorClient::connect(m_services.paths.runContainer(id));
    if (!client) {
        if (client.error().code() == Errc::NotFound)
            return fail(Errc::InvalidState, "You cannot attach to a stopped container, start it first");
        return fail(std::move(client).error());
    }
    // The first of a start that waits for one has been told of.
    if (running.observed.status.startedAtNs != 0)
        recordEvent(running.record, "attach");
    auto code = client->attach(
        streams.standardIn, detachKeys,
        [&](MonitorClient::Stream stream, std::string_view data) {
            if (streams.onOutput)
                streams.onOutput(stream == MonitorClient::Stream::Err, data);
        },
        context);
    if (!code) {
        base::Error error = std::move(code).error();
        if (error.code() != Errc::CommandNotFound && error.code() != Errc::CommandNotExecutable)
            return fail(std::move(error));
        error = std::move(error).withContext(kTaskFailed);
        CATAMARAN_CHECK(waitForMonitor(running.observed, kKillPatience, {}));
        if (auto released = finishExit(id); !released)
            error.addCleanup(std::move(released).error());
        return fail(std::move(error));
    }
    if (!*code)
        recordEvent(running.record, "detach");
    if (*code) {
        if (auto finished = finishExit(id); !finished && finished.error().code() != Errc::NotFound)
            return fail(std::move(finished).error());
    }
    return *code;
}

Result<void> Runtime::resize(const std::string &which, std::uint16_t rows, std::uint16_t columns)
{
    CATAMARAN_TRY(const std::string id, m_store->resolve(which));
    auto client = MonitorClient::connect(m_services.paths.runContainer(id));
    if (!client)
        return fail(Errc::InvalidState, "Container " + id + " is not running");
    return client->resize(rows, columns);
}

} // namespace catamaran::engine::runtime
