// SPDX-License-Identifier: GPL-3.0-or-later
/// Sockets, forwarding and time-outs of the DNS responder; the answers come from dns_answer.cpp.
#include "engine/helpers/dns.h"

#include "engine/net/dns_table.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::helpers {

namespace {

constexpr std::int64_t kTryMs = 2000;
constexpr std::int64_t kTcpIdleMs = 10'000;
constexpr int kRounds = 2; ///< how often each upstream is asked
constexpr int kServerFailure = 2;
constexpr int kQueriesPerWake = 64;

std::int64_t nowMs()
{
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return std::int64_t{time.tv_sec} * 1000 + time.tv_nsec / 1'000'000;
}

template <typename Fd>
void closeFd(Fd &fd)
{
    if (fd >= 0)
        ::close(fd);
    fd = -1;
}

void unmapTable(DnsServer &server)
{
    if (server.table != nullptr)
        ::munmap(const_cast<std::uint8_t *>(server.table), server.tableSize);
    server.table = nullptr;
    server.tableSize = 0;
    server.tableInode = 0;
}

/// Maps the names file anew if it is another one than last time. The file is replaced by rename(2), never
/// changed or cut, so the mapping stays good.
DnsTableView currentTable(DnsServer &server)
{
    struct stat status {};
    if (::stat(server.tablePath, &status) != 0) {
        unmapTable(server);
        return {nullptr, 0, server.selfId};
    }
    const std::int64_t time = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
    if (server.table == nullptr || server.tableInode != status.st_ino || server.tableTimeNs != time) {
        unmapTable(server);
        const int fd = ::open(server.tablePath, O_RDONLY | O_CLOEXEC);
        if (fd >= 0 && ::fstat(fd, &status) == 0 && status.st_size > 0 &&
            status.st_size <= off_t{net::kDnsTableMaximumSize}) {
            const auto size = static_cast<std::size_t>(status.st_size);
            void *data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
            if (data != MAP_FAILED) {
                server.table = static_cast<const std::uint8_t *>(data);
                server.tableSize = size;
                server.tableInode = status.st_ino;
                server.tableTimeNs =
                    std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
            }
        }
        if (fd >= 0)
            ::close(fd);
    }
    return {server.table, server.tableSize, server.selfId};
}

/// Which of several addresses comes first. Not by counting: resolvers ask for A and AAAA in turns, so that
/// every second number would never be seen.
std::uint32_t nextRotation(DnsServer &server)
{
    server.rotation = server.rotation * 1664525U + 1013904223U;
    return server.rotation >> 16;
}

/// Takes the name servers of a resolv.conf(5); `stubOnly` tells that 127.0.0.53 was the only one.
int readNameservers(const char *path, DnsServer &server, bool *stubOnly)
{
    char text[4096];
    const int fd = ::open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    const ssize_t size = ::read(fd, text, sizeof text - 1);
    ::close(fd);
    if (size < 0)
        return -1;
    text[size] = 0;
    int count = 0;
    *stubOnly = true;
    for (char *line = text; line != nullptr && *line != 0;) {
        char *end = std::strchr(line, '\n');
        if (end != nullptr)
            *end = 0;
        static constexpr char kKeyword[] = "nameserver";
        line += std::strspn(line, " \t");
        if (std::strncmp(line, kKeyword, sizeof kKeyword - 1) == 0) {
            char *word = line + sizeof kKeyword - 1;
            word += std::strspn(word, " \t");
            word[std::strcspn(word, " \t\r#;%")] = 0;
            if (count < kDnsMaximumUpstreams &&
                dnsParseUpstream(word, &server.upstreams[count], &server.upstreamLengths[count])) {
                ++count;
                *stubOnly = *stubOnly && std::strcmp(word, "127.0.0.53") == 0;
            }
        }
        line = end == nullptr ? nullptr : end + 1;
    }
    *stubOnly = *stubOnly && count > 0;
    return count;
}

/// Reads the followed resolv.conf again if it is another one than last time. Looks at most once a second.
void refreshUpstreams(DnsServer &server)
{
    constexpr std::int64_t kLookEveryMs = 1000;
    static constexpr char kResolved[] = "/run/systemd/resolve/resolv.conf";
    if (server.resolvPath[0] == 0 || nowMs() < server.resolvNextMs)
        return;
    server.resolvNextMs = nowMs() + kLookEveryMs;
    struct stat own {};
    struct stat real {};
    if (::stat(server.resolvPath, &own) != 0)
        return; // being replaced, or gone: what we know must do
    if (::stat(kResolved, &real) != 0)
        real = {};
    const auto stamp = [](const struct stat &status) {
        return std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
    };
    // Both files in one: either may change.
    const std::uint64_t inode = std::uint64_t{own.st_ino} * 31 + real.st_ino;
    const std::int64_t time = stamp(own) ^ (stamp(real) << 1);
    if (inode == server.resolvInode && time == server.resolvTimeNs)
        return;
    bool stubOnly = false;
    int count = readNameservers(server.resolvPath, server, &stubOnly);
    if (count < 0)
        return;
    if (stubOnly) {
        // As docker: the stub belongs to the host alone, the servers behind it are for everybody.
        const int behind = readNameservers(kResolved, server, &stubOnly);
        if (behind > 0)
            count = behind;
        else
            count = readNameservers(server.resolvPath, server, &stubOnly);
    }
    server.upstreamCount = count < 0 ? 0 : count;
    server.resolvInode = inode;
    server.resolvTimeNs = time;
}

void failForward(DnsServer &server, DnsForward &forward)
{
    std::uint8_t reply[kDnsMaximumUdpQuery];
    const std::size_t size = dnsErrorReply(forward.query, forward.size, kServerFailure, reply, sizeof reply);
    if (size > 0) {
        reply[0] = static_cast<std::uint8_t>(forward.clientId >> 8);
        reply[1] = static_cast<std::uint8_t>(forward.clientId);
        ::sendto(server.udpFd, reply, size, MSG_DONTWAIT | MSG_NOSIGNAL,
                 reinterpret_cast<const sockaddr *>(&forward.client), sizeof forward.client);
    }
    closeFd(forward.fd);
}

/// Asks the next upstream, each from a fresh socket (and so a random port) with a fresh id.
void tryUpstream(DnsServer &server, DnsForward &forward)
{
    closeFd(forward.fd);
    while (forward.attempt < server.upstreamCount * kRounds) {
        const int index = forward.attempt++ % server.upstreamCount;
        const sockaddr_storage &upstream = server.upstreams[index];
        forward.fd = ::socket(upstream.ss_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (forward.fd < 0)
            continue;
        // A guessable id would let others answer.
        if (::getrandom(&forward.upstreamId, sizeof forward.upstreamId, 0) != sizeof forward.upstreamId) {
            closeFd(forward.fd);
            continue;
        }
        forward.query[0] = static_cast<std::uint8_t>(forward.upstreamId >> 8);
        forward.query[1] = static_cast<std::uint8_t>(forward.upstreamId);
        if (::connect(forward.fd, reinterpret_cast<const sockaddr *>(&upstream),
                      server.upstreamLengths[index]) == 0 &&
            ::send(forward.fd, forward.query, forward.size, MSG_NOSIGNAL) == ssize_t{forward.size}) {
            forward.deadlineMs = nowMs() + kTryMs;
            return;
        }
        closeFd(forward.fd);
    }
    failForward(server, forward);
}

void startForward(DnsServer &server, const std::uint8_t *query, std::size_t size, const sockaddr_in &client)
{
    DnsForward *slot = nullptr;
    for (DnsForward &candidate : server.forwards) {
        if (candidate.fd < 0) {
            slot = &candidate;
            break;
        }
    }
    if (slot == nullptr) // busy: the client asks again
        return;
    std::memcpy(slot->query, query, size);
    slot->size = static_cast<std::uint16_t>(size);
    slot->client = client;
    slot->clientId = static_cast<std::uint16_t>(query[0] << 8 | query[1]);
    slot->attempt = 0;
    refreshUpstreams(server);
    tryUpstream(server, *slot);
}

void handleUdp(DnsServer &server)
{
    for (int i = 0; i < kQueriesPerWake; ++i) {
        std::uint8_t query[kDnsMaximumUdpQuery];
        sockaddr_in client{};
        socklen_t length = sizeof client;
        const ssize_t size = ::recvfrom(server.udpFd, query, sizeof query, MSG_DONTWAIT | MSG_TRUNC,
                                        reinterpret_cast<sockaddr *>(&client), &length);
        if (size < 0)
            return;
        if (static_cast<std::size_t>(size) > sizeof query)
            continue;
        std::uint8_t reply[kDnsMaximumUdpQuery];
        const DnsReply answer = dnsAnswer(query, static_cast<std::size_t>(size), currentTable(server),
                                          nextRotation(server), DnsTransport::Udp, reply, sizeof reply);
        switch (answer.verdict) {
        case DnsVerdict::Answered:
            ::sendto(server.udpFd, reply, answer.size, MSG_DONTWAIT | MSG_NOSIGNAL,
                     reinterpret_cast<const sockaddr *>(&client), length);
            break;
        case DnsVerdict::Forward:
            startForward(server, query, static_cast<std::size_t>(size), client);
            break;
        case DnsVerdict::Drop:
            break;
        }
    }
}

void handleForward(DnsServer &server, DnsForward &forward)
{
    static std::uint8_t reply[kDnsMaximumMessage]; // single-threaded helper; too large for the stack
    const ssize_t size = ::recv(forward.fd, reply, sizeof reply, MSG_DONTWAIT);
    if (size < 0) {
        if (errno != EAGAIN && errno != EINTR)
            tryUpstream(server, forward); // refused: nobody listens there
        return;
    }
    const bool ours =
        size >= 12 && reply[0] == forward.query[0] && reply[1] == forward.query[1] && (reply[2] & 0x80) != 0;
    if (!ours)
        return;
    const int rcode = reply[3] & 15;
    const bool failed = rcode == kServerFailure || rcode == 5; // REFUSED
    if (failed && forward.attempt < server.upstreamCount * kRounds) {
        tryUpstream(server, forward);
        return;
    }
    reply[0] = static_cast<std::uint8_t>(forward.clientId >> 8);
    reply[1] = static_cast<std::uint8_t>(forward.clientId);
    ::sendto(server.udpFd, reply, static_cast<std::size_t>(size), MSG_DONTWAIT | MSG_NOSIGNAL,
             reinterpret_cast<const sockaddr *>(&forward.client), sizeof forward.client);
    closeFd(forward.fd);
}

void closeTcp(DnsTcp &connection)
{
    closeFd(connection.clientFd);
    closeFd(connection.upstreamFd);
}

void toState(DnsTcp &connection, DnsTcp::State state, std::size_t size)
{
    connection.state = state;
    connection.done = 0;
    connection.size = size;
    connection.deadlineMs = nowMs() + kTcpIdleMs;
}

void replyTcp(DnsTcp &connection, std::size_t size)
{
    connection.reply[0] = static_cast<std::uint8_t>(size >> 8);
    connection.reply[1] = static_cast<std::uint8_t>(size);
    closeFd(connection.upstreamFd);
    toState(connection, DnsTcp::State::WriteReply, size + 2);
}

void tryUpstreamTcp(DnsServer &server, DnsTcp &connection)
{
    closeFd(connection.upstreamFd);
    while (connection.attempt < server.upstreamCount) {
        const int index = connection.attempt++;
        const sockaddr_storage &upstream = server.upstreams[index];
        connection.upstreamFd = ::socket(upstream.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (connection.upstreamFd < 0)
            continue;
        const int connected = ::connect(connection.upstreamFd, reinterpret_cast<const sockaddr *>(&upstream),
                                        server.upstreamLengths[index]);
        if (connected == 0 || errno == EINPROGRESS) {
            toState(connection, DnsTcp::State::WriteQuery, connection.querySize);
            connection.deadlineMs = nowMs() + kTryMs;
            return;
        }
        closeFd(connection.upstreamFd);
    }
    const std::size_t size = dnsErrorReply(connection.query + 2, connection.querySize - 2, kServerFailure,
                                           connection.reply + 2, kDnsMaximumMessage);
    if (size == 0)
        closeTcp(connection);
    else
        replyTcp(connection, size);
}

void answerTcp(DnsServer &server, DnsTcp &connection)
{
    connection.querySize = connection.size;
    const DnsReply answer =
        dnsAnswer(connection.query + 2, connection.size - 2, currentTable(server), nextRotation(server),
                  DnsTransport::Tcp, connection.reply + 2, kDnsMaximumMessage);
    switch (answer.verdict) {
    case DnsVerdict::Answered:
        replyTcp(connection, answer.size);
        break;
    case DnsVerdict::Forward:
        connection.attempt = 0;
        refreshUpstreams(server);
        tryUpstreamTcp(server, connection);
        break;
    case DnsVerdict::Drop:
        closeTcp(connection);
        break;
    }
}

/// Reads a length-prefixed message. 1: whole, 0: more to come, -1: end or error.
int readMessage(int fd, std::uint8_t *buffer, std::size_t capacity, DnsTcp &connection)
{
    for (;;) {
        const std::size_t wanted = connection.done < 2 ? 2 : connection.size;
        const ssize_t size = ::recv(fd, buffer + connection.done, wanted - connection.done, MSG_DONTWAIT);
        if (size < 0 && (errno == EAGAIN || errno == EINTR))
            return 0;
        if (size <= 0)
            return -1;
        connection.done += static_cast<std::size_t>(size);
        if (connection.done < 2)
            continue;
        connection.size = 2 + (std::size_t{buffer[0]} << 8 | buffer[1]);
        if (connection.size > capacity || connection.size == 2)
            return -1;
        if (connection.done == connection.size)
            return 1;
    }
}

int writeMessage(int fd, const std::uint8_t *buffer, DnsTcp &connection)
{
    while (connection.done < connection.size) {
        const ssize_t size = ::send(fd, buffer + connection.done, connection.size - connection.done,
                                    MSG_DONTWAIT | MSG_NOSIGNAL);
        if (size < 0 && (errno == EAGAIN || errno == EINTR))
            return 0;
        if (size <= 0)
            return -1;
        connection.done += static_cast<std::size_t>(size);
    }
    return 1;
}

void handleTcp(DnsServer &server, DnsTcp &connection)
{
    int result = 0;
    switch (connection.state) {
    case DnsTcp::State::ReadQuery:
        result = readMessage(connection.clientFd, connection.query, sizeof connection.query, connection);
        if (result > 0)
            answerTcp(server, connection);
        break;
    case DnsTcp::State::Connect:
    case DnsTcp::State::WriteQuery:
        result = writeMessage(connection.upstreamFd, connection.query, connection);
        if (result > 0)
            toState(connection, DnsTcp::State::ReadReply, 0);
        break;
    case DnsTcp::State::ReadReply:
        result = readMessage(connection.upstreamFd, connection.reply, sizeof connection.reply, connection);
        if (result > 0)
            replyTcp(connection, connection.size - 2);
        break;
    case DnsTcp::State::WriteReply:
        result = writeMessage(connection.clientFd, connection.reply, connection);
        if (result > 0)
            toState(connection, DnsTcp::State::ReadQuery, 0);
        break;
    }
    if (result >= 0)
        return;
    if (connection.upstreamFd >= 0)
        tryUpstreamTcp(server, connection);
    else
        closeTcp(connection);
}

void acceptTcp(DnsServer &server)
{
    for (DnsTcp &connection : server.tcp) {
        if (connection.clientFd >= 0)
            continue;
        connection.clientFd = ::accept4(server.tcpFd, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (connection.clientFd < 0)
            return;
        toState(connection, DnsTcp::State::ReadQuery, 0);
    }
}

int tcpPollFd(const DnsTcp &connection)
{
    const bool upstream =
        connection.state == DnsTcp::State::WriteQuery || connection.state == DnsTcp::State::ReadReply;
    return upstream ? connection.upstreamFd : connection.clientFd;
}

} // namespace

bool dnsParseUpstream(const char *text, sockaddr_storage *address, socklen_t *length)
{
    char host[INET6_ADDRSTRLEN + 1] = {};
    const char *port = nullptr;
    const char *begin = text;
    const char *end = text + std::strlen(text);
    if (*text == '[') {
        begin = text + 1;
        end = std::strchr(begin, ']');
        if (end == nullptr || (end[1] != '\0' && end[1] != ':'))
            return false;
        port = end[1] == ':' ? end + 2 : nullptr;
    } else if (const char *colon = std::strchr(text, ':');
               colon != nullptr && std::strchr(colon + 1, ':') == nullptr) {
        end = colon;
        port = colon + 1;
    }
    const auto size = static_cast<std::size_t>(end - begin);
    if (size == 0 || size >= sizeof host)
        return false;
    std::memcpy(host, begin, size);
    unsigned long number = 53;
    if (port != nullptr) {
        char *rest = nullptr;
        number = std::strtoul(port, &rest, 10);
        if (*port < '0' || *port > '9' || *rest != '\0' || number == 0 || number > 65535)
            return false;
    }
    *address = {};
    auto *ipv4 = reinterpret_cast<sockaddr_in *>(address);
    auto *ipv6 = reinterpret_cast<sockaddr_in6 *>(address);
    if (::inet_pton(AF_INET, host, &ipv4->sin_addr) == 1) {
        ipv4->sin_family = AF_INET;
        ipv4->sin_port = htons(static_cast<std::uint16_t>(number));
        *length = sizeof *ipv4;
        return true;
    }
    if (::inet_pton(AF_INET6, host, &ipv6->sin6_addr) == 1) {
        ipv6->sin6_family = AF_INET6;
        ipv6->sin6_port = htons(static_cast<std::uint16_t>(number));
        *length = sizeof *ipv6;
        return true;
    }
    return false;
}

int dnsOpenSockets(int *udpFd, int *tcpFd, std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(kDnsListenAddress);
    const auto *target = reinterpret_cast<const sockaddr *>(&address);
    const int on = 1;
    *udpFd = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    *tcpFd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (*udpFd >= 0 && *tcpFd >= 0 && ::setsockopt(*tcpFd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
        ::bind(*udpFd, target, sizeof address) == 0 && ::bind(*tcpFd, target, sizeof address) == 0 &&
        ::listen(*tcpFd, 16) == 0)
        return 0;
    const int error = errno;
    closeFd(*udpFd);
    closeFd(*tcpFd);
    return error;
}

void dnsStart(DnsServer &server, int udpFd, int tcpFd, const char *tablePath, const char *containerId,
              const char *const *upstreams, int upstreamCount)
{
    server.udpFd = udpFd;
    server.tcpFd = tcpFd;
    std::strncpy(server.tablePath, tablePath, sizeof server.tablePath - 1);
    std::strncpy(server.selfId, containerId, 12);
    server.upstreamCount = 0;
    server.resolvPath[0] = 0;
    server.resolvInode = 0;
    server.resolvNextMs = 0;
    for (int i = 0; i < upstreamCount && server.upstreamCount < kDnsMaximumUpstreams; ++i) {
        if (upstreams[i][0] == '/') {
            std::strncpy(server.resolvPath, upstreams[i], sizeof server.resolvPath - 1);
            continue;
        }
        const int next = server.upstreamCount;
        if (dnsParseUpstream(upstreams[i], &server.upstreams[next], &server.upstreamLengths[next]))
            ++server.upstreamCount;
    }
}

int dnsPollFds(const DnsServer &server, pollfd *out, int maximum)
{
    int count = 0;
    const auto add = [&](int fd, short events) {
        if (fd >= 0 && count < maximum)
            out[count++] = {fd, events, 0};
    };
    add(server.udpFd, POLLIN);
    bool room = false;
    for (const DnsTcp &connection : server.tcp)
        room = room || connection.clientFd < 0;
    if (room) // else the clients wait in the backlog
        add(server.tcpFd, POLLIN);
    for (const DnsForward &forward : server.forwards)
        add(forward.fd, POLLIN);
    for (const DnsTcp &connection : server.tcp) {
        const bool writes =
            connection.state == DnsTcp::State::WriteQuery || connection.state == DnsTcp::State::WriteReply;
        add(connection.clientFd < 0 ? -1 : tcpPollFd(connection), writes ? POLLOUT : POLLIN);
    }
    return count;
}

int dnsPollTimeout(const DnsServer &server)
{
    std::int64_t nearest = -1;
    const auto consider = [&](int fd, std::int64_t deadline) {
        if (fd >= 0 && (nearest < 0 || deadline < nearest))
            nearest = deadline;
    };
    for (const DnsForward &forward : server.forwards)
        consider(forward.fd, forward.deadlineMs);
    for (const DnsTcp &connection : server.tcp)
        consider(connection.clientFd, connection.deadlineMs);
    if (nearest < 0)
        return -1;
    const std::int64_t left = nearest - nowMs();
    return left <= 0 ? 0 : static_cast<int>(left);
}

void dnsHandle(DnsServer &server, const pollfd *fds, int count)
{
    const auto ready = [&](int fd) {
        for (int i = 0; fd >= 0 && i < count; ++i) {
            if (fds[i].fd == fd && fds[i].revents != 0)
                return true;
        }
        return false;
    };
    // Answers first: handling a query may open a descriptor whose number was polled for another purpose.
    for (DnsForward &forward : server.forwards) {
        if (ready(forward.fd))
            handleForward(server, forward);
    }
    for (DnsTcp &connection : server.tcp) {
        if (connection.clientFd >= 0 && ready(tcpPollFd(connection)))
            handleTcp(server, connection);
    }
    if (ready(server.tcpFd))
        acceptTcp(server);
    if (ready(server.udpFd))
        handleUdp(server);
    const std::int64_t now = nowMs();
    for (DnsForward &forward : server.forwards) {
        if (forward.fd >= 0 && forward.deadlineMs <= now)
            tryUpstream(server, forward);
    }
    for (DnsTcp &connection : server.tcp) {
        if (connection.clientFd < 0 || connection.deadlineMs > now)
            continue;
        if (connection.upstreamFd >= 0)
            tryUpstreamTcp(server, connection);
        else
            closeTcp(connection);
    }
}

void dnsStop(DnsServer &server)
{
    closeFd(server.udpFd);
    closeFd(server.tcpFd);
    for (DnsForward &forward : server.forwards)
        closeFd(forward.fd);
    for (DnsTcp &connection : server.tcp)
        closeTcp(connection);
    unmapTable(server);
}

} // namespace catamaran::engine::helpers
