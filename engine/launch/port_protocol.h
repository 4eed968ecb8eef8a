// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdint.h>

/// What catamaran-ports gets: a memory file with an array of these. Plain C, shared with the helper.
namespace catamaran::engine::launch::protocol {

/// Descriptors that catamaran-ports finds open.
constexpr int kPortsLifeFd = 3; ///< pidfd of the container's monitor: its end is the end
constexpr int kPortsPlanFd = 4;
constexpr int kPortsFirstListener = 20;
constexpr uint32_t kMaximumPortForwards = 512;
/// Tells catamaran-ports to take no more connections: another one serves the sockets now.
constexpr int kPortsRetireSignal = 10; // SIGUSR1

/// SO_MARK of connections that carry a client's address: the deck's firewall sends their answers back to us.
constexpr uint32_t kClientMark = 0x63610001;
constexpr uint32_t kAnswerMark = 0x63610002;

struct PortForward {
    int32_t listener = -1; ///< descriptor in the helper
    uint32_t isUdp = 0;
    uint32_t address = 0; ///< of the container, network byte order
    uint16_t port = 0;    ///< in the container, network byte order
    uint16_t unused = 0;
};

} // namespace catamaran::engine::launch::protocol
