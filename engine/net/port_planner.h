// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/net/firewall_rules.h"
#include "engine/net/network_store.h"
#include "engine/net/socket_table.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::engine::net {

/// Decides which host ports an owner gets, from what is reserved and what the host listens on. Pure: who
/// holds a socket is asked through `findHolder` only when a wish collides.
struct PortWorld {
    std::vector<PortRow> reserved;   ///< of live owners
    std::vector<HostSocket> sockets; ///< hostSockets()
    std::pair<std::uint16_t, std::uint16_t> range{32768, 60999};
    std::uint32_t random = 0;
    SocketHolder (*findHolder)(std::uint64_t inode) = &net::findHolder;
    /// Whether ports can be published on it; empty: on every address.
    std::function<bool(const std::string &address)> isOwnAddress;
};

/// Who holds the port of `wish`; nullopt if it is free.
std::optional<PortOwner> ownerOf(const PortWorld &world, const spec::PortMapping &wish);

/// The wishes with their host ports chosen; "0.0.0.0" and "::" stand for all addresses of one family.
/// PortInUse names the owner and says what to do; InvalidArgument for a port 0 in the container or an
/// address that is not this host's; Unsupported
/// for SCTP without a kernel that has it.
base::Result<std::vector<spec::PortMapping>> planPorts(const PortWorld &world,
                                                       const std::vector<spec::PortMapping> &wishes);

/// The translations that a published port needs, one for each family that it is published on.
std::vector<FirewallPort> firewallPorts(const PortRow &row);

/// Whether its IPv6 side needs a socket (launch/port_forwarder.h): the container has IPv4 only, and nftables
/// does not translate between the families.
bool isForwarded(const PortRow &row);

/// Whether the host's port that was taken for `taken` is what `wish` asks for, to the same port of another
/// container.
bool serves(const spec::PortMapping &taken, const spec::PortMapping &wish);

/// "80", "80/tcp", "8000-8010/udp" of an image's exposed ports; nothing for what makes no sense.
std::vector<spec::PortMapping> exposedMappings(const std::vector<std::string> &exposed);

} // namespace catamaran::engine::net
