// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/core/status_text.h"

namespace catamaran::core {

Workload toWorkload(const engine::ContainerSummary &container, std::int64_t nowNs)
{
    Workload row;
    row.id = {Kind::Container, container.id};
    row.name = container.name;
    row.image = container.image;
    row.command = container.command;
    row.state = stateOf(container.state);
    row.stateText = containerStatus(container, nowNs);
    if (row.state == State::Exited || row.state == State::Failed)
        row.exitCode = container.exitCode;
    row.createdNs = container.createdNs;
    row.startedNs = container.startedNs;
    row.ports = container.ports;
    row.networks = container.networks;
    row.labels = container.labels;
    row.health = container.health;
    return row;
}

Workload toWorkload(const hv::MachineSummary &machine, std::int64_t nowNs)
{
    Workload row;
    row.id = {Kind::Vm, machine.id};
    row.name = machine.name;
    row.image = machine.image;
    row.state = stateOf(machine);
    row.stateText = machineStatus(machine, nowNs);
    row.exitCode = machine.exitCode;
    row.createdNs = machine.createdNs;
    row.startedNs = machine.startedNs;
    for (const hv::PortForward &port : machine.ports)
        row.ports.push_back({port.hostIp, port.hostPort, port.guestPort,
                             port.udp ? engine::spec::Protocol::Udp : engine::spec::Protocol::Tcp});
    row.labels = machine.labels;
    row.accelerator = hv::acceleratorName(machine.accelerator);
    row.accelerationLabel = hv::accelerationLabel(machine.accelerator);
    row.ours = machine.ours;
    return row;
}

} // namespace catamaran::core
