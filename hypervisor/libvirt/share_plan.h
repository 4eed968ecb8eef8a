// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hypervisor/api/hypervisor.h"
#include "hypervisor/image/kernel_store.h"

#include <string>
#include <vector>

namespace catamaran::hv {

/// The devices for the folders of `mounts`, drivers chosen: virtiofs where its daemon can run (root) and the
/// guest's kernel has it, else 9p. Read-only is kept by the host in both: 9p by QEMU, virtiofs by a daemon
/// that sees the folder on a read-only mount. Unsupported with the way out if neither works; NotFound for a
/// folder that is not there.
base::Result<std::vector<MachineShare>> planShares(const std::vector<MachineMount> &mounts,
                                                   const image::GuestKernel &kernel);

} // namespace catamaran::hv
