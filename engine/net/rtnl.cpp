// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/rtnl.h"

#include <array>
#include <cstdio>
#include <cstring>
#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <map>
#include <net/if.h>
#include <sys/socket.h>

namespace catamaran::engine::net {

using base::Errc;
using base::Result;

namespace {

/// Builds one netlink message in a string; nested attributes are closed by length.
class Message {
public:
    Message(std::uint16_t type, std::uint16_t flags)
    {
        nlmsghdr header{};
        header.nlmsg_type = type;
        header.nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | flags);
        append(&header, sizeof header);
    }
    void append(const void *data, std::size_t size)
    {
        m_bytes.append(static_cast<const char *>(data), size);
        m_bytes.resize(NLMSG_ALIGN(m_bytes.size()), '\0');
    }
    void attribute(std::uint16_t type, const void *data, std::size_t size)
    {
        const rtattr head{static_cast<std::uint16_t>(RTA_LENGTH(size)), type};
        append(&head, sizeof head);
        if (size > 0)
            append(data, size);
    }
    void text(std::uint16_t type, const std::string &value)
    {
        attribute(type, value.c_str(), value.size() + 1);
    }
    std::size_t open(std::uint16_t type)
    {
        const std::size_t at = m_bytes.size();
        attribute(static_cast<std::uint16_t>(type | NLA_F_NESTED), nullptr, 0);
        return at;
    }
    void close(std::size_t at)
    {
        const auto length = static_cast<std::uint16_t>(m_bytes.size() - at);
        std::memcpy(m_bytes.data() + at, &length, sizeof length);
    }
    [[nodiscard]] const std::string &bytes() const { return m_bytes; }

private:
    std::string m_bytes;
};

/// Calls `onAttribute(type, data, size)` for each attribute after a fixed header of `headerSize` bytes.
template <typename OnAttribute>
void eachAttribute(const nlmsghdr &message, std::size_t headerSize, OnAttribute onAttribute)
{
    const char *data = reinterpret_cast<const char *>(&message);
    std::size_t at = NLMSG_HDRLEN + NLMSG_ALIGN(headerSize);
    while (at + sizeof(rtattr) <= message.nlmsg_len) {
        rtattr head{};
        std::memcpy(&head, data + at, sizeof head);
        if (head.rta_len < sizeof head || at + head.rta_len > message.nlmsg_len)
            return;
        onAttribute(head.rta_type & NLA_TYPE_MASK, data + at + sizeof head, head.rta_len - sizeof head);
        at += NLMSG_ALIGN(head.rta_len);
    }
}

template <typename T>
T headerOf(const nlmsghdr &message)
{
    T value{};
    std::memcpy(&value, reinterpret_cast<const char *>(&message) + NLMSG_HDRLEN, sizeof value);
    return value;
}

std::uint32_t networkOrder(const char *data)
{
    std::uint32_t value = 0;
    std::memcpy(&value, data, sizeof value);
    return __builtin_bswap32(value);
}

struct Link {
    std::string name;
    std::string kind;
    int master = 0;
};

Link linkOf(const nlmsghdr &message)
{
    Link link;
    eachAttribute(message, sizeof(ifinfomsg), [&](int type, const char *data, std::size_t size) {
        if (type == IFLA_IFNAME && size > 0) {
            link.name.assign(data, ::strnlen(data, size));
        } else if (type == IFLA_MASTER && size >= sizeof link.master) {
            std::memcpy(&link.master, data, sizeof link.master);
        } else if (type == IFLA_LINKINFO) {
            for (std::size_t at = 0; at + sizeof(rtattr) <= size;) {
                rtattr head{};
                std::memcpy(&head, data + at, sizeof head);
                if (head.rta_len < sizeof head || at + head.rta_len > size)
                    break;
                if (head.rta_type == IFLA_INFO_KIND)
                    link.kind.assign(data + at + sizeof head,
                                     ::strnlen(data + at + sizeof head, head.rta_len - sizeof head));
                at += RTA_ALIGN(head.rta_len);
            }
        }
    });
    return link;
}

} // namespace

Result<Rtnl> Rtnl::open()
{
    base::UniqueFd fd(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE));
    if (!fd)
        return base::failErrno("open a netlink socket");
    const int on = 1;
    // Short acknowledgements and the kernel's own words; both are optional.
    ::setsockopt(fd.get(), SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof on);
    ::setsockopt(fd.get(), SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on);
    return Rtnl(std::move(fd));
}

