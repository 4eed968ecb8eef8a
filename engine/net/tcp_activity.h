// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string_view>

namespace catamaran::engine::net {

/// What goes on at the TCP ports of one network namespace.
struct TcpActivity {
    std::set<std::uint16_t> listening;
    /// Connections that others made to a listening port, other than over the loopback, and that are not
    /// closed by this side.
    std::size_t open = 0;
};

/// From the texts of /proc/PID/net/tcp and tcp6 (proc_pid_net(5)). Pure.
TcpActivity tcpActivity(std::string_view tcp, std::string_view tcp6);

} // namespace catamaran::engine::net
