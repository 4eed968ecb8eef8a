// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace catamaran::engine::launch {

/// The header of one frame of a container's log file; `length` bytes of output follow. The monitor writes one
/// frame for each read from the container, so a frame may hold many lines or a part of one; readers split and
/// join lines. A frame whose payload is cut short is the torn end of a file whose monitor was killed: readers
/// stop there, the next monitor truncates it. Little endian, no padding. Plain data: usable in the helpers.
struct LogFrameHeader {
    std::uint32_t length = 0;
    std::uint8_t stream = 1; ///< 1 stdout (and tty), 2 stderr
    std::uint8_t version = 1;
    std::uint16_t reserved = 0;
    std::uint64_t timeNs = 0; ///< CLOCK_REALTIME
};
static_assert(sizeof(LogFrameHeader) == 16);

} // namespace catamaran::engine::launch
