// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "engine/spec/container_spec.h"
#include "hypervisor/api/hypervisor.h"

#include <string>

namespace catamaran::core {

/// Who holds a VM's ports, addresses and image in the engine's tables; the VM's id is not known before it
/// runs.
std::string vmOwner(const std::string &vmName);

/// Whether a VM with this specification stands on a bridge network beside containers; otherwise it gets
/// user-mode networking of its own.
bool joinsNetwork(const engine::spec::ContainerSpec &spec);

/// Gives the VM an address, a name and published ports on the engine's network `spec.network`, exactly as a
/// container gets them: undone by engine.networks().release(vmOwner(spec.name)). Unsupported without root,
/// because an ordinary user's bridges are in a network namespace that libvirt cannot reach. Containers
/// resolve the VM by name and alias from now on; the guest knows, by its /etc/hosts, who is on the network
/// when it starts.
base::Result<hv::MachineNetwork> joinNetwork(engine::Engine &engine, const engine::spec::ContainerSpec &spec,
                                             const base::OperationContext &context);

} // namespace catamaran::core
