// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace catamaran::test {

/// A TCP relay to a real server on 127.0.0.1 that makes a bad network: cuts, slows down, changes a byte, or
/// answers with a status of its own first. The server behind it is real; only the faults are made.
class FaultyProxy {
public:
    explicit FaultyProxy(std::uint16_t upstream);
    ~FaultyProxy();
    FaultyProxy(const FaultyProxy &) = delete;
    FaultyProxy &operator=(const FaultyProxy &) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }

    std::atomic<std::int64_t> cutAfter{0};       ///< bytes down a connection; 0: never
    std::atomic<std::int64_t> bytesPerSecond{0}; ///< 0: no limit
    std::atomic<std::int64_t> flipAt{0};   ///< position down a connection at which a byte is changed; 0: none
    std::atomic<int> refusals{0};          ///< so many connections get `refusal` as their answer
    std::string refusal;                   ///< a whole HTTP answer
    std::atomic<std::int64_t> sentDown{0}; ///< bytes so far, all connections
    std::atomic<int> connections{0};

private:
    void serve();
    void relay(int client);
    std::uint16_t m_upstream;
    std::uint16_t m_port = 0;
    int m_listener = -1;
    std::atomic<bool> m_stopping{false};
    std::thread m_acceptor;
    std::vector<std::thread> m_relays; ///< of the acceptor's thread
};

} // namespace catamaran::test
