// SPDX-License-Identifier: GPL-3.0-or-later
// catamaran-ports: the published ports of one rootless container. It runs in the deck's network namespace
// with listening sockets of the host's, and connects to the container with the client's own address, so that
// the container sees who calls. Ends with the container's monitor. One thread, no allocation.
#include "engine/launch/port_protocol.h"
#include "engine/sys/syscalls.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>

using namespace catamaran;
namespace protocol = catamaran::engine::launch::protocol;

namespace {

constexpr int kMaximumConnections = 2048;
constexpr int kMaximumSessions = 256;
constexpr size_t kPipeBytes = 256 * 1024;
constexpr int64_t kSessionNs = 60LL * 1000000000;
// A retired one, whose container has ended, has what is on its way to clients delivered.
constexpr int64_t kFarewellNs = 3LL * 1000000000;

// One direction of a TCP connection: what was read waits in a pipe, so nothing passes through our memory.
struct Flow {
    int pipe[2] = {-1, -1};
    size_t held = 0;
    bool ended = false; ///< the source said end of file
    bool shut = false;  ///< and the target has been told
};

struct Connection {
    int ends[2] = {-1, -1}; ///< 0: the client, 1: the container
    Flow flows[2];          ///< [i] reads from ends[i]
    bool connecting = false;
};

// A UDP client: its own socket towards the container.
struct Session {
    int fd = -1;
    uint32_t forward = 0;
    sockaddr_storage client{};
    socklen_t clientSize = 0;
    // The address that the client wrote to, from which the answer must come.
    alignas(cmsghdr) char from[64] = {};
    size_t fromSize = 0;
    int64_t usedNs = 0;
};

enum class Kind : uint32_t { Life, Listener, Client, Container, Session };

const protocol::PortForward *s_forwards = nullptr;
uint32_t s_forwardCount = 0;
int s_epoll = -1;
Connection s_connections[kMaximumConnections];
Session s_sessions[kMaximumSessions];
char s_packet[65536];
volatile sig_atomic_t s_retire = 0;
bool s_retired = false;
int64_t s_endNs = 0; ///< 0: the container lives

void watch(int fd, uint32_t events, Kind kind, uint32_t index)
{
    epoll_event event{};
    event.events = events;
    event.data.u64 = static_cast<uint64_t>(kind) << 32 | index;
    epoll_ctl(s_epoll, EPOLL_CTL_ADD, fd, &event);
}

bool isLoopback(const sockaddr_storage &address)
{
    if (address.ss_family == AF_INET) {
        sockaddr_in ip{};
        memcpy(&ip, &address, sizeof ip);
        return ntohl(ip.sin_addr.s_addr) >> 24 == 127;
    }
    return false;
}

// A socket that is connected, or being connected, to the container, with the client's address if it can be.
int connectContainer(const protocol::PortForward &forward, const sockaddr_storage &client)
{
    const int type = (forward.isUdp ? SOCK_DGRAM : SOCK_STREAM) | SOCK_NONBLOCK | SOCK_CLOEXEC;
    sockaddr_in target{};
    target.sin_family = AF_INET;
    target.sin_port = forward.port;
    target.sin_addr.s_addr = forward.address;
    // A loopback or IPv6 client has no address that means something in there: it comes from the bridge.
    const bool carries = client.ss_family == AF_INET && !isLoopback(client);
    for (int attempt = carries ? 0 : 1; attempt < 2; ++attempt) {
        const int fd = socket(AF_INET, type, 0);
        if (fd < 0)
            return -1;
        const int on = 1;
        bool good = true;
        if (attempt == 0) {
            const uint32_t mark = protocol::kClientMark;
            good = setsockopt(fd, IPPROTO_IP, IP_TRANSPARENT, &on, sizeof on) == 0 &&
                   setsockopt(fd, SOL_SOCKET, SO_MARK, &mark, sizeof mark) == 0 &&
                   setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
                   bind(fd, reinterpret_cast<const sockaddr *>(&client), sizeof(sockaddr_in)) == 0;
        }
        if (!forward.isUdp)
            setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (good && (connect(fd, reinterpret_cast<const sockaddr *>(&target), sizeof target) == 0 ||
                     errno == EINPROGRESS))
            return fd;
        close(fd);
    }
    return -1;
}

void dropConnection(Connection &connection)
{
    for (int i = 0; i < 2; ++i) {
        close(connection.ends[i]);
        close(connection.flows[i].pipe[0]);
        close(connection.flows[i].pipe[1]);
    }
    connection = Connection();
}

void refuse(int fd)
{
    // A reset, as from a host where nobody listens.
    const linger now{1, 0};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close(fd);
}

void acceptClient(uint32_t index)
{
    const protocol::PortForward &forward = s_forwards[index];
    for (int round = 0; round < 64; ++round) {
        sockaddr_storage client{};
        socklen_t size = sizeof client;
        const int fd = accept4(forward.listener, reinterpret_cast<sockaddr *>(&client), &size,
                               SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
            return;
        uint32_t slot = 0;
        while (slot < kMaximumConnections && s_connections[slot].ends[0] >= 0)
            ++slot;
        const int container = slot < kMaximumConnections ? connectContainer(forward, client) : -1;
        if (container < 0) {
            refuse(fd);
            continue;
        }
        Connection &connection = s_connections[slot];
        const int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        connection.ends[0] = fd;
        connection.ends[1] = container;
        connection.connecting = true;
        bool good = true;
        for (Flow &flow : connection.flows) {
            good = good && pipe2(flow.pipe, O_NONBLOCK | O_CLOEXEC) == 0;
            if (good)
                fcntl(flow.pipe[1], F_SETPIPE_SZ, kPipeBytes);
        }
        if (!good) {
            refuse(fcntl(fd, F_DUPFD_CLOEXEC, 0));
            dropConnection(connection);
            continue;
        }
        // Edge-triggered: each event is answered by moving all that can be moved.
        watch(fd, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, Kind::Client, slot);
        watch(container, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, Kind::Container, slot);
    }
}

// Moves what can be moved from ends[side] to the other end. False: the connection is broken.
bool move(Connection &connection, int side)
{
    Flow &flow = connection.flows[side];
    const int from = connection.ends[side];
    const int to = connection.ends[1 - side];
    for (;;) {
        bool moved = false;
        if (!flow.ended) {
            const ssize_t n =
                splice(from, nullptr, flow.pipe[1], nullptr, kPipeBytes, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
            if (n > 0) {
                flow.held += static_cast<size_t>(n);
                moved = true;
            } else if (n == 0) {
                flow.ended = true;
            } else if (errno != EAGAIN && errno != EINTR) {
                return false;
            }
        }
        if (flow.held) {
            const ssize_t n =
                splice(flow.pipe[0], nullptr, to, nullptr, flow.held, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
            if (n > 0) {
                flow.held -= static_cast<size_t>(n);
                moved = true;
            } else if (n < 0 && errno != EAGAIN && errno != EINTR) {
                return false;
            }
        }
        if (!moved)
            break;
    }
    if (flow.ended && !flow.held && !flow.shut) {
        flow.shut = true;
        shutdown(to, SHUT_WR);
    }
    return true;
}

void onConnection(uint32_t index, bool isContainer)
{
    Connection &connection = s_connections[index];
    if (connection.ends[0] < 0)
        return;
    if (connection.connecting) {
        if (!isContainer)
            return;
        int error = 0;
        socklen_t size = sizeof error;
        getsockopt(connection.ends[1], SOL_SOCKET, SO_ERROR, &error, &size);
        sockaddr_in peer{};
        socklen_t peerSize = sizeof peer;
        if (!error && getpeername(connection.ends[1], reinterpret_cast<sockaddr *>(&peer), &peerSize))
            return; // still on its way
        if (error) {
            refuse(connection.ends[0]);
            connection.ends[0] = -1;
            dropConnection(connection);
            return;
        }
        connection.connecting = false;
    }
    const bool good = move(connection, 0) && move(connection, 1);
    if (!good || (connection.flows[0].shut && connection.flows[1].shut))
        dropConnection(connection);
}

Session *sessionOf(uint32_t forward, const sockaddr_storage &client, socklen_t size)
{
    const int64_t now = sys::nanoseconds(CLOCK_MONOTONIC);
    Session *oldest = s_sessions;
    for (Session &session : s_sessions) {
        if (session.fd >= 0 && session.forward == forward && session.clientSize == size &&
            memcmp(&session.client, &client, size) == 0) {
            session.usedNs = now;
            return &session;
        }
        if (session.fd >= 0 && now - session.usedNs > kSessionNs) {
            close(session.fd);
            session.fd = -1;
            session.usedNs = 0;
        }
        if (session.usedNs < oldest->usedNs)
            oldest = &session;
    }
    if (oldest->fd >= 0)
        close(oldest->fd);
    *oldest = Session();
    oldest->fd = connectContainer(s_forwards[forward], client);
    if (oldest->fd < 0)
        return nullptr;
    oldest->forward = forward;
    memcpy(&oldest->client, &client, sizeof client);
    oldest->clientSize = size;
    oldest->usedNs = now;
    watch(oldest->fd, EPOLLIN, Kind::Session, static_cast<uint32_t>(oldest - s_sessions));
    return oldest;
}

void onPackets(uint32_t index)
{
    for (int round = 0; round < 64; ++round) {
        sockaddr_storage client{};
        alignas(cmsghdr) char control[128];
        iovec part{s_packet, sizeof s_packet};
        msghdr message{};
        message.msg_name = &client;
        message.msg_namelen = sizeof client;
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        const ssize_t n = recvmsg(s_forwards[index].listener, &message, MSG_DONTWAIT);
        if (n < 0)
            return;
        Session *session = sessionOf(index, client, message.msg_namelen);
        if (!session)
            continue;
        session->fromSize = 0;
        for (cmsghdr *item = CMSG_FIRSTHDR(&message); item; item = CMSG_NXTHDR(&message, item)) {
            const bool wanted = (item->cmsg_level == IPPROTO_IP && item->cmsg_type == IP_PKTINFO) ||
                                (item->cmsg_level == IPPROTO_IPV6 && item->cmsg_type == IPV6_PKTINFO);
            if (!wanted || item->cmsg_len > sizeof session->from)
                continue;
            memcpy(session->from, item, item->cmsg_len);
            session->fromSize = CMSG_ALIGN(item->cmsg_len);
            if (item->cmsg_level == IPPROTO_IP) {
                // ipi_spec_dst is the local address; the interface is the kernel's business on the way back.
                in_pktinfo info{};
                char *const at = session->from + CMSG_LEN(0);
                memcpy(&info, at, sizeof info);
                info.ipi_ifindex = 0;
                memcpy(at, &info, sizeof info);
            }
        }
        send(session->fd, s_packet, static_cast<size_t>(n), MSG_DONTWAIT | MSG_NOSIGNAL);
    }
}

void onAnswer(uint32_t index)
{
    Session &session = s_sessions[index];
    for (int round = 0; round < 64 && session.fd >= 0; ++round) {
        const ssize_t n = recv(session.fd, s_packet, sizeof s_packet, MSG_DONTWAIT);
        if (n < 0) {
            if (errno != EAGAIN && errno != EINTR) {
                close(session.fd);
                session.fd = -1;
                session.usedNs = 0;
            }
            return;
        }
        session.usedNs = sys::nanoseconds(CLOCK_MONOTONIC);
        iovec part{s_packet, static_cast<size_t>(n)};
        msghdr message{};
        message.msg_name = &session.client;
        message.msg_namelen = session.clientSize;
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = session.fromSize ? session.from : nullptr;
        message.msg_controllen = session.fromSize;
        sendmsg(s_forwards[session.forward].listener, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    }
}

bool isIdle()
{
    for (const Connection &connection : s_connections) {
        if (connection.ends[0] >= 0)
            return false;
    }
    return true;
}

void onRetire(int /*signal*/)
{
    s_retire = 1;
}

// Another forwarder has the sockets, too, and accepts what is still in their queues.
void retire()
{
    s_retired = true;
    for (uint32_t i = 0; i < s_forwardCount; ++i) {
        epoll_ctl(s_epoll, EPOLL_CTL_DEL, s_forwards[i].listener, nullptr);
        if (!s_forwards[i].isUdp) // answers to datagrams go out through it
            close(s_forwards[i].listener);
    }
}

// Whether the process has nothing left to do.
bool onContainersEnd()
{
    if (!s_retired)
        return true;
    epoll_ctl(s_epoll, EPOLL_CTL_DEL, protocol::kPortsLifeFd, nullptr);
    s_endNs = sys::nanoseconds(CLOCK_MONOTONIC);
    return isIdle();
}

bool readPlan()
{
    struct stat status {};
    if (fstat(protocol::kPortsPlanFd, &status))
        return false;
    const auto size = static_cast<size_t>(status.st_size);
    s_forwardCount = static_cast<uint32_t>(size / sizeof(protocol::PortForward));
    if (!s_forwardCount || s_forwardCount > protocol::kMaximumPortForwards ||
        size % sizeof(protocol::PortForward))
        return false;
    void *memory = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, protocol::kPortsPlanFd, 0);
    s_forwards = static_cast<const protocol::PortForward *>(memory);
    return memory != MAP_FAILED;
}

} // namespace

int main()
{
    signal(SIGPIPE, SIG_IGN);
    // Let in only while waiting, so that none comes between a look and the wait.
    sigset_t blocked;
    sigset_t open;
    sigemptyset(&blocked);
    sigaddset(&blocked, protocol::kPortsRetireSignal);
    signal(protocol::kPortsRetireSignal, onRetire);
    sigprocmask(SIG_BLOCK, &blocked, &open);
    sigdelset(&open, protocol::kPortsRetireSignal);
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    s_epoll = epoll_create1(EPOLL_CLOEXEC);
    if (s_epoll < 0 || !readPlan())
        return 1;
    watch(protocol::kPortsLifeFd, EPOLLIN, Kind::Life, 0);
    for (uint32_t i = 0; i < s_forwardCount; ++i)
        watch(s_forwards[i].listener, EPOLLIN, Kind::Listener, i);
    for (;;) {
        epoll_event events[64];
        const int count = epoll_pwait(s_epoll, events, 64, s_endNs ? 100 : -1, &open);
        if (s_retire && !s_retired)
            retire();
        for (int i = 0; i < count; ++i) {
            const auto index = static_cast<uint32_t>(events[i].data.u64);
            switch (static_cast<Kind>(events[i].data.u64 >> 32)) {
            case Kind::Life:
                if (onContainersEnd())
                    return 0;
                break;
            case Kind::Listener:
                s_forwards[index].isUdp ? onPackets(index) : acceptClient(index);
                break;
            case Kind::Client:
                onConnection(index, false);
                break;
            case Kind::Container:
                onConnection(index, true);
                break;
            case Kind::Session:
                onAnswer(index);
                break;
            }
        }
        if (s_endNs && (isIdle() || sys::nanoseconds(CLOCK_MONOTONIC) - s_endNs > kFarewellNs))
            return 0;
    }
}