Result<void> Rtnl::request(const std::string &message, const std::string &what)
{
    std::string bytes = message;
    nlmsghdr header{};
    std::memcpy(&header, bytes.data(), sizeof header);
    header.nlmsg_len = static_cast<std::uint32_t>(bytes.size());
    header.nlmsg_flags = static_cast<std::uint16_t>(header.nlmsg_flags | NLM_F_ACK);
    header.nlmsg_seq = ++m_sequence;
    std::memcpy(bytes.data(), &header, sizeof header);
    if (::send(m_fd.get(), bytes.data(), bytes.size(), 0) < 0)
        return base::failErrno(what);
    alignas(nlmsghdr) std::array<char, 8192> buffer{};
    for (;;) {
        const ssize_t size = ::recv(m_fd.get(), buffer.data(), buffer.size(), 0);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return base::failErrno(what);
        const auto *reply = reinterpret_cast<const nlmsghdr *>(buffer.data());
        if (static_cast<std::size_t>(size) < sizeof *reply + sizeof(nlmsgerr) ||
            reply->nlmsg_seq != m_sequence || reply->nlmsg_type != NLMSG_ERROR)
            continue;
        const auto error = headerOf<nlmsgerr>(*reply);
        if (error.error == 0)
            return {};
        std::string detail = what;
        const std::size_t headerSize = sizeof(nlmsgerr);
        if ((reply->nlmsg_flags & NLM_F_ACK_TLVS) != 0) {
            eachAttribute(*reply, headerSize, [&](int type, const char *data, std::size_t length) {
                if (type == NLMSGERR_ATTR_MSG)
                    detail += " (" + std::string(data, ::strnlen(data, length)) + ")";
            });
        }
        return base::fail(base::Error::fromErrno(-error.error, std::move(detail)));
    }
}

Result<void> Rtnl::dump(std::uint16_t type, std::uint8_t family,
                        const std::function<void(const nlmsghdr &)> &onMessage, const std::string &what,
                        int master)
{
    struct {
        nlmsghdr header;
        ifinfomsg body;
        rtattr maskHead;
        std::uint32_t mask;
        rtattr masterHead;
        std::uint32_t master;
    } query{};
    query.header.nlmsg_len = offsetof(decltype(query), maskHead);
    if (type == RTM_GETLINK) { // counters are most of an answer
        query.maskHead = {RTA_LENGTH(sizeof query.mask), IFLA_EXT_MASK};
        query.mask = RTEXT_FILTER_SKIP_STATS;
        query.header.nlmsg_len = offsetof(decltype(query), masterHead);
    }
    if (master != 0) {
        query.masterHead = {RTA_LENGTH(sizeof query.master), IFLA_MASTER};
        query.master = static_cast<std::uint32_t>(master);
        query.header.nlmsg_len = sizeof query;
    }
    query.header.nlmsg_type = type;
    query.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    query.header.nlmsg_seq = ++m_sequence;
    query.body.ifi_family = family;
    if (::send(m_fd.get(), &query, query.header.nlmsg_len, 0) < 0)
        return base::failErrno(what);
    std::vector<char> buffer(64U << 10);
    for (;;) {
        const ssize_t received = ::recv(m_fd.get(), buffer.data(), buffer.size(), 0);
        if (received < 0 && errno == EINTR)
            continue;
        if (received < 0)
            return base::failErrno(what);
        auto left = static_cast<unsigned>(received);
        for (auto *message = reinterpret_cast<nlmsghdr *>(buffer.data()); NLMSG_OK(message, left);
             message = NLMSG_NEXT(message, left)) {
            if (message->nlmsg_seq != m_sequence)
                continue;
            if (message->nlmsg_type == NLMSG_DONE)
                return {};
            if (message->nlmsg_type == NLMSG_ERROR)
                return base::fail(base::Error::fromErrno(-headerOf<nlmsgerr>(*message).error, what));
            onMessage(*message);
        }
    }
}

Result<std::vector<Ipv4Prefix>> Rtnl::addresses()
{
    std::vector<Ipv4Prefix> found;
    CATAMARAN_CHECK(dump(
        RTM_GETADDR, AF_INET,
        [&](const nlmsghdr &message) {
            const auto head = headerOf<ifaddrmsg>(message);
            std::optional<Ipv4> address;
            eachAttribute(message, sizeof head, [&](int type, const char *data, std::size_t size) {
                // IFA_LOCAL is our own end of a point-to-point link, IFA_ADDRESS the peer's.
                if (size == 4 && (type == IFA_LOCAL || (type == IFA_ADDRESS && !address)))
                    address = Ipv4{networkOrder(data)};
            });
            if (address)
                found.push_back({*address, head.ifa_prefixlen});
        },
        "list addresses"));
    return found;
}

