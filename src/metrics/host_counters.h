// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/metrics/sampler.h"

namespace catamaran::metrics {

/// The counters of the whole machine from proc(5) below `proc`: time of all CPUs (without idle and waiting),
/// memory that is not available to programs, bytes of all network devices but the loopback, bytes of all
/// whole disks. A file that cannot be read leaves its fields empty. Thread: safe.
RawCounters hostCounters(const std::string &proc = "/proc");

} // namespace catamaran::metrics
