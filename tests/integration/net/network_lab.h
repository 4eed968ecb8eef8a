// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/unique_fd.h"
#include "engine/launch/launch_plan.h"

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>

/// Network namespaces for tests: the test program moves into an empty one ("the host" of the test), and makes
/// further ones for containers and for a machine outside. The real host sees nothing of it.
namespace catamaran::test {

/// Moves the calling (only) thread into a new network and mount namespace with lo up and its own /sys. Empty
/// on success, else the reason for a skip.
std::string enterLab();

/// A network namespace, joined by whatever runs through run().
class Namespace {
public:
    Namespace();
    /// Runs `body` on a thread of its own inside the namespace and waits for it.
    template <typename Body>
    auto run(Body body) const
    {
        decltype(body()) result{};
        std::thread([&] {
            enter();
            result = body();
        }).join();
        return result;
    }
    [[nodiscard]] int fd() const { return m_fd.get(); }

private:
    void enter() const;
    base::UniqueFd m_fd;
};

/// Runs a debugging tool (ip, nft) in the calling thread's namespaces; its output, or nullopt if it failed.
std::optional<std::string> tool(const std::string &commandLine);

/// Does what a monitor does with a plan: the veth pair, addresses and routes.
bool wire(const Namespace &container, const engine::launch::InterfacePlan &plan);

/// A machine outside: a namespace with 198.51.100.2/24, the lab's end is "outside0" with 198.51.100.1, and
/// the default route goes over the lab.
bool wireOutside(const Namespace &outside);

/// Answers each TCP connection, and each UDP datagram, with "<greeting> <peer address>".
class EchoServer {
public:
    EchoServer(const Namespace *where, std::uint16_t port, std::string greeting,
               const std::string &address = "0.0.0.0");
    ~EchoServer();
    [[nodiscard]] bool ready() const { return m_tcp.valid() && m_udp.valid(); }

private:
    void serve();
    std::string m_greeting;
    base::UniqueFd m_tcp;
    base::UniqueFd m_udp;
    base::UniqueFd m_stop;
    std::thread m_thread;
};

/// Connects from the calling thread's namespace; what the server says, or "" (refused, or no answer in 1 s).
std::string askTcp(const std::string &address, std::uint16_t port);
std::string askUdp(const std::string &address, std::uint16_t port);

} // namespace catamaran::test
