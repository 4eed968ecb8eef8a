// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace catamaran::test {

/// An HTTP/1.1 server on 127.0.0.1 that hands out a few texts, with ETag and 304, one connection for each
/// request. For answers that no real server gives on demand: half a body, a status of choice.
class SmallServer {
public:
    struct Page {
        std::string body;
        std::string etag;
        int status = 200;
        std::size_t cutAt = 0; ///< so many bytes of the body are sent, then the connection ends; 0: all
        std::vector<std::string> headers;
    };
    SmallServer();
    ~SmallServer();
    SmallServer(const SmallServer &) = delete;
    SmallServer &operator=(const SmallServer &) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    /// What stands at "/path" from now on.
    void put(const std::string &path, Page page);
    /// "200 /path", in order.
    [[nodiscard]] std::vector<std::string> log() const;
    void clearLog();

private:
    void serve();
    void answer(int client);
    mutable std::mutex m_mutex;
    std::map<std::string, Page> m_pages;
    std::vector<std::string> m_log;
    std::uint16_t m_port = 0;
    int m_listener = -1;
    std::atomic<bool> m_stopping{false};
    std::thread m_thread;
};

/// A zip archive with stored members.
std::string makeZip(const std::map<std::string, std::string> &members);

} // namespace catamaran::test
