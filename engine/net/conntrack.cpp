// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/conntrack.h"

#include "engine/base/unique_fd.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <linux/netfilter/nf_conntrack_tcp.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <linux/netlink.h>
#include <sys/socket.h>
#include <sys/time.h>

namespace catamaran::engine::net {

using base::Result;

namespace {

struct Attribute {
    int type = 0;
    const char *data = nullptr;
    std::size_t size = 0;
};

template <typename OnAttribute>
void each(const char *data, std::size_t size, OnAttribute onAttribute)
{
    for (std::size_t at = 0; at + sizeof(nlattr) <= size;) {
        nlattr head{};
        std::memcpy(&head, data + at, sizeof head);
        if (head.nla_len < sizeof head || at + head.nla_len > size)
            return;
        onAttribute(
            Attribute{head.nla_type & NLA_TYPE_MASK, data + at + sizeof head, head.nla_len - sizeof head});
        at += NLA_ALIGN(head.nla_len);
    }
}

/// The parts of a tuple that decide.
struct Tuple {
    std::string source;
    std::uint8_t protocol = 0;
    std::uint16_t destinationPort = 0;
};

Tuple tupleOf(const Attribute &attribute)
{
    Tuple tuple;
    each(attribute.data, attribute.size, [&](const Attribute &part) {
        each(part.data, part.size, [&](const Attribute &field) {
            std::array<char, INET6_ADDRSTRLEN> text{};
            if (part.type == CTA_TUPLE_IP && field.type == CTA_IP_V4_SRC && field.size == 4) {
                ::inet_ntop(AF_INET, field.data, text.data(), text.size());
                tuple.source = text.data();
            } else if (part.type == CTA_TUPLE_IP && field.type == CTA_IP_V6_SRC && field.size == 16) {
                ::inet_ntop(AF_INET6, field.data, text.data(), text.size());
                tuple.source = text.data();
            } else if (part.type == CTA_TUPLE_PROTO && field.type == CTA_PROTO_NUM && field.size == 1) {
                tuple.protocol = static_cast<std::uint8_t>(*field.data);
            } else if (part.type == CTA_TUPLE_PROTO && field.type == CTA_PROTO_DST_PORT && field.size == 2) {
                std::uint16_t port = 0;
                std::memcpy(&port, field.data, sizeof port);
                tuple.destinationPort = ntohs(port);
            }
        });
    });
    return tuple;
}

std::string request(std::uint16_t type, std::uint16_t flags, std::uint8_t family, const std::string &body)
{
    nlmsghdr header{};
    header.nlmsg_len = static_cast<std::uint32_t>(sizeof header + sizeof(nfgenmsg) + body.size());
    header.nlmsg_type = static_cast<std::uint16_t>(NFNL_SUBSYS_CTNETLINK << 8 | type);
    header.nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | flags);
    nfgenmsg generic{};
    generic.nfgen_family = family;
    generic.version = NFNETLINK_V0;
    std::string text(reinterpret_cast<const char *>(&header), sizeof header);
    text.append(reinterpret_cast<const char *>(&generic), sizeof generic);
    return text + body;
}

/// CTA_PROTOINFO of an entry: whether it is of TCP and closed.
bool hasEnded(const Attribute &protocolInfo)
{
    bool ended = false;
    each(protocolInfo.data, protocolInfo.size, [&](const Attribute &tcp) {
        if (tcp.type != CTA_PROTOINFO_TCP)
            return;
        each(tcp.data, tcp.size, [&](const Attribute &field) {
            if (field.type == CTA_PROTOINFO_TCP_STATE && field.size >= 1)
                ended = *field.data == TCP_CONNTRACK_TIME_WAIT || *field.data == TCP_CONNTRACK_CLOSE;
        });
    });
    return ended;
}

bool matches(const ConntrackWish &wish, const Tuple &original, const Tuple &reply, bool ended)
{
    if ((ended || !wish.endedOnly) &&
        std::find(wish.addresses.begin(), wish.addresses.end(), reply.source) != wish.addresses.end() &&
        original.source != reply.source)
        return true;
    return original.protocol == IPPROTO_UDP && std::find(wish.udpPorts.begin(), wish.udpPorts.end(),
                                                         original.destinationPort) != wish.udpPorts.end();
}

/// The CTA_TUPLE_ORIG and CTA_ID attributes, whole, of the entries to be deleted. With the id, an entry of a
/// client that has used its port again meanwhile is not taken for the one that was seen.
Result<std::vector<std::string>> find(int socket, std::uint8_t family, const ConntrackWish &wish)
{
    std::vector<std::string> found;
    const std::string dump = request(IPCTNL_MSG_CT_GET, NLM_F_DUMP, family, {});
    if (::send(socket, dump.data(), dump.size(), 0) < 0)
        return base::failErrno("list tracked connections");
    std::vector<char> buffer(64U << 10);
    for (;;) {
        const ssize_t received = ::recv(socket, buffer.data(), buffer.size(), 0);
        if (received < 0 && errno == EINTR)
            continue;
        if (received < 0)
            return base::failErrno("list tracked connections");
        auto left = static_cast<unsigned>(received);
        for (auto *message = reinterpret_cast<nlmsghdr *>(buffer.data()); NLMSG_OK(message, left);
             message = NLMSG_NEXT(message, left)) {
            if (message->nlmsg_type == NLMSG_DONE || message->nlmsg_type == NLMSG_ERROR)
                return found;
            constexpr std::size_t kHead = NLMSG_HDRLEN + sizeof(nfgenmsg);
            if (message->nlmsg_len < kHead)
                continue;
            Tuple original;
            Tuple reply;
            bool ended = false;
            std::string raw;
            std::string id;
            each(reinterpret_cast<const char *>(message) + kHead, message->nlmsg_len - kHead,
                 [&](const Attribute &attribute) {
                     if (attribute.type == CTA_TUPLE_ORIG) {
                         original = tupleOf(attribute);
                         raw.assign(attribute.data - sizeof(nlattr), attribute.size + sizeof(nlattr));
                         raw.resize((raw.size() + 3) & ~std::size_t{3}, '\0');
                     } else if (attribute.type == CTA_ID) {
                         id.assign(attribute.data - sizeof(nlattr), attribute.size + sizeof(nlattr));
                     } else if (attribute.type == CTA_TUPLE_REPLY) {
                         reply = tupleOf(attribute);
                     } else if (attribute.type == CTA_PROTOINFO) {
                         ended = hasEnded(attribute);
                     }
                 });
            if (matches(wish, original, reply, ended))
                found.push_back(raw + id);
        }
    }
}

} // namespace

Result<std::size_t> forgetConnections(const ConntrackWish &wish)
{
    if (wish.addresses.empty() && wish.udpPorts.empty())
        return std::size_t{0};
    const base::UniqueFd socket(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_NETFILTER));
    if (!socket)
        return std::size_t{0};
    const timeval patience{5, 0};
    ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    std::size_t count = 0;
    for (const std::uint8_t family : {std::uint8_t{AF_INET}, std::uint8_t{AF_INET6}}) {
        CATAMARAN_TRY(const std::vector<std::string> entries, find(socket.get(), family, wish));
        for (const std::string &entry : entries) {
            const std::string message = request(IPCTNL_MSG_CT_DELETE, NLM_F_ACK, family, entry);
            std::array<char, 4096> answer{};
            if (::send(socket.get(), message.data(), message.size(), 0) < 0 ||
                ::recv(socket.get(), answer.data(), answer.size(), 0) < 0)
                return base::failErrno("forget a tracked connection");
            ++count; // one that has expired meanwhile is as good
        }
    }
    return count;
}

} // namespace catamaran::engine::net
