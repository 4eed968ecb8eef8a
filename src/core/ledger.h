// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "hypervisor/api/hypervisor.h"
#include "src/core/workload.h"

/// Memory as entries that add up to their total. Pure.
namespace catamaran::core {

/// anonymous + page cache + kernel + monitor.
Ledger toLedger(const engine::MemoryLedger &memory);

/// Of QEMU's proportional set size: what the guest uses, the rest of QEMU's private memory, and its share of
/// memory that it has in common with other processes.
Ledger toLedger(const hv::MachineStatistics &statistics);

} // namespace catamaran::core
