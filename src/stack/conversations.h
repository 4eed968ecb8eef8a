// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace catamaran::stack {

/// One container, as far as its connections go.
struct Speaker {
    std::string service;
    std::vector<std::string> addresses; ///< its own, IPv4 and IPv6 without prefix length
    std::string tcp;                    ///< /proc/PID/net/tcp of its network namespace (proc_pid_net(5))
    std::string tcp6;
};

/// Open TCP connections between two services.
struct Conversation {
    std::string client; ///< the service that connected
    std::string server;
    std::size_t connections = 0;
    bool operator==(const Conversation &) const = default;
};

/// Who talks to whom right now, in the order of the names. Counted where the port is listened at, so each
/// connection once; what comes from outside the stack, over the loopback or from the service itself is left
/// out. UDP has no connections to count. Pure.
std::vector<Conversation> conversations(const std::vector<Speaker> &speakers);

} // namespace catamaran::stack
