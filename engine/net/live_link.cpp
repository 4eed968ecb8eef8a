// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/live_link.h"

#include "engine/base/file.h"
#include "engine/launch/link_maker.h"
#include "engine/net/bridge_kernel.h"
#include "engine/sys/rtnl.h"

#include <array>
#include <cstring>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <thread>
#include <unistd.h>

namespace catamaran::engine::net {

using base::Errc;
using base::Result;

namespace protocol = launch::protocol;

namespace {

/// Runs `body` with a routing socket of the namespace behind `fd`.
template <typename Body>
Result<void> insideNamespace(int fd, const Body &body)
{
    Result<void> result;
    std::thread([&] {
        if (::setns(fd, CLONE_NEWNET) != 0) {
            result = base::failErrno("enter the container's network");
            return;
        }
        const base::UniqueFd socket(sys::openRtnl());
        if (!socket)
            result = base::failErrno("open a netlink socket in the container's network");
        else
            result = body(socket.get());
    }).join();
    return result;
}

protocol::Text view(const std::string &text)
{
    return {text.c_str(), static_cast<std::uint32_t>(text.size())};
}

/// The plan as the helper's code reads it; texts point into the plan.
protocol::InterfaceView viewOf(const launch::InterfacePlan &plan)
{
    protocol::InterfaceView out;
    out.name = view(plan.name);
    out.hostName = view(plan.hostName);
    out.bridge = view(plan.bridge);
    out.ipv4 = view(plan.ipv4);
    out.ipv6 = view(plan.ipv6);
    out.mac = view(plan.mac);
    out.mtu = plan.mtu;
    out.kind = static_cast<protocol::InterfaceKind>(plan.kind);
    out.parent = view(plan.parent);
    out.linkMode = plan.linkMode;
    out.furtherAddresses = view(plan.furtherAddresses);
    out.isolated = plan.isolated;
    return out;
}

Result<void> checked(const helpers::NetworkFailure &failure)
{
    if (failure.error == 0)
        return {};
    return base::fail(base::Error::fromErrno(failure.error, std::string(protocol::stepName(failure.step)) +
                                                                " " + failure.path));
}

Result<void> deleteInside(int socket, const std::string &name)
{
    const unsigned index = ::if_nametoindex(name.c_str());
    if (index == 0)
        return {};
    alignas(nlmsghdr) std::array<char, 256> buffer{};
    sys::RtnlBatch batch(buffer.data(), buffer.size());
    if (auto *link = batch.begin<ifinfomsg>(RTM_DELLINK, 0))
        link->ifi_index = static_cast<int>(index);
    batch.end();
    if (const int error = batch.run(socket); error != 0 && error != ENODEV)
        return base::fail(base::Error::fromErrno(error, "delete link " + name + " of the container"));
    return {};
}

Result<void> setRoute(int socket, int family, const DefaultRoute &route)
{
    const auto size = static_cast<std::size_t>(family == AF_INET ? 4 : 16);
    const auto fill = [&](sys::RtnlBatch &batch, std::uint16_t type, std::uint16_t flags) {
        if (auto *message = batch.begin<rtmsg>(type, flags)) {
            message->rtm_family = static_cast<unsigned char>(family);
            message->rtm_table = RT_TABLE_MAIN;
            message->rtm_protocol = type == RTM_NEWROUTE ? RTPROT_STATIC : RTPROT_UNSPEC;
            message->rtm_scope = type == RTM_NEWROUTE ? RT_SCOPE_UNIVERSE : RT_SCOPE_NOWHERE;
            message->rtm_type = type == RTM_NEWROUTE ? std::uint8_t{RTN_UNICAST} : std::uint8_t{0};
        }
    };
    alignas(nlmsghdr) std::array<char, 512> buffer{};
    sys::RtnlBatch batch(buffer.data(), buffer.size());
    // What is there goes first, also several: another network's link may hold one.
    for (int i = 0; i < 8; ++i) {
        fill(batch, RTM_DELROUTE, 0);
        batch.end();
        if (batch.run(socket) != 0)
            break;
    }
    if (route.interface.empty())
        return {};
    std::array<unsigned char, 16> gateway{};
    int parsedFamily = 0;
    unsigned length = 0;
    if (!helpers::parseAddress(route.gateway.c_str(), &parsedFamily, gateway.data(), &length) ||
        parsedFamily != family)
        return base::fail(Errc::Internal, "not a gateway: " + route.gateway);
    fill(batch, RTM_NEWROUTE, NLM_F_CREATE);
    if (gateway != std::array<unsigned char, 16>{})
        batch.attribute(RTA_GATEWAY, gateway.data(), size);
    batch.number(RTA_OIF, ::if_nametoindex(route.interface.c_str()));
    batch.end();
    if (const int error = batch.run(socket))
        return base::fail(base::Error::fromErrno(error, "set the container's default route to " +
                                                            route.gateway + " on " + route.interface));
    return {};
}

} // namespace

Result<void> plugInterface(const launch::InterfacePlan &plan, const std::string &namespacePath)
{
    CATAMARAN_TRY(const base::UniqueFd target, base::openFile(namespacePath, O_RDONLY));
    const base::UniqueFd host(sys::openRtnl());
    if (!host)
        return base::failErrno("open a netlink socket");
    protocol::InterfaceView interface = viewOf(plan);
    protocol::NetworkView network;
    network.interfaces = {&interface, 1};
    CATAMARAN_CHECK(checked(helpers::makeInterfaces(network, host.get(), target.get())));
    auto configured = insideNamespace(
        target.get(), [&](int socket) { return checked(helpers::configureInterfaces(network, socket)); });
    if (!configured) {
        base::Error error = std::move(configured).error();
        if (auto gone = unplugInterface(plan, namespacePath); !gone)
            error.addCleanup(std::move(gone).error());
        return base::fail(std::move(error));
    }
    return {};
}

Result<void> unplugInterface(const launch::InterfacePlan &plan, const std::string &namespacePath)
{
    if (plan.kind == launch::InterfacePlan::Kind::Veth)
        return deleteStaleLink(plan.hostName); // the inner end goes with it
    CATAMARAN_TRY(const base::UniqueFd target, base::openFile(namespacePath, O_RDONLY));
    return insideNamespace(target.get(), [&](int socket) { return deleteInside(socket, plan.name); });
}

Result<void> setDefaultRoutes(const std::string &namespacePath, const DefaultRoute &ipv4,
                              const DefaultRoute &ipv6)
{
    CATAMARAN_TRY(const base::UniqueFd target, base::openFile(namespacePath, O_RDONLY));
    return insideNamespace(target.get(), [&](int socket) -> Result<void> {
        CATAMARAN_CHECK(setRoute(socket, AF_INET, ipv4));
        auto six = setRoute(socket, AF_INET6, ipv6);
        // A kernel without IPv6 has no route to set either.
        if (!six && ipv6.interface.empty())
            return {};
        return six;
    });
}

} // namespace catamaran::engine::net
