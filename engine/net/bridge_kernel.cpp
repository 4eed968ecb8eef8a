// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/bridge_kernel.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/net/rtnl.h"

#include <algorithm>
#include <cstring>
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
    if (auto made = rtnl.createBridge(name, network.gateway.mac()); !made)
        return base::fail(std::move(made).error().withFix(
            "The kernel must have bridges (module bridge) and the caller CAP_NET_ADMIN; "
            "--network none and host work without."));
    result.created = true;
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

    const std::string forward = "/proc/sys/net/ipv4/ip_forward";
    CATAMARAN_TRY(const std::string current, base::readFile(forward));
    if (!current.empty() && current.front() == '0') {
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
