// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace catamaran::engine::runtime {

/// One run of a container's health check.
struct HealthProbe {
    std::int64_t startNs = 0; ///< CLOCK_REALTIME
    std::int64_t endNs = 0;
    int exitCode = 0;   ///< -1: it timed out or could not be started
    std::string output; ///< at most 4096 bytes
};

/// What the monitor wrote of one probe: "key=value" lines, an empty line, the output as it was. Pure.
base::Result<HealthProbe> parseHealthProbe(std::string_view text);

/// The last probes (five at most), oldest first, from <run directory>/health.0 to .4. What cannot be read is
/// left out: the monitor may be replacing it.
std::vector<HealthProbe> readHealthLog(const std::string &runDirectory);

} // namespace catamaran::engine::runtime
