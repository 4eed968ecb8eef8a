// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/net/ipv4.h"
#include "engine/net/ipv6.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

struct nlmsghdr;

namespace catamaran::engine::net {

/// The few rtnetlink(7) requests that networks need, in the calling thread's network namespace.
///
/// Thread: not synchronised; a value for one call chain. Errors: Errc::System (or what errno maps to) naming
/// the request and the link.
class Rtnl {
public:
    static base::Result<Rtnl> open();

    /// IPv4 addresses of the host with their prefixes.
    base::Result<std::vector<Ipv4Prefix>> addresses();
    /// IPv4 destinations of the main routing table; a default route has length 0.
    base::Result<std::vector<Ipv4Prefix>> routes();
    /// As addresses() and routes(), together, without link-local and loopback ones.
    base::Result<std::vector<Ipv6Prefix>> ranges6();
    /// Names of the links that are ports of `bridgeIndex`.
    base::Result<std::vector<std::string>> portsOf(int bridgeIndex);
    /// Names of all bridges.
    base::Result<std::vector<std::string>> bridges();

    /// Makes a bridge that is up, with a fixed MAC. AlreadyExists if a link of that name exists.
    base::Result<void> createBridge(const std::string &name, const std::string &mac);
    /// An address that is there already is success.
    base::Result<void> addAddress(const std::string &link, const Ipv4Prefix &address);
    base::Result<void> addAddress6(const std::string &link, const Ipv6Prefix &address);
    /// A dummy link that is up. Unsupported where the kernel has none.
    base::Result<void> createDummy(const std::string &name);
    /// A pair of links that are up and have a carrier, without anything at either end.
    base::Result<void> createVethPair(const std::string &name, const std::string &peer);
    /// Whether the kernel can make links of this kind ("ipvlan"). Nothing is made.
    base::Result<bool> knowsKind(const std::string &kind);
    /// The VLAN `id` of `parent`, up.
    base::Result<void> createVlan(const std::string &name, const std::string &parent, std::uint16_t id);
    base::Result<void> setUp(const std::string &link);
    /// A link that is not there is success.
    base::Result<void> deleteLink(const std::string &name);

private:
    explicit Rtnl(base::UniqueFd fd) : m_fd(std::move(fd)) {}
    base::Result<void> request(const std::string &message, const std::string &what);
    /// With `master` only the links below that one.
    base::Result<void> dump(std::uint16_t type, std::uint8_t family,
                            const std::function<void(const nlmsghdr &)> &onMessage, const std::string &what,
                            int master = 0);

    base::UniqueFd m_fd;
    std::uint32_t m_sequence = 0;
};

} // namespace catamaran::engine::net
