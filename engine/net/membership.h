// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/live_link.h"
#include "engine/net/network_store.h"

#include <optional>
#include <string>
#include <vector>

/// What follows from the networks that an owner is on. Pure.
namespace catamaran::engine::net {

/// An endpoint with its network.
struct Membership {
    NetworkRow network;
    EndpointRow endpoint;
};

/// The memberships that a specification asks for, in docker's order: its network mode's first.
std::vector<spec::NetworkAttachment> membershipsOf(const spec::ContainerSpec &spec);

/// Which membership gives the default route of each family, as docker 28 decides: the highest gateway
/// priority, then the name that sorts first; internal networks give none.
struct Gateways {
    const Membership *ipv4 = nullptr;
    const Membership *ipv6 = nullptr;
};
Gateways gatewaysOf(const std::vector<Membership> &memberships);
DefaultRoute defaultRoute4(const Gateways &gateways);
DefaultRoute defaultRoute6(const Gateways &gateways);

/// The gateway that belongs to an address of the network: that of the pool it is in.
std::string gatewayFor(const Network &network, const std::string &address);
/// Prefix length of that pool.
int prefixFor(const Network &network, const std::string &address);

/// The link plan of one membership, without gateways.
base::Result<launch::InterfacePlan> interfaceOf(const Membership &membership, std::uint32_t uplinkMtu);
Endpoint endpointOf(const Membership &membership);

/// Where a published port leads: the addresses of the memberships that give the default routes. Empty ones:
/// nowhere.
struct PortTarget {
    std::string address;
    std::string address6;
};
/// An address of IPv6 leads to a container that has IPv4 only all the same: see isForwarded().
/// Unsupported when the mapping asks for a family that the container has not.
base::Result<PortTarget> portTarget(const Gateways &gateways, const spec::PortMapping &mapping);
/// com.docker.network.bridge.host_binding_ipv4 of the network that takes the ports; empty: all addresses.
std::string hostBinding(const Gateways &gateways);
/// What a container asks to be published, with the addresses of that binding.
std::vector<spec::PortMapping> portWishes(const Gateways &gateways, const spec::ContainerSpec &spec,
                                          const std::vector<std::string> &exposedPorts);

} // namespace catamaran::engine::net
