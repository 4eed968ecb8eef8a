// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/bridge_kernel.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/net/network_definition.h"
#include "engine/net/rtnl.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <net/if.h>
#include <sstream>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace catamaran::engine::net {

using base::Errc;
using base::Result;

namespace {

Result<void> writeSetting(const std::string &path, std::string_view value)
{
    CATAMARAN_TRY(const base::UniqueFd file, base::openFile(path, O_WRONLY));
    if (::write(file.get(), value.data(), value.size()) < 0)
        return base::failErrno("write " + path);
    return {};
}

/// Four bytes of a digest as the tail of a MAC address.
std::string macTail(const std::string &hex)
{
    return hex.substr(0, 2) + ":" + hex.substr(2, 2) + ":" + hex.substr(4, 2) + ":" + hex.substr(6, 2);
}

Result<void> addIpv6(Rtnl &rtnl, const NetworkRow &network, BridgeMade &result)
{
    const std::string &name = network.network.bridge;
    const std::string own = "/proc/sys/net/ipv6/conf/" + name + "/disable_ipv6";
    if (::access(own.c_str(), F_OK) != 0)
        return base::fail(base::Error(Errc::Unsupported, "network " + network.network.name +
                                                             " has IPv6, but the kernel of this host has not")
                              .withFix("Create the network without --ipv6, or boot without ipv6.disable=1."));
    CATAMARAN_CHECK(writeSetting(own, "0"));
    CATAMARAN_CHECK(rtnl.addAddress6(name, {network.gateway6, network.subnet6.length}));
    const std::string forward = "/proc/sys/net/ipv6/conf/all/forwarding";
    CATAMARAN_TRY(const std::string current, base::readFile(forward));
    if (network.network.internal || current.empty() || current.front() != '0')
        return {};
    // A host that forwards takes no router advertisements any more, unless it is told to (accept_ra=2): its
    // own way out must survive.
    const std::string ra = "/proc/sys/net/ipv6/conf/";
    if (DIR *links = ::opendir(ra.c_str())) {
        while (const dirent *link = ::readdir(links)) {
            const std::string path = ra + link->d_name + "/accept_ra";
            const auto value = base::readFile(path);
            if (value && value->front() == '1' && std::string_view(link->d_name) != "all" &&
                std::string_view(link->d_name) != "default" && name != link->d_name)
                static_cast<void>(writeSetting(path, "2"));
        }
        ::closedir(links);
    }
    if (writeSetting(forward, "1"))
        result.notices.emplace_back("IPv6 forwarding was off on this host; it has been switched on for the "
                                    "container network.");
    else
        result.notices.emplace_back("IPv6 forwarding is off and cannot be switched on (" + forward +
                                    "), so containers will not reach other hosts over IPv6.");
    return {};
}

} // namespace

std::string bridgeName(const std::string &instance, const std::string &networkName,
                       const std::string &networkId)
{
    if (networkName == "bridge")
        return instance.empty() ? "catamaran0" : "ct" + instance.substr(0, 6) + "0";
    return "ct-" + networkId.substr(0, 10);
}

std::string vethName(const std::string &owner, std::int64_t network)
{
    return "cv" + base::Sha256::hexOf(owner).substr(0, 10) + std::to_string(network % 1000);
}

bool linkExists(const std::string &name)
{
    return ::if_nametoindex(name.c_str()) != 0;
}

Result<void> deleteStaleLink(const std::string &name)
{
    if (!linkExists(name))
        return {};
    CATAMARAN_TRY(Rtnl rtnl, Rtnl::open());
    return rtnl.deleteLink(name);
}

Result<BridgeMade> ensureBridge(const NetworkRow &network)
{
    BridgeMade result;
    const std::string &name = network.network.bridge;
    if (linkExists(name))
        return result;
    CATAMARAN_TRY(Rtnl rtnl, Rtnl::open());
    const bool hasIpv4 = network.network.ipv4 && network.gateway.value != 0;
    const std::string mac =
        hasIpv4 ? network.gateway.mac() : "02:42:" + macTail(base::Sha256::hexOf(network.network.id));
    if (auto made = rtnl.createBridge(name, mac); !made)
        return base::fail(std::move(made).error().withFix(
            "The kernel must have bridges (module bridge) and the caller CAP_NET_ADMIN; "
            "--network none and host work without."));
    result.created = true;
    if (hasIpv4)
        CATAMARAN_CHECK(rtnl.addAddress(name, {network.gateway, network.subnet.length}));

    const std::string ipv4 = "/proc/sys/net/ipv4/conf/" + name + "/";
    if (!writeSetting(ipv4 + "route_localnet", "1"))
        result.notices.emplace_back("Published ports cannot be reached at 127.0.0.1, because " + ipv4 +
                                    "route_localnet cannot be written; use another address of this host.");
    // Containers must not be able to become the host's IPv6 router (CVE-2020-13401). Without IPv6 in the
    // kernel there is nothing to close.
    if (const std::string path = "/proc/sys/net/ipv6/conf/" + name + "/accept_ra";
        ::access(path.c_str(), F_OK) == 0)
        CATAMARAN_CHECK(writeSetting(path, "0"));
    if (network.network.ipv6)
        CATAMARAN_CHECK(addIpv6(rtnl, network, result));

    const std::string forward = "/proc/sys/net/ipv4/ip_forward";
    CATAMARAN_TRY(const std::string current, base::readFile(forward));
    if (hasIpv4 && !current.empty() && current.front() == '0') {
        if (writeSetting(forward, "1"))
            result.notices.emplace_back(
                "IPv4 forwarding was off on this host; it has been switched on for the "
                "container network.");
        else
            result.notices.emplace_back("IPv4 forwarding is off and cannot be switched on (" + forward +
                                        "), so containers will not reach other hosts.");
    }
    return result;
}

