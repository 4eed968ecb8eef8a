// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/container_spec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace catamaran::engine::net {

/// Connections that the kernel tracks (nf_conntrack), and that must be forgotten when a published port gets
/// another target: a tracked UDP "connection" would go to the old container, or to the host itself, for as
/// long as its client keeps sending.
struct ConntrackWish {
    /// Entries that were translated to these addresses of containers (the source of their replies).
    std::vector<std::string> addresses;
    /// UDP entries to these ports of the host, whoever got them.
    std::vector<std::uint16_t> udpPorts;
    /// Of `addresses`, only TCP connections that both sides have closed. Their entries stay for two minutes,
    /// and a client that uses its port again within these would be led where the old one went.
    bool endedOnly = false;
};

/// Deletes the matching entries of the calling thread's network namespace and returns how many there were.
/// Success, too, when the kernel has no ctnetlink: then entries expire by themselves.
base::Result<std::size_t> forgetConnections(const ConntrackWish &wish);

} // namespace catamaran::engine::net
