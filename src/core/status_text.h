// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "hypervisor/api/hypervisor.h"
#include "src/core/workload.h"

#include <cstdint>
#include <string>

/// docker's words for where a workload is in its life. Pure: the time is passed in.
namespace catamaran::core {

/// "Created", "Up 3 minutes (healthy)", "Up 2 hours (Paused)", "Exited (1) 2 hours ago", "Restarting (1)
/// ...".
std::string containerStatus(const engine::ContainerSummary &container, std::int64_t nowNs);

/// "Booting", "Up 3 minutes", "Exited (0) 5 seconds ago", "Failed: guest panicked".
std::string machineStatus(const hv::MachineSummary &machine, std::int64_t nowNs);

State stateOf(engine::ContainerState state) noexcept;
State stateOf(const hv::MachineSummary &machine) noexcept;

/// CLOCK_REALTIME now.
std::int64_t realtimeNanoseconds();

/// "3 minutes ago".
std::string timeAgo(std::int64_t thenNs, std::int64_t nowNs);

/// A container as a row of the deck.
Workload toWorkload(const engine::ContainerSummary &container, std::int64_t nowNs);
Workload toWorkload(const hv::MachineSummary &machine, std::int64_t nowNs);

} // namespace catamaran::core
