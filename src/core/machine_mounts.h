// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "engine/spec/container_spec.h"
#include "hypervisor/api/hypervisor.h"

#include <vector>

namespace catamaran::core {

/// The folders and tmpfs mounts of a light VM for `spec.mounts`: volumes are made if they are not there yet,
/// host directories of -v too. Unsupported for what a VM cannot honour (propagation, volume options of other
/// drivers, mounts that are no directory or tmpfs).
base::Result<std::vector<hv::MachineMount>> machineMounts(engine::Engine &engine,
                                                          const engine::spec::ContainerSpec &spec);

} // namespace catamaran::core
