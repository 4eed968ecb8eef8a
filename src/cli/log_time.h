// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <string>

namespace catamaran::cli {

/// --since and --until of logs: "10m" (before `nowNs`), "1700000000[.5]" (Unix time) or
/// "2026-01-02[T15:04[:05[.5]][Z|+hh:mm]]" (UTC unless it says else). CLOCK_REALTIME nanoseconds. Pure.
base::Result<std::int64_t> parseLogTime(const std::string &text, std::int64_t nowNs);

} // namespace catamaran::cli
