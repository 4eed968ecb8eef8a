// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faulty_proxy.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace catamaran::test {

namespace {

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool sendAll(int fd, const char *data, ssize_t size)
{
    for (ssize_t done = 0; done < size;) {
        const ssize_t n = ::send(fd, data + done, static_cast<std::size_t>(size - done), MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        done += n;
    }
    return true;
}

} // namespace

FaultyProxy::FaultyProxy(std::uint16_t upstream) : m_upstream(upstream)
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    ::bind(m_listener, reinterpret_cast<sockaddr *>(&address), sizeof address);
    ::listen(m_listener, 64);
    socklen_t size = sizeof address;
    ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
    m_acceptor = std::thread([this] { serve(); });
}

FaultyProxy::~FaultyProxy()
{
    m_stopping = true;
    m_acceptor.join();
    ::close(m_listener);
}

void FaultyProxy::serve()
{
    while (!m_stopping) {
        pollfd waiting{m_listener, POLLIN, 0};
        if (::poll(&waiting, 1, 50) <= 0)
            continue;
        const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0)
            continue;
        ++connections;
        m_relays.emplace_back([this, client] {
            relay(client);
            ::close(client);
        });
    }
    for (std::thread &thread : m_relays)
        thread.join();
}

void FaultyProxy::relay(int client)
{
    std::array<char, 16384> buffer{};
    if (refusals.load() > 0) {
        --refusals;
        (void)::recv(client, buffer.data(), buffer.size(), 0);
        sendAll(client, refusal.data(), static_cast<ssize_t>(refusal.size()));
        return;
    }
    const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(m_upstream);
    const bool connected = ::connect(server, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    std::int64_t down = 0;
    while (connected && !m_stopping) {
        std::array<pollfd, 2> fds{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
        if (::poll(fds.data(), 2, 50) < 0)
            break;
        if (fds[0].revents != 0) {
            const ssize_t n = ::recv(client, buffer.data(), buffer.size(), 0);
            if (n <= 0 || !sendAll(server, buffer.data(), n))
                break;
        }
        if (fds[1].revents != 0) {
            const ssize_t n = ::recv(server, buffer.data(), buffer.size(), 0);
            if (n <= 0)
                break;
            const std::int64_t flip = flipAt.load();
            if (flip > 0 && flip >= down && flip < down + n)
                buffer[static_cast<std::size_t>(flip - down)] ^= 0x55;
            if (!sendAll(client, buffer.data(), n))
                break;
            down += n;
            sentDown += n;
            if (const std::int64_t speed = bytesPerSecond.load(); speed > 0)
                (void)::poll(nullptr, 0,
                             static_cast<int>(n * 1000 / speed)); // a slow network, no waiting for a test
            if (const std::int64_t cut = cutAfter.load(); cut > 0 && down >= cut)
                break;
        }
    }
    ::close(server);
}

} // namespace catamaran::test
