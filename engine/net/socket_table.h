// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/container_spec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace catamaran::engine::net {

/// A socket that holds a port of the host: a TCP listener or a bound, unconnected UDP socket.
struct HostSocket {
    spec::Protocol protocol = spec::Protocol::Tcp;
    bool ipv6 = false;
    std::string address; ///< "0.0.0.0", "127.0.0.1", "::", ...
    std::uint16_t port = 0;
    std::uint64_t inode = 0;
};

/// Reads the text of /proc/net/tcp, tcp6, udp or udp6 (proc_pid_net(5)); lines that make no sense are
/// skipped.
std::vector<HostSocket> parseSocketTable(std::string_view text, spec::Protocol protocol, bool ipv6);

/// All sockets that hold ports in the calling thread's network namespace.
base::Result<std::vector<HostSocket>> hostSockets();

/// Whether binding `wish` (an empty address means all, IPv4 and IPv6) would collide with `socket`.
bool collides(const HostSocket &socket, const spec::PortMapping &wish);

/// The process that has this socket open; pid 0 if none can be found (no right to look, or a kernel socket).
struct SocketHolder {
    pid_t pid = 0;
    std::string program;
};
SocketHolder findHolder(std::uint64_t inode);

/// A free port of `range` (first and last, from ip_local_port_range or the default 32768-60999), searched
/// from a random start; nullopt if all are taken.
std::optional<std::uint16_t> chooseFreePort(const std::vector<std::uint16_t> &taken,
                                            std::pair<std::uint16_t, std::uint16_t> range,
                                            std::uint32_t random);
std::pair<std::uint16_t, std::uint16_t> localPortRange();

} // namespace catamaran::engine::net
