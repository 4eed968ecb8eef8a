// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hypervisor/api/hypervisor.h"

namespace catamaran::hv {

/// A host's KVM may run the probe guest and yet let a real one hang. The first VM that never came up under it
/// leaves a note, and as long as host boot and QEMU are the same, VMs start with software emulation.

/// Where the note of one data directory lies.
std::string kvmDoubtPath(const std::string &dataDirectory);

/// Notes that the VM called `name` did not come up within `seconds` under KVM. A note that is there stays.
base::Result<void> doubtKvm(const std::string &dataDirectory, const std::string &name, std::int64_t seconds);

/// `report`, or, if it says KVM and a note of this boot and this QEMU stands against that, software emulation
/// with the reason and how to have KVM tried again.
AcceleratorReport withDoubt(AcceleratorReport report, const std::string &dataDirectory);

} // namespace catamaran::hv
