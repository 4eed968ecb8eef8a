// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "engine/spec/container_spec.h"
#include "hypervisor/api/hypervisor.h"

#include <string>
#include <vector>

namespace catamaran::core {

/// The first option of `spec` that a light VM cannot honour, as the flag's name ("--privileged"); empty if
/// there is none. Pure.
std::string flagThatVmsLack(const engine::spec::ContainerSpec &spec);

/// What a light VM of this image boots and runs, with docker's rules for entrypoint, command, variables,
/// working directory and user. Ports are left to the caller, who has to reserve them. Pure.
base::Result<hv::MachineSpec> toMachineSpec(const engine::spec::ContainerSpec &spec,
                                            const engine::image::ResolvedImage &image);

} // namespace catamaran::core
