// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/core/machine_ports.h"

#include "engine/base/rollback.h"
#include "src/core/machine_network.h"

#include <algorithm>

namespace catamaran::core {

namespace {

engine::spec::PortMapping mappingOf(const hv::PortForward &port)
{
    return {port.hostIp, port.hostPort, port.guestPort,
            port.udp ? engine::spec::Protocol::Udp : engine::spec::Protocol::Tcp};
}

std::string nameOf(const hv::MachineSummary &machine)
{
    return machine.firstName.empty() ? machine.name : machine.firstName;
}

/// Each port has an owner of its own, so that it can be given back alone.
std::string holderOf(const std::string &name, const hv::PortForward &port)
{
    return vmOwner(name) + "#" + std::to_string(port.hostPort) + (port.udp ? "u" : "");
}

} // namespace

base::Result<hv::EditOutcome> editMachine(engine::Engine &engine, hv::Hypervisor &hypervisor,
                                          const std::string &which, const hv::MachineEdit &change)
{
    CATAMARAN_TRY(const hv::MachineSummary machine, hypervisor.machine(which));
    // Ports on a bridge network are the engine's own, and edit() says so.
    if (!machine.ours || !machine.address.empty())
        return hypervisor.edit(which, change);
    const std::string name = nameOf(machine);
    base::Rollback rollback;
    for (const hv::PortForward &port : change.addPorts) {
        CATAMARAN_TRY(const auto known, engine.networks().portOwner(mappingOf(port)));
        if (known && known->program == "virtual machine " + name)
            continue; // reserved when the VM was made, and not published meanwhile
        const std::string holder = holderOf(name, port);
        CATAMARAN_CHECK(engine.networks().reservePort(holder, mappingOf(port)));
        rollback.push("free port " + std::to_string(port.hostPort),
                      [&engine, holder] { return engine.networks().release(holder); });
    }
    auto done = hypervisor.edit(which, change);
    if (!done)
        return base::fail(rollback.fail(std::move(done).error()));
    rollback.release();
    // One that the VM was made with stays reserved for it until it is removed.
    for (const hv::PortForward &port : change.removePorts)
        CATAMARAN_CHECK(engine.networks().release(holderOf(name, port)));
    return done;
}

base::Result<std::string> cloneMachine(engine::Engine &engine, hv::Hypervisor &hypervisor,
                                       const std::string &which, const std::string &name,
                                       const base::OperationContext &context)
{
    CATAMARAN_TRY(const std::string id, hypervisor.cloneTo(which, name, context));
    base::Rollback rollback;
    rollback.push("remove VM " + name, [&] { return hypervisor.remove(id, true); });
    auto machine = hypervisor.machine(id);
    if (!machine)
        return base::fail(rollback.fail(std::move(machine).error()));
    for (const hv::PortForward &port : machine->ports) {
        // Chosen among those that nobody listens on; a container's has no listener.
        hv::PortForward now = port;
        auto reserved = engine.networks().reservePort(holderOf(name, now), mappingOf(now));
        while (!reserved && reserved.error().code() == base::Errc::PortInUse && now.hostPort < 65535) {
            ++now.hostPort;
            reserved = engine.networks().reservePort(holderOf(name, now), mappingOf(now));
        }
        if (!reserved)
            return base::fail(rollback.fail(std::move(reserved).error()));
        const std::string holder = holderOf(name, now);
        rollback.push("release a port of " + name,
                      [&engine, holder] { return engine.networks().release(holder); });
        if (now.hostPort == port.hostPort)
            continue;
        hv::MachineEdit change;
        change.removePorts = {port};
        change.addPorts = {now};
        if (auto edited = hypervisor.edit(id, change); !edited)
            return base::fail(rollback.fail(std::move(edited).error()));
    }
    rollback.release();
    return id;
}

base::Result<void> releasePorts(engine::Engine &engine, const hv::MachineSummary &machine)
{
    for (const hv::PortForward &port : machine.ports)
        CATAMARAN_CHECK(engine.networks().release(holderOf(nameOf(machine), port)));
    return engine.networks().release(vmOwner(nameOf(machine)));
}

} // namespace catamaran::core
