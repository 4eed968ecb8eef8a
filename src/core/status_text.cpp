// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/core/status_text.h"

#include "engine/base/clock.h"

#include <algorithm>

namespace catamaran::core {

namespace {

std::string since(std::int64_t thenNs, std::int64_t nowNs)
{
    const auto age = std::chrono::nanoseconds(std::max<std::int64_t>(nowNs - thenNs, 0));
    return base::humanDuration(std::chrono::duration_cast<std::chrono::seconds>(age));
}

std::string exited(int code, std::int64_t finishedNs, std::int64_t nowNs)
{
    return "Exited (" + std::to_string(code) + ")" + (finishedNs > 0 ? " " + timeAgo(finishedNs, nowNs) : "");
}

} // namespace

std::string_view kindName(Kind kind) noexcept
{
    return kind == Kind::Container ? "container" : "vm";
}

std::string_view stateName(State state) noexcept
{
    switch (state) {
    case State::Created:
        return "created";
    case State::Starting:
        return "starting";
    case State::Running:
        return "running";
    case State::Paused:
        return "paused";
    case State::Stopping:
        return "stopping";
    case State::Exited:
        return "exited";
    case State::Failed:
        return "failed";
    }
    return "failed";
}

std::int64_t realtimeNanoseconds()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(base::WallClock::now().time_since_epoch())
        .count();
}

std::string timeAgo(std::int64_t thenNs, std::int64_t nowNs)
{
    return since(thenNs, nowNs) + " ago";
}

std::string containerStatus(const engine::ContainerSummary &container, std::int64_t nowNs)
{
    using engine::ContainerState;
    switch (container.state) {
    case ContainerState::Created:
        return "Created";
    case ContainerState::Starting:
        return "Starting";
    case ContainerState::Running: {
        const std::string up = "Up " + since(container.startedNs, nowNs);
        if (container.health.empty())
            return up;
        return up + (container.health == "starting" ? " (health: starting)" : " (" + container.health + ")");
    }
    case ContainerState::Paused:
        return "Up " + since(container.startedNs, nowNs) + " (Paused)";
    case ContainerState::Restarting:
        return "Restarting (" + std::to_string(container.exitCode) + ")" +
               (container.finishedNs > 0 ? " " + timeAgo(container.finishedNs, nowNs) : "");
    case ContainerState::Exited:
        return exited(container.exitCode, container.finishedNs, nowNs);
    case ContainerState::Dead:
        return "Dead";
    }
    return "Dead";
}

std::string machineStatus(const hv::MachineSummary &machine, std::int64_t nowNs)
{
    using hv::MachineState;
    const auto up = [&] {
        return machine.startedNs > 0 ? "Up " + since(machine.startedNs, nowNs) : std::string("Up");
    };
    switch (machine.state) {
    case MachineState::Defining:
        return "Created";
    case MachineState::Starting:
        return "Starting";
    case MachineState::Booting:
        return "Booting";
    case MachineState::Ready:
        return machine.stateReason.empty() ? up() : up() + " (" + machine.stateReason + ")";
    case MachineState::Paused:
        return up() + (machine.stateReason.empty() ? " (Paused)" : " (Paused: " + machine.stateReason + ")");
    case MachineState::Stopping:
        return "Stopping";
    case MachineState::Stopped: {
        std::string text = machine.exitCode         ? exited(*machine.exitCode, 0, nowNs)
                           : machine.startedNs == 0 ? std::string("Created")
                                                    : std::string("Stopped");
        return machine.stateReason.empty() ? text : text + ": " + machine.stateReason;
    }
    case MachineState::Failed:
        return machine.stateReason.empty() ? "Failed" : "Failed: " + machine.stateReason;
    case MachineState::Hung:
        return up() + " (Hung: " + machine.stateReason + ")";
    case MachineState::Unknown:
        return machine.ours ? "Unknown" : up();
    }
    return "Unknown";
}

State stateOf(engine::ContainerState state) noexcept
{
    using engine::ContainerState;
    switch (state) {
    case ContainerState::Created:
        return State::Created;
    case ContainerState::Starting:
    case ContainerState::Restarting:
        return State::Starting;
    case ContainerState::Running:
        return State::Running;
    case ContainerState::Paused:
        return State::Paused;
    case ContainerState::Exited:
        return State::Exited;
    case ContainerState::Dead:
        return State::Failed;
    }
    return State::Failed;
}

State stateOf(const hv::MachineSummary &machine) noexcept
{
    using hv::MachineState;
    switch (machine.state) {
    case MachineState::Defining:
        return State::Created;
    case MachineState::Starting:
    case MachineState::Booting:
        return State::Starting;
    case MachineState::Ready:
        return State::Running;
    case MachineState::Paused:
        return State::Paused;
    case MachineState::Stopping:
        return State::Stopping;
    case MachineState::Stopped:
        return machine.startedNs == 0 ? State::Created : State::Exited;
    case MachineState::Failed:
        return State::Failed;
    case MachineState::Hung:
        return State::Running; // it can be stopped; the text says what is wrong
    case MachineState::Unknown:
        return machine.ours ? State::Failed : State::Running;
    }
    return State::Failed;
}

} // namespace catamaran::core
