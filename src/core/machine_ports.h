// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "hypervisor/api/hypervisor.h"

#include <string>

namespace catamaran::core {

/// Host ports of VMs on the user-mode network are reserved in the engine's table of ports, so that a
/// container and a VM never publish the same one: an engine's port has no socket that anybody else would run
/// into. A port that is taken fails as PortInUse and names its owner. Both block (libvirt).

/// Hypervisor::edit() with the ports that it adds reserved before, and those it takes away free afterwards.
base::Result<hv::EditOutcome> editMachine(engine::Engine &engine, hv::Hypervisor &hypervisor,
                                          const std::string &which, const hv::MachineEdit &change);

/// Hypervisor::cloneTo() with the clone's ports reserved; one that meets a container's is exchanged.
base::Result<std::string> cloneMachine(engine::Engine &engine, hv::Hypervisor &hypervisor,
                                       const std::string &which, const std::string &name,
                                       const base::OperationContext &context);

/// Gives back all that is reserved for a VM that is gone.
base::Result<void> releasePorts(engine::Engine &engine, const hv::MachineSummary &machine);

} // namespace catamaran::core
