// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/host_lock.h"

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <poll.h>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>

namespace catamaran::engine::net {

using Clock = std::chrono::steady_clock;

namespace {

constexpr std::chrono::seconds kPatience(10);
constexpr std::string_view kName("\0catamaran-subnets", 18);

base::UniqueFd newSocket()
{
    return base::UniqueFd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

} // namespace

HostLock HostLock::take()
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, kName.data(), kName.size());
    const auto *name = reinterpret_cast<const sockaddr *>(&address);
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + kName.size());
    HostLock lock;
    const auto deadline = Clock::now() + kPatience;
    while (Clock::now() < deadline) {
        base::UniqueFd own = newSocket();
        if (own && ::bind(own.get(), name, size) == 0) {
            // Who waits connects, and hears when the holder has gone.
            ::listen(own.get(), SOMAXCONN);
            lock.m_socket = std::move(own);
            return lock;
        }
        if (!own || errno != EADDRINUSE)
            return lock;
        const base::UniqueFd waiting = newSocket();
        if (!waiting || ::connect(waiting.get(), name, size) != 0) {
            // Bound and not yet listening, or gone just now.
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            continue;
        }
        pollfd ended{waiting.get(), POLLIN, 0};
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        ::poll(&ended, 1, left.count() > 0 ? static_cast<int>(left.count()) : 0);
    }
    return lock;
}

} // namespace catamaran::engine::net
