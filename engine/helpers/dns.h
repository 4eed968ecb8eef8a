// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <netinet/in.h>

struct pollfd;

/// The DNS responder of one container, run by its monitor (RFC 1035, 6891, 7766).
///
/// It answers names of containers on the same networks from the names file (engine/net/dns_table.h) and hands
/// everything else to the host's resolvers. No allocation, no libstdc++, all buffers bounded; nothing blocks.
///
/// How a monitor uses it:
/// \code
///   static DnsServer dns;                          // large: keep it in .bss, untouched pages cost nothing
///   // 1. in the container's network namespace, after "lo" is up:
///   int error = dnsOpenSockets(&udp, &tcp);        // 0 or errno; pass both to the monitor if made elsewhere
///   // 2. in the host's network namespace:
///   dnsStart(dns, udp, tcp, plan.dnsTablePath, containerId, upstreams, upstreamCount);
///   // 3. in the poll loop:
///   int count = dnsPollFds(dns, fds + used, max - used);
///   poll(fds, used + count, minimum(ownTimeout, dnsPollTimeout(dns)));
///   dnsHandle(dns, fds + used, count);             // after every poll, also after a timeout
///   // 4. dnsStop(dns) closes everything.
/// \endcode
namespace catamaran::engine::helpers {

inline constexpr int kDnsMaximumForwards = 32;
inline constexpr int kDnsMaximumTcp = 4;
inline constexpr int kDnsMaximumUpstreams = 4;
/// The most pollfds that dnsPollFds() ever writes.
inline constexpr int kDnsMaximumPollFds = 2 + kDnsMaximumForwards + kDnsMaximumTcp;
/// Where the responder listens in the container; /etc/resolv.conf names this address.
inline constexpr std::uint32_t kDnsListenAddress = 0x7f00000b; // 127.0.0.11
inline constexpr std::size_t kDnsMaximumUdpQuery = 1232;
inline constexpr std::size_t kDnsMaximumMessage = 65535;

enum class DnsVerdict {
    Answered, ///< the reply is in the buffer
    Forward,  ///< not ours: ask an upstream resolver
    Drop,     ///< not a query; say nothing
};

struct DnsReply {
    DnsVerdict verdict = DnsVerdict::Drop;
    std::size_t size = 0; ///< bytes of the reply when Answered
};

enum class DnsTransport { Udp, Tcp };

/// A names file in memory. `data` may be null: then every name is forwarded.
struct DnsTableView {
    const std::uint8_t *data = nullptr;
    std::size_t size = 0;
    const char *selfId = nullptr; ///< the asking container's short id, NUL terminated
};

/// The pure core: answers one query message from the table. Robust against any bytes. `rotation` turns the
/// order of several addresses of one name (round robin). Answers that do not fit UDP set TC.
DnsReply dnsAnswer(const std::uint8_t *query, std::size_t querySize, const DnsTableView &table,
                   std::uint32_t rotation, DnsTransport transport, std::uint8_t *reply, std::size_t capacity);

/// Turns a query into an error reply of the same id (`rcode` as in RFC 1035 4.1.1, 2 = SERVFAIL). Returns its
/// size, 0 if the query is too broken to be answered.
std::size_t dnsErrorReply(const std::uint8_t *query, std::size_t querySize, int rcode, std::uint8_t *reply,
                          std::size_t capacity);

/// "1.2.3.4", "1.2.3.4:53", "fe80::1", "[::1]:53" to an address; false if it is none.
bool dnsParseUpstream(const char *text, sockaddr_storage *address, socklen_t *length);

/// A descriptor of which none (-1) is all zero bytes: a server that does nothing yet lies in .bss as a whole,
/// where pages that nobody has touched cost nothing.
class DnsFd {
public:
    constexpr DnsFd() = default;
    constexpr DnsFd(int fd) : m_next(fd + 1) {}
    constexpr operator int() const { return m_next - 1; }

private:
    int m_next = 0;
};

/// A query that waits for an upstream's answer. fd < 0: free.
struct DnsForward {
    DnsFd fd;
    std::int64_t deadlineMs = 0;
    int attempt = 0;
    sockaddr_in client = {};
    std::uint16_t clientId = 0;
    std::uint16_t upstreamId = 0;
    std::uint16_t size = 0;
    std::uint8_t query[kDnsMaximumUdpQuery] = {};
};

/// A TCP client and, while a query of it is forwarded, the connection to the upstream. clientFd < 0: free.
struct DnsTcp {
    enum class State { ReadQuery, Connect, WriteQuery, ReadReply, WriteReply };
    DnsFd clientFd;
    DnsFd upstreamFd;
    State state = State::ReadQuery;
    int attempt = 0;
    std::int64_t deadlineMs = 0;
    std::size_t done = 0;                             ///< bytes read or written in this state
    std::size_t size = 0;                             ///< bytes of the message with its length prefix
    std::size_t querySize = 0;                        ///< kept while the reply is read
    std::uint8_t query[2 + kDnsMaximumUdpQuery] = {}; ///< length prefix and message
    std::uint8_t reply[2 + kDnsMaximumMessage] = {};
};

/// Everything one responder holds. Plain data apart from the descriptors; see dnsStop().
struct DnsServer {
    DnsFd udpFd;
    DnsFd tcpFd;
    char tablePath[256] = {};
    char selfId[16] = {};
    sockaddr_storage upstreams[kDnsMaximumUpstreams] = {};
    socklen_t upstreamLengths[kDnsMaximumUpstreams] = {};
    int upstreamCount = 0;
    /// A resolv.conf(5) whose name servers are the upstreams, read again when it changes; empty: fixed ones.
    char resolvPath[256] = {};
    std::uint64_t resolvInode = 0;
    std::int64_t resolvTimeNs = 0;
    std::int64_t resolvNextMs = 0; ///< when to look again
    std::uint32_t rotation = 0;
    DnsForward forwards[kDnsMaximumForwards];
    DnsTcp tcp[kDnsMaximumTcp];
    // The names file as last mapped.
    const std::uint8_t *table = nullptr;
    std::size_t tableSize = 0;
    std::uint64_t tableInode = 0;
    std::int64_t tableTimeNs = 0;
};

/// Makes and binds the UDP and TCP sockets on 127.0.0.11:53 of the calling thread's network namespace, whose
/// loopback interface must be up. Close-on-exec, non-blocking. Returns 0, or errno and no descriptor.
/// `port` is another one than 53 only in tests.
int dnsOpenSockets(int *udpFd, int *tcpFd, std::uint16_t port = 53);

/// Takes the two sockets. `containerId` may be the full id. An upstream that begins with '/' is a
/// resolv.conf(5) that is followed (the stub of systemd-resolved, 127.0.0.53, stands for what is behind it);
/// another one that is no address is left out. With none at all, foreign names get SERVFAIL. Call in the
/// namespace that reaches the upstreams.
void dnsStart(DnsServer &server, int udpFd, int tcpFd, const char *tablePath, const char *containerId,
              const char *const *upstreams, int upstreamCount);

/// Writes what to poll for, at most `maximum` entries (kDnsMaximumPollFds is always enough); returns how
/// many.
int dnsPollFds(const DnsServer &server, pollfd *out, int maximum);

/// Milliseconds until something times out; -1 if nothing is under way.
int dnsPollTimeout(const DnsServer &server);

/// Does what the polled descriptors ask for, and expires what waited too long. Cheap when nothing happened.
/// `fds` are the entries of dnsPollFds() with revents; others are ignored.
void dnsHandle(DnsServer &server, const pollfd *fds, int count);

/// Closes all descriptors and unmaps the table; the server may be started again.
void dnsStop(DnsServer &server);

} // namespace catamaran::engine::helpers