Result<BridgeMade> ensureParent(const NetworkRow &network)
{
    BridgeMade result;
    const std::string named = namedParent(network.network);
    const std::string name = parentLink(network.network);
    const std::string &driver = network.network.driver;
    CATAMARAN_TRY(Rtnl rtnl, Rtnl::open());
    CATAMARAN_TRY(const bool known, rtnl.knowsKind(driver));
    if (!known)
        return base::fail(
            base::Error(Errc::Unsupported, "the kernel of this host has no " + driver + " links")
                .withFix("Load the module (modprobe " + driver + "), or use the driver " +
                         (driver == "ipvlan" ? "macvlan" : "bridge") + "."));
    if (linkExists(name))
        return result;
    if (named.empty()) {
        // Two links that lead to each other do what a dummy link does, and have a carrier, which a bridge
        // without ports lacks.
        auto made = rtnl.createDummy(name);
        if (!made)
            made = rtnl.createVethPair(name, "dp-" + name.substr(3));
        CATAMARAN_CHECK(std::move(made));
        result.created = true;
        return result;
    }
    const auto dot = named.rfind('.');
    unsigned id = 0;
    if (dot != std::string::npos)
        std::from_chars(named.data() + dot + 1, named.data() + named.size(), id);
    if (dot == std::string::npos || id == 0 || id > 4094 || !linkExists(named.substr(0, dot)))
        return base::fail(
            base::Error(Errc::InvalidArgument, "invalid subinterface vlan name " + named +
                                                   ": the parent interface was not found on the host")
                .withFix("Name a link of this host ('ip link' lists them), or a VLAN of one, "
                         "such as eth0.50."));
    if (auto made = rtnl.createVlan(named, named.substr(0, dot), static_cast<std::uint16_t>(id)); !made)
        return base::fail(std::move(made).error().withFix(
            "The kernel must have VLANs (module 8021q); or make link " + named + " yourself."));
    result.created = true;
    return result;
}

Result<BridgeMade> ensureLink(const NetworkRow &network)
{
    return network.isBridge() ? ensureBridge(network) : ensureParent(network);
}

Result<void> deleteBridge(const std::string &bridge)
{
    if (!linkExists(bridge))
        return {};
    CATAMARAN_TRY(Rtnl rtnl, Rtnl::open());
    return rtnl.deleteLink(bridge);
}

Result<void> removeStrayPorts(const std::string &bridge, const std::vector<std::string> &expected)
{
    const unsigned index = ::if_nametoindex(bridge.c_str());
    if (index == 0)
        return {};
    CATAMARAN_TRY(Rtnl rtnl, Rtnl::open());
    CATAMARAN_TRY(const std::vector<std::string> ports, rtnl.portsOf(static_cast<int>(index)));
    for (const std::string &port : ports) {
        // Only what we name so: a VM's tap on the bridge is its own affair.
        if (port.rfind("cv", 0) == 0 && std::find(expected.begin(), expected.end(), port) == expected.end())
            CATAMARAN_CHECK(rtnl.deleteLink(port));
    }
    return {};
}

Result<std::vector<Ipv4Prefix>> takenByHost()
{
    CATAMARAN_TRY(Rtnl rtnl, Rtnl::open());
    CATAMARAN_TRY(std::vector<Ipv4Prefix> taken, rtnl.addresses());
    CATAMARAN_TRY(const std::vector<Ipv4Prefix> routes, rtnl.routes());
    taken.insert(taken.end(), routes.begin(), routes.end());
    return taken;
}

Result<std::vector<Ipv6Prefix>> takenByHost6()
{
    CATAMARAN_TRY(Rtnl rtnl, Rtnl::open());
    return rtnl.ranges6();
}

std::uint32_t uplinkMtu()
{
    const auto table = base::readFile("/proc/thread-self/net/route");
    if (!table)
        return 0;
    std::istringstream lines(*table);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream fields(line);
        std::string link;
        std::string destination;
        if (!(fields >> link >> destination) || destination != "00000000")
            continue;
        const base::UniqueFd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        ifreq request{};
        std::strncpy(request.ifr_name, link.c_str(), IFNAMSIZ - 1);
        if (::ioctl(socket.get(), SIOCGIFMTU, &request) == 0 && request.ifr_mtu > 0)
            return static_cast<std::uint32_t>(request.ifr_mtu);
    }
    return 0;
}

} // namespace catamaran::engine::net