Result<std::vector<Ipv4Prefix>> Rtnl::routes()
{
    std::vector<Ipv4Prefix> found;
    CATAMARAN_CHECK(dump(
        RTM_GETROUTE, AF_INET,
        [&](const nlmsghdr &message) {
            const auto head = headerOf<rtmsg>(message);
            if (head.rtm_type != RTN_UNICAST && head.rtm_type != RTN_BLACKHOLE)
                return;
            Ipv4 destination;
            eachAttribute(message, sizeof head, [&](int type, const char *data, std::size_t size) {
                if (type == RTA_DST && size == 4)
                    destination = Ipv4{networkOrder(data)};
            });
            found.push_back({destination, head.rtm_dst_len});
        },
        "list routes"));
    return found;
}

Result<std::vector<Ipv6Prefix>> Rtnl::ranges6()
{
    std::vector<Ipv6Prefix> found;
    const auto take = [&](const char *data, std::size_t size, int length) {
        Ipv6Prefix range;
        range.length = length;
        if (size != range.address.bytes.size())
            return;
        std::memcpy(range.address.bytes.data(), data, size);
        const bool special = range.address.bytes[0] == 0xfe || range.address.bytes[0] == 0xff ||
                             range.address.isNone() || range.length == 128;
        if (!special)
            found.push_back(range);
    };
    CATAMARAN_CHECK(dump(
        RTM_GETADDR, AF_INET6,
        [&](const nlmsghdr &message) {
            const auto head = headerOf<ifaddrmsg>(message);
            eachAttribute(message, sizeof head, [&](int type, const char *data, std::size_t size) {
                if (type == IFA_ADDRESS)
                    take(data, size, head.ifa_prefixlen);
            });
        },
        "list addresses"));
    CATAMARAN_CHECK(dump(
        RTM_GETROUTE, AF_INET6,
        [&](const nlmsghdr &message) {
            const auto head = headerOf<rtmsg>(message);
            if (head.rtm_type != RTN_UNICAST && head.rtm_type != RTN_BLACKHOLE)
                return;
            eachAttribute(message, sizeof head, [&](int type, const char *data, std::size_t size) {
                if (type == RTA_DST)
                    take(data, size, head.rtm_dst_len);
            });
        },
        "list routes"));
    return found;
}

Result<std::vector<std::string>> Rtnl::portsOf(int bridgeIndex)
{
    std::vector<std::string> found;
    CATAMARAN_CHECK(dump(
        RTM_GETLINK, AF_UNSPEC,
        [&](const nlmsghdr &message) {
            if (Link link = linkOf(message); link.master == bridgeIndex)
                found.push_back(std::move(link.name));
        },
        "list links", bridgeIndex));
    return found;
}

Result<std::vector<std::string>> Rtnl::bridges()
{
    std::vector<std::string> found;
    CATAMARAN_CHECK(dump(
        RTM_GETLINK, AF_UNSPEC,
        [&](const nlmsghdr &message) {
            if (Link link = linkOf(message); link.kind == "bridge")
                found.push_back(std::move(link.name));
        },
        "list links"));
    return found;
}

