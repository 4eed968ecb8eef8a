// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/port_planner.h"

#include <algorithm>
#include <charconv>
#include <unistd.h>

namespace catamaran::engine::net {

using base::Errc;
using base::Result;

namespace {

const char *protocolText(spec::Protocol protocol)
{
    switch (protocol) {
    case spec::Protocol::Tcp:
        return "tcp";
    case spec::Protocol::Udp:
        return "udp";
    case spec::Protocol::Sctp:
        return "sctp";
    }
    return "tcp";
}

/// Whether some address of the host is meant by both texts: "" is all, "0.0.0.0" and "::" one family.
bool meet(const std::string &left, const std::string &right)
{
    const auto isSix = [](const std::string &text) { return text.find(':') != std::string::npos; };
    if (left.empty() || right.empty() || left == right)
        return true;
    return isSix(left) == isSix(right) &&
           (left == "0.0.0.0" || right == "0.0.0.0" || left == "::" || right == "::");
}

bool collides(const spec::PortMapping &taken, const spec::PortMapping &wish)
{
    return taken.protocol == wish.protocol && taken.hostPort == wish.hostPort &&
           meet(taken.hostIp, wish.hostIp);
}

/// VMs are owners as "vm-NAME", also those on a bridge network, and "vm-NAME#PORT".
std::string nameOf(const PortRow &row)
{
    const bool vm = row.forwardsItself || row.owner.starts_with("vm-");
    if (!vm)
        return "container " + row.ownerName;
    const std::string name = row.ownerName.starts_with("vm-") ? row.ownerName.substr(3) : row.ownerName;
    return "virtual machine " + name.substr(0, name.find('#'));
}

std::string describe(const PortOwner &owner)
{
    if (owner.program.empty())
        return owner.pid == 0 ? "another program" : "process " + std::to_string(owner.pid);
    return owner.pid == 0 ? owner.program : owner.program + " (pid " + std::to_string(owner.pid) + ")";
}

base::Error inUse(const spec::PortMapping &wish, const PortOwner &owner)
{
    const std::string who = describe(owner);
    const std::string address = wish.hostIp.empty() ? std::string() : wish.hostIp + ":";
    return base::Error(Errc::PortInUse, "port " + address + std::to_string(wish.hostPort) + "/" +
                                            protocolText(wish.protocol) + " of this host is in use by " + who)
        .withFix("Choose another port with -p, or stop " + who + ".");
}

Result<spec::PortMapping> checked(spec::PortMapping wish)
{
    if (wish.containerPort == 0)
        return base::fail(base::Error(Errc::InvalidArgument, "the port to publish must be 1 to 65535, not 0")
                              .withFix("Write -p hostPort:containerPort."));
    if (!wish.hostIp.empty() && !Ipv4::parse(wish.hostIp) && !Ipv6::parse(wish.hostIp))
        return base::fail(
            base::Error(Errc::InvalidArgument, "invalid IP address: " + wish.hostIp)
                .withFix("Leave the address out, or use an IPv4 or IPv6 address of this host."));
    if (wish.protocol == spec::Protocol::Sctp && ::access("/proc/net/sctp", F_OK) != 0)
        return base::fail(
            base::Error(Errc::Unsupported, "cannot publish port " + std::to_string(wish.containerPort) +
                                               "/sctp: the kernel of this host has no SCTP")
                .withFix("Load the module sctp (modprobe sctp), or publish a TCP or UDP port."));
    return wish;
}

std::optional<std::uint16_t> portNumber(std::string_view text)
{
    std::uint16_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value == 0)
        return std::nullopt;
    return value;
}

} // namespace

std::optional<PortOwner> ownerOf(const PortWorld &world, const spec::PortMapping &wish)
{
    for (const PortRow &row : world.reserved) {
        if (collides(row.mapping, wish))
            return PortOwner{0, nameOf(row)};
    }
    for (const HostSocket &socket : world.sockets) {
        if (!net::collides(socket, wish))
            continue;
        const SocketHolder holder = world.findHolder(socket.inode);
        return PortOwner{holder.pid, holder.program};
    }
    return std::nullopt;
}

