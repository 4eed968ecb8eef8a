// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/membership.h"

#include "engine/net/bridge_kernel.h"
#include "engine/net/network_definition.h"
#include "engine/net/port_planner.h"

#include <algorithm>

namespace catamaran::engine::net {

using base::Errc;
using base::Error;
using base::fail;
using base::Result;

namespace {

const AddressPool *poolOf(const Network &network, const std::string &address)
{
    const auto four = Ipv4::parse(address);
    const auto six = Ipv6::parse(address);
    for (const AddressPool &pool : network.pools) {
        const auto prefix = Ipv4Prefix::parse(pool.subnet);
        const auto prefix6 = Ipv6Prefix::parse(pool.subnet);
        if ((four && prefix && prefix->contains(*four)) || (six && prefix6 && prefix6->contains(*six)))
            return &pool;
    }
    return nullptr;
}

/// Whether `left` is the better one for the default route.
bool goesFirst(const Membership &left, const Membership &right)
{
    if (left.endpoint.wish.gatewayPriority != right.endpoint.wish.gatewayPriority)
        return left.endpoint.wish.gatewayPriority > right.endpoint.wish.gatewayPriority;
    return left.network.network.name < right.network.network.name;
}

} // namespace

std::vector<spec::NetworkAttachment> membershipsOf(const spec::ContainerSpec &spec)
{
    std::vector<spec::NetworkAttachment> wishes;
    if (!spec.networkDetached) {
        spec::NetworkAttachment first;
        first.network = spec.network.empty() || spec.network == "default" ? "bridge" : spec.network;
        first.aliases = spec.networkAliases;
        first.ipv4Address = spec.ipv4Address;
        first.ipv6Address = spec.ipv6Address;
        first.macAddress = spec.macAddress;
        first.linkLocalIps = spec.linkLocalIps;
        first.driverOptions = spec.networkDriverOptions;
        first.gatewayPriority = spec.gatewayPriority;
        wishes.push_back(std::move(first));
    }
    wishes.insert(wishes.end(), spec.furtherNetworks.begin(), spec.furtherNetworks.end());
    return wishes;
}

Gateways gatewaysOf(const std::vector<Membership> &memberships)
{
    Gateways gateways;
    for (const Membership &one : memberships) {
        if (one.network.network.internal)
            continue;
        if (one.endpoint.address.value != 0 && !one.network.network.gateway.empty() &&
            (!gateways.ipv4 || goesFirst(one, *gateways.ipv4)))
            gateways.ipv4 = &one;
        if (!one.endpoint.address6.isNone() && !one.network.network.gateway6.empty() &&
            (!gateways.ipv6 || goesFirst(one, *gateways.ipv6)))
            gateways.ipv6 = &one;
    }
    return gateways;
}

DefaultRoute defaultRoute4(const Gateways &gateways)
{
    if (!gateways.ipv4)
        return {};
    const Network &network = gateways.ipv4->network.network;
    const std::string gateway = gatewayFor(network, gateways.ipv4->endpoint.address.text());
    return {gateways.ipv4->endpoint.interface, isRouted(network) ? "0.0.0.0" : gateway};
}

DefaultRoute defaultRoute6(const Gateways &gateways)
{
    if (!gateways.ipv6)
        return {};
    const Network &network = gateways.ipv6->network.network;
    const std::string gateway = gatewayFor(network, gateways.ipv6->endpoint.address6.text());
    return {gateways.ipv6->endpoint.interface, isRouted(network) ? "::" : gateway};
}

std::string gatewayFor(const Network &network, const std::string &address)
{
    const AddressPool *pool = poolOf(network, address);
    return pool ? pool->gateway : std::string();
}

int prefixFor(const Network &network, const std::string &address)
{
    const AddressPool *pool = poolOf(network, address);
    if (!pool)
        return 0;
    const auto four = Ipv4Prefix::parse(pool->subnet);
    const auto six = Ipv6Prefix::parse(pool->subnet);
    return four ? four->length : six ? six->length : 0;
}

Result<launch::InterfacePlan> interfaceOf(const Membership &membership, std::uint32_t uplinkMtu)
{
    using Kind = launch::InterfacePlan::Kind;
    const Network &network = membership.network.network;
    const EndpointRow &endpoint = membership.endpoint;
    launch::InterfacePlan plan;
    plan.name = endpoint.interface;
    plan.mac = endpoint.mac;
    if (endpoint.address.value != 0)
        plan.ipv4 = Ipv4Prefix{endpoint.address, prefixFor(network, endpoint.address.text())}.text();
    if (!endpoint.address6.isNone())
        plan.ipv6 = Ipv6Prefix{endpoint.address6, prefixFor(network, endpoint.address6.text())}.text();
    for (const std::string &address : endpoint.wish.linkLocalIps) {
        const bool six = address.find(':') != std::string::npos;
        plan.furtherAddresses += (plan.furtherAddresses.empty() ? "" : " ") + address +
                                 (address.find('/') != std::string::npos ? ""
                                  : six                                  ? "/64"
                                                                         : "/16");
    }
    plan.mtu = mtuOption(network);
    if (network.driver == "bridge") {
        plan.hostName = vethName(endpoint.owner, membership.network.number);
        plan.bridge = network.bridge;
        plan.isolated = lacksIcc(network);
        if (plan.mtu == 0)
            plan.mtu = uplinkMtu;
        return plan;
    }
    plan.kind = network.driver == "macvlan" ? Kind::Macvlan : Kind::Ipvlan;
    plan.parent = parentLink(network);
    CATAMARAN_TRY(plan.linkMode, linkMode(network));
    return plan;
}

Endpoint endpointOf(const Membership &membership)
{
    const Network &network = membership.network.network;
    const EndpointRow &row = membership.endpoint;
    Endpoint endpoint;
    endpoint.networkName = network.name;
    endpoint.networkId = network.id;
    endpoint.mac = row.mac;
    endpoint.aliases = row.aliases;
    endpoint.interface = row.interface;
    endpoint.wish = row.wish;
    endpoint.prefixLength = 0;
    if (row.address.value != 0) {
        endpoint.address = row.address.text();
        endpoint.prefixLength = prefixFor(network, endpoint.address);
        if (!network.internal || network.driver == "bridge")
            endpoint.gateway = gatewayFor(network, endpoint.address);
    }
    if (!row.address6.isNone()) {
        endpoint.address6 = row.address6.text();
        endpoint.prefixLength6 = prefixFor(network, endpoint.address6);
        endpoint.gateway6 = gatewayFor(network, endpoint.address6);
    }
    return endpoint;
}

Result<PortTarget> portTarget(const Gateways &gateways, const spec::PortMapping &mapping)
{
    const auto isBridge = [](const Membership *one) { return one && one->network.isBridge(); };
    const bool wantsSix = mapping.hostIp.find(':') != std::string::npos;
    PortTarget target;
    if (!wantsSix && isBridge(gateways.ipv4))
        target.address = gateways.ipv4->endpoint.address.text();
    if ((wantsSix || mapping.hostIp.empty()) && isBridge(gateways.ipv6))
        target.address6 = gateways.ipv6->endpoint.address6.text();
    if (wantsSix && target.address6.empty() && mapping.protocol != spec::Protocol::Sctp &&
        isBridge(gateways.ipv4))
        target.address = gateways.ipv4->endpoint.address.text();
    const bool somewhere = isBridge(gateways.ipv4) || isBridge(gateways.ipv6);
    if (somewhere && !mapping.hostIp.empty() && target.address.empty() && target.address6.empty())
        return fail(Error(Errc::Unsupported, "cannot publish port " + std::to_string(mapping.containerPort) +
                                                 " on " + mapping.hostIp + ": the container has no " +
                                                 (wantsSix ? "IPv6" : "IPv4") + " address")
                        .withFix(wantsSix ? "Put the container on a network made with --ipv6."
                                          : "Put the container on a network with IPv4."));
    return target;
}

std::string hostBinding(const Gateways &gateways)
{
    const std::string address =
        gateways.ipv4 ? gateways.ipv4->network.option("com.docker.network.bridge.host_binding_ipv4")
                      : std::string();
    return address == "0.0.0.0" ? std::string() : address;
}

std::vector<spec::PortMapping> portWishes(const Gateways &gateways, const spec::ContainerSpec &spec,
                                          const std::vector<std::string> &exposedPorts)
{
    std::vector<spec::PortMapping> ports = spec.ports;
    if (spec.publishAll) {
        const auto exposed = exposedMappings(exposedPorts);
        ports.insert(ports.end(), exposed.begin(), exposed.end());
    }
    for (spec::PortMapping &port : ports) {
        if (port.hostIp.empty())
            port.hostIp = hostBinding(gateways);
    }
    return ports;
}

} // namespace catamaran::engine::net