Result<void> Rtnl::createBridge(const std::string &name, const std::string &mac)
{
    std::array<unsigned, 6> parts{};
    if (std::sscanf(mac.c_str(), "%2x:%2x:%2x:%2x:%2x:%2x", &parts[0], &parts[1], &parts[2], &parts[3],
                    &parts[4], &parts[5]) != 6)
        return base::fail(Errc::InvalidArgument, "not a MAC address: " + mac);
    std::array<std::uint8_t, 6> address{};
    for (std::size_t i = 0; i < parts.size(); ++i)
        address[i] = static_cast<std::uint8_t>(parts[i]);

    Message message(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
    ifinfomsg body{};
    body.ifi_flags = IFF_UP;
    body.ifi_change = IFF_UP;
    message.append(&body, sizeof body);
    message.text(IFLA_IFNAME, name);
    message.attribute(IFLA_ADDRESS, address.data(), address.size());
    const std::size_t info = message.open(IFLA_LINKINFO);
    message.text(IFLA_INFO_KIND, "bridge");
    message.close(info);
    return request(message.bytes(), "make bridge " + name);
}

Result<void> Rtnl::addAddress(const std::string &link, const Ipv4Prefix &address)
{
    const unsigned index = ::if_nametoindex(link.c_str());
    if (index == 0)
        return base::failErrno("find link " + link);
    Message message(RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE);
    ifaddrmsg body{};
    body.ifa_family = AF_INET;
    body.ifa_prefixlen = static_cast<std::uint8_t>(address.length);
    body.ifa_index = index;
    message.append(&body, sizeof body);
    const std::uint32_t local = __builtin_bswap32(address.address.value);
    const std::uint32_t broadcast = __builtin_bswap32(address.broadcast().value);
    message.attribute(IFA_LOCAL, &local, sizeof local);
    message.attribute(IFA_ADDRESS, &local, sizeof local);
    message.attribute(IFA_BROADCAST, &broadcast, sizeof broadcast);
    return request(message.bytes(), "give " + link + " the address " + address.text());
}

Result<void> Rtnl::addAddress6(const std::string &link, const Ipv6Prefix &address)
{
    const unsigned index = ::if_nametoindex(link.c_str());
    if (index == 0)
        return base::failErrno("find link " + link);
    Message message(RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE);
    ifaddrmsg body{};
    body.ifa_family = AF_INET6;
    body.ifa_prefixlen = static_cast<std::uint8_t>(address.length);
    body.ifa_flags = IFA_F_NODAD; // a bridge without ports never hears an answer
    body.ifa_index = index;
    message.append(&body, sizeof body);
    message.attribute(IFA_LOCAL, address.address.bytes.data(), address.address.bytes.size());
    message.attribute(IFA_ADDRESS, address.address.bytes.data(), address.address.bytes.size());
    return request(message.bytes(), "give " + link + " the address " + address.text());
}

Result<void> Rtnl::createDummy(const std::string &name)
{
    Message message(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
    ifinfomsg body{};
    body.ifi_flags = IFF_UP;
    body.ifi_change = IFF_UP;
    message.append(&body, sizeof body);
    message.text(IFLA_IFNAME, name);
    const std::size_t info = message.open(IFLA_LINKINFO);
    message.text(IFLA_INFO_KIND, "dummy");
    message.close(info);
    return request(message.bytes(), "make the dummy link " + name);
}

Result<void> Rtnl::createVethPair(const std::string &name, const std::string &peer)
{
    Message message(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
    ifinfomsg body{};
    body.ifi_flags = IFF_UP;
    body.ifi_change = IFF_UP;
    message.append(&body, sizeof body);
    message.text(IFLA_IFNAME, name);
    const std::size_t info = message.open(IFLA_LINKINFO);
    message.text(IFLA_INFO_KIND, "veth");
    const std::size_t data = message.open(IFLA_INFO_DATA);
    const std::size_t inner = message.open(VETH_INFO_PEER);
    const ifinfomsg down{}; // it is made first, and cannot be set up without the other end
    message.append(&down, sizeof down);
    message.text(IFLA_IFNAME, peer);
    message.close(inner);
    message.close(data);
    message.close(info);
    CATAMARAN_CHECK(request(message.bytes(), "make the links " + name + " and " + peer));
    return setUp(peer);
}

Result<bool> Rtnl::knowsKind(const std::string &kind)
{
    // Without a link below, a known kind is refused as invalid, and an unknown one as unsupported.
    Message message(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
    const ifinfomsg body{};
    message.append(&body, sizeof body);
    const std::size_t info = message.open(IFLA_LINKINFO);
    message.text(IFLA_INFO_KIND, kind);
    message.close(info);
    const auto done = request(message.bytes(), "ask for links of kind " + kind);
    return done || done.error().systemErrno() != EOPNOTSUPP;
}

Result<void> Rtnl::createVlan(const std::string &name, const std::string &parent, std::uint16_t id)
{
    const unsigned index = ::if_nametoindex(parent.c_str());
    if (index == 0)
        return base::failErrno("find link " + parent);
    Message message(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
    ifinfomsg body{};
    body.ifi_flags = IFF_UP;
    body.ifi_change = IFF_UP;
    message.append(&body, sizeof body);
    message.text(IFLA_IFNAME, name);
    const auto link = std::uint32_t{index};
    message.attribute(IFLA_LINK, &link, sizeof link);
    const std::size_t info = message.open(IFLA_LINKINFO);
    message.text(IFLA_INFO_KIND, "vlan");
    const std::size_t data = message.open(IFLA_INFO_DATA);
    message.attribute(IFLA_VLAN_ID, &id, sizeof id);
    message.close(data);
    message.close(info);
    return request(message.bytes(), "make VLAN " + name + " on " + parent);
}

Result<void> Rtnl::setUp(const std::string &link)
{
    Message message(RTM_NEWLINK, 0);
    ifinfomsg body{};
    body.ifi_index = static_cast<int>(::if_nametoindex(link.c_str()));
    if (body.ifi_index == 0)
        return base::failErrno("find link " + link);
    body.ifi_flags = IFF_UP;
    body.ifi_change = IFF_UP;
    message.append(&body, sizeof body);
    return request(message.bytes(), "set " + link + " up");
}

Result<void> Rtnl::deleteLink(const std::string &name)
{
    ifinfomsg body{};
    body.ifi_index = static_cast<int>(::if_nametoindex(name.c_str()));
    if (body.ifi_index == 0)
        return {};
    Message message(RTM_DELLINK, 0);
    message.append(&body, sizeof body);
    auto done = request(message.bytes(), "delete link " + name);
    if (!done && done.error().systemErrno() == ENODEV)
        return {};
    return done;
}

} // namespace catamaran::engine::net