Result<std::vector<spec::PortMapping>> planPorts(const PortWorld &world,
                                                 const std::vector<spec::PortMapping> &wishes)
{
    std::vector<spec::PortMapping> planned;
    // Fixed ports first, so that a free choice never takes one that is wished for further down.
    std::vector<spec::PortMapping> open;
    for (const spec::PortMapping &raw : wishes) {
        CATAMARAN_TRY(const spec::PortMapping wish, checked(raw));
        if (!wish.hostIp.empty() && world.isOwnAddress && !world.isOwnAddress(wish.hostIp))
            return base::fail(base::Error(Errc::InvalidArgument, "failed to bind host port for " +
                                                                     wish.hostIp + ":" +
                                                                     std::to_string(wish.hostPort) + "/" +
                                                                     protocolText(wish.protocol) +
                                                                     ": cannot assign requested address")
                                  .withFix("Leave the address out, or use one of this host's: ip address"));
        if (wish.hostPort == 0 || wish.hostPortEnd > wish.hostPort) {
            open.push_back(wish);
            continue;
        }
        if (std::find(planned.begin(), planned.end(), wish) != planned.end())
            continue;
        for (const spec::PortMapping &other : planned) {
            if (collides(other, wish))
                return base::fail(base::Error(Errc::InvalidArgument,
                                              "host port " + std::to_string(wish.hostPort) + "/" +
                                                  protocolText(wish.protocol) + " is published twice")
                                      .withFix("Choose another host port for one of the two -p."));
        }
        if (const auto owner = ownerOf(world, wish))
            return base::fail(inUse(wish, *owner));
        planned.push_back(wish);
    }
    for (spec::PortMapping wish : open) {
        std::vector<std::uint16_t> taken;
        const auto take = [&](spec::Protocol protocol, std::uint16_t port) {
            if (protocol == wish.protocol)
                taken.push_back(port);
        };
        for (const PortRow &row : world.reserved)
            take(row.mapping.protocol, row.mapping.hostPort);
        for (const HostSocket &socket : world.sockets)
            take(socket.protocol, socket.port);
        for (const spec::PortMapping &other : planned)
            take(other.protocol, other.hostPort);
        const bool ofRange = wish.hostPort != 0;
        const auto range = ofRange ? std::pair(wish.hostPort, wish.hostPortEnd) : world.range;
        const auto port = chooseFreePort(taken, range, ofRange ? 0 : world.random);
        if (!port && ofRange)
            return base::fail(base::Error(Errc::PortInUse, "all ports from " + std::to_string(range.first) +
                                                               " to " + std::to_string(range.second) +
                                                               " of this host are in use")
                                  .withFix("Choose another range with -p."));
        if (!port)
            return base::fail(base::Error(Errc::NoSpace, "no free host port from " +
                                                             std::to_string(world.range.first) + " to " +
                                                             std::to_string(world.range.second))
                                  .withFix("Name a host port with -p hostPort:containerPort."));
        wish.hostPort = *port;
        wish.hostPortEnd = 0;
        planned.push_back(wish);
    }
    return planned;
}

std::vector<FirewallPort> firewallPorts(const PortRow &row)
{
    std::vector<FirewallPort> ports;
    const bool any =
        row.mapping.hostIp.empty() || row.mapping.hostIp == "0.0.0.0" || row.mapping.hostIp == "::";
    const bool isSix = row.mapping.hostIp.find(':') != std::string::npos;
    for (const std::string &address : {isSix ? std::string() : row.address, row.address6}) {
        if (!address.empty())
            ports.push_back({row.mapping.protocol, any ? std::string() : row.mapping.hostIp,
                             row.mapping.hostPort, address, row.mapping.containerPort});
    }
    return ports;
}

bool isForwarded(const PortRow &row)
{
    return !row.address.empty() && row.address6.empty() && row.mapping.protocol != spec::Protocol::Sctp &&
           (row.mapping.hostIp.empty() || row.mapping.hostIp.find(':') != std::string::npos);
}

bool serves(const spec::PortMapping &taken, const spec::PortMapping &wish)
{
    if (taken.protocol != wish.protocol || taken.hostIp != wish.hostIp)
        return false;
    if (wish.hostPort == 0)
        return taken.containerPort == wish.containerPort;
    if (wish.hostPortEnd > wish.hostPort)
        return taken.containerPort == wish.containerPort && taken.hostPort >= wish.hostPort &&
               taken.hostPort <= wish.hostPortEnd;
    return taken.hostPort == wish.hostPort;
}

std::vector<spec::PortMapping> exposedMappings(const std::vector<std::string> &exposed)
{
    std::vector<spec::PortMapping> mappings;
    for (const std::string &entry : exposed) {
        const std::string_view text = entry;
        const std::size_t slash = text.find('/');
        const std::string_view protocol = slash == std::string_view::npos ? "tcp" : text.substr(slash + 1);
        const std::string_view range = text.substr(0, slash);
        const std::size_t dash = range.find('-');
        const auto first = portNumber(range.substr(0, dash));
        const auto last = dash == std::string_view::npos ? first : portNumber(range.substr(dash + 1));
        if (!first || !last || *first > *last ||
            (protocol != "tcp" && protocol != "udp" && protocol != "sctp"))
            continue;
        for (unsigned port = *first; port <= *last; ++port)
            mappings.push_back({"", 0, static_cast<std::uint16_t>(port),
                                protocol == "tcp"   ? spec::Protocol::Tcp
                                : protocol == "udp" ? spec::Protocol::Udp
                                                    : spec::Protocol::Sctp});
    }
    return mappings;
}

} // namespace catamaran::engine::net
