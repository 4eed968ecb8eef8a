// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compare/http_probe.h"

#include "engine/base/clock.h"
#include "engine/base/unique_fd.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <condition_variable>
#include <fmt/format.h>
#include <mutex>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

namespace catamaran::compare {

namespace {

using Time = std::chrono::steady_clock::time_point;

/// How often a wait looks at the stop token.
constexpr std::chrono::milliseconds kStopCheck{50};
/// A connection that a port forward took but whose guest does not answer is given up after this.
constexpr std::chrono::milliseconds kTryPatience{250};
constexpr std::size_t kLongestStatusLine = 4096;

base::Result<void> waitFor(int fd, short events, Time deadline, const std::stop_token &stop)
{
    for (;;) {
        if (stop.stop_requested())
            return base::fail(base::Errc::Cancelled, "cancelled");
        const auto left = deadline - std::chrono::steady_clock::now();
        if (left <= Time::duration::zero())
            return base::fail(base::Errc::Timeout, "no answer in time");
        const auto slice = std::min<std::chrono::nanoseconds>(left, kStopCheck);
        const timespec timeout{0, static_cast<long>(slice.count())};
        pollfd entry{fd, events, 0};
        const int ready = ::ppoll(&entry, 1, &timeout, nullptr);
        if (ready > 0)
            return {};
        if (ready < 0 && errno != EINTR)
            return base::failErrno("poll");
    }
}

base::Error networkError(int errnoValue, const HttpTarget &target)
{
    return base::Error::fromErrno(errnoValue, fmt::format("connect to {}:{}", target.address, target.port))
        .withCode(base::Errc::Network);
}

base::Result<base::UniqueFd> connectTo(const HttpTarget &target, Time deadline, const std::stop_token &stop)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(target.port);
    if (::inet_pton(AF_INET, target.address.c_str(), &address.sin_addr) != 1)
        return base::fail(base::Errc::InvalidArgument, "not an IPv4 address: '" + target.address + "'");
    base::UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd)
        return base::failErrno("socket");
    const int on = 1;
    (void)::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr generic{};
    static_assert(sizeof generic == sizeof address);
    std::copy_n(reinterpret_cast<const char *>(&address), sizeof address, reinterpret_cast<char *>(&generic));
    if (::connect(fd.get(), &generic, sizeof generic) == 0)
        return fd;
    if (errno != EINPROGRESS)
        return base::fail(networkError(errno, target));
    CATAMARAN_CHECK(waitFor(fd.get(), POLLOUT, deadline, stop));
    int error = 0;
    socklen_t size = sizeof error;
    if (::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size) != 0)
        return base::failErrno("getsockopt");
    if (error != 0)
        return base::fail(networkError(error, target));
    return fd;
}

base::Result<void> sendAll(int fd, std::string_view data, const HttpTarget &target, Time deadline,
                           const std::stop_token &stop)
{
    while (!data.empty()) {
        const ssize_t sent = ::send(fd, data.data(), data.size(), MSG_NOSIGNAL);
        if (sent > 0)
            data.remove_prefix(static_cast<std::size_t>(sent));
        else if (errno == EAGAIN)
            CATAMARAN_CHECK(waitFor(fd, POLLOUT, deadline, stop));
        else if (errno != EINTR)
            return base::fail(networkError(errno, target));
    }
    return {};
}

} // namespace

base::Result<std::optional<int>> parseStatusLine(std::string_view received)
{
    constexpr std::string_view kStart = "HTTP/1.";
    const std::size_t common = std::min(received.size(), kStart.size());
    if (received.substr(0, common) != kStart.substr(0, common) || received.size() > kLongestStatusLine)
        return base::fail(base::Errc::Protocol, "the answer is not HTTP");
    if (received.find('\n') == std::string_view::npos)
        return std::optional<int>();
    // "HTTP/1.x SP ddd": the reason phrase after it may be missing.
    const auto digit = [&](std::size_t i) { return received[i] >= '0' && received[i] <= '9'; };
    if (received.size() < 13 || received[8] != ' ' || !digit(7) || !digit(9) || !digit(10) || !digit(11) ||
        digit(12))
        return base::fail(base::Errc::Protocol, "the answer has no HTTP status");
    return std::optional<int>((received[9] - '0') * 100 + (received[10] - '0') * 10 + (received[11] - '0'));
}

base::Result<int> httpGet(const HttpTarget &target, std::chrono::milliseconds patience, std::stop_token stop)
{
    const Time deadline = std::chrono::steady_clock::now() + patience;
    CATAMARAN_TRY(const base::UniqueFd fd, connectTo(target, deadline, stop));
    const std::string request = fmt::format("GET {} HTTP/1.1\r\nHost: {}:{}\r\nUser-Agent: catamaran\r\n"
                                            "Accept: */*\r\nConnection: close\r\n\r\n",
                                            target.path, target.address, target.port);
    CATAMARAN_CHECK(sendAll(fd.get(), request, target, deadline, stop));
    std::string received;
    for (;;) {
        std::array<char, 1024> buffer{};
        const ssize_t count = ::recv(fd.get(), buffer.data(), buffer.size(), 0);
        if (count == 0)
            return base::fail(base::Errc::Network, "the connection was closed before an answer came");
        if (count < 0 && errno == EAGAIN) {
            CATAMARAN_CHECK(waitFor(fd.get(), POLLIN, deadline, stop));
            continue;
        }
        if (count < 0) {
            if (errno == EINTR)
                continue;
            return base::fail(networkError(errno, target));
        }
        received.append(buffer.data(), static_cast<std::size_t>(count));
        CATAMARAN_TRY(const std::optional<int> status, parseStatusLine(received));
        if (status)
            return *status;
    }
}

bool pauseFor(std::chrono::steady_clock::duration time, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    (void)wake.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

base::Result<std::int64_t> waitForHttp200(const HttpTarget &target,
                                          std::chrono::steady_clock::time_point deadline,
                                          const std::function<base::Result<void>()> &meanwhile,
                                          const std::stop_token &stop)
{
    std::string last = "nothing was tried";
    for (;;) {
        const auto left = deadline - std::chrono::steady_clock::now();
        if (left <= Time::duration::zero())
            return base::fail(
                base::Error(base::Errc::Timeout, fmt::format("no HTTP 200 from http://{}:{}{}: {}",
                                                             target.address, target.port, target.path, last))
                    .withFix("Look at the workload's log, and check that its program listens on "
                             "that port."));
        const auto patience = std::chrono::ceil<std::chrono::milliseconds>(
            std::min<std::chrono::nanoseconds>(left, kTryPatience));
        const auto status = httpGet(target, patience, stop);
        if (status && *status == 200)
            return base::steadyNanoseconds();
        if (!status && (status.error().code() == base::Errc::Cancelled ||
                        status.error().code() == base::Errc::InvalidArgument))
            return base::fail(status.error());
        last = status ? fmt::format("the answer was {}", *status) : status.error().text();
        if (meanwhile)
            CATAMARAN_CHECK(meanwhile());
        if (!pauseFor(std::chrono::milliseconds(1), stop))
            return base::fail(base::Errc::Cancelled, "cancelled");
    }
}

} // namespace catamaran::compare
