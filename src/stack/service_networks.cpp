// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/spec/parse.h"
#include "src/stack/service_spec.h"

#include <algorithm>

namespace catamaran::stack {

using base::Errc;
using base::Result;
using engine::spec::ContainerSpec;
using engine::spec::NetworkAttachment;

namespace {

using Membership = std::pair<std::string, const compose::ServiceNetwork *>;

/// The one with the highest priority is the first interface, as docker compose orders them.
std::vector<Membership> byPriority(const compose::Service &service)
{
    std::vector<Membership> out;
    for (const auto &[name, settings] : service.networks)
        out.emplace_back(name, settings ? &*settings : nullptr);
    std::stable_sort(out.begin(), out.end(), [](const Membership &a, const Membership &b) {
        return (a.second ? a.second->priority : 0) > (b.second ? b.second->priority : 0);
    });
    return out;
}

Result<NetworkAttachment> attachment(const SpecContext &context, const compose::Service &service,
                                     const Replica &replica, const Membership &membership)
{
    NetworkAttachment out;
    const auto network = context.project.networks.find(membership.first);
    if (network == context.project.networks.end())
        return base::fail(Errc::InvalidArgument,
                          "service \"" + service.name + "\" refers to undefined network " + membership.first);
    out.network = network->second.name;
    out.aliases = {replica.name};
    if (!replica.oneOff)
        out.aliases.push_back(service.name);
    const compose::ServiceNetwork *settings = membership.second;
    if (!settings)
        return out;
    if (!replica.oneOff)
        out.aliases.insert(out.aliases.end(), settings->aliases.begin(), settings->aliases.end());
    out.ipv4Address = settings->ipv4Address;
    out.ipv6Address = settings->ipv6Address;
    out.macAddress = settings->macAddress;
    out.linkLocalIps = settings->linkLocalIps;
    out.driverOptions = settings->driverOpts;
    if (!settings->interfaceName.empty())
        out.driverOptions["com.docker.network.endpoint.ifname"] = settings->interfaceName;
    out.gatewayPriority = static_cast<int>(settings->gwPriority);
    return out;
}

Result<void> joinNetworks(const SpecContext &context, const compose::Service &service, const Replica &replica,
                          ContainerSpec &spec)
{
    bool first = true;
    for (const Membership &membership : byPriority(service)) {
        CATAMARAN_TRY(NetworkAttachment next, attachment(context, service, replica, membership));
        if (!first) {
            spec.furtherNetworks.push_back(std::move(next));
            continue;
        }
        first = false;
        spec.network = next.network;
        spec.networkAliases = next.aliases;
        spec.ipv4Address = next.ipv4Address;
        spec.ipv6Address = next.ipv6Address;
        spec.linkLocalIps = next.linkLocalIps;
        spec.networkDriverOptions = next.driverOptions;
        spec.gatewayPriority = next.gatewayPriority;
        spec.macAddress = next.macAddress.empty() ? service.macAddress : next.macAddress;
    }
    if (first)
        spec.network = "none";
    return {};
}

Result<void> publish(const compose::Service &service, const Replica &replica, ContainerSpec &spec)
{
    for (const std::string &port : service.expose.values) {
        CATAMARAN_TRY(const auto ports, engine::spec::parseExpose(port));
        spec.exposedPorts.insert(spec.exposedPorts.end(), ports.begin(), ports.end());
    }
    if (replica.oneOff) // docker compose run publishes nothing unless it is asked to
        return {};
    for (const compose::Port &port : service.ports) {
        std::string host = port.hostIp;
        if (host.find(':') != std::string::npos)
            host = "[" + host + "]";
        const std::string text = (host.empty() ? "" : host + ":") +
                                 (port.published.empty() && host.empty() ? "" : port.published + ":") +
                                 std::to_string(port.target) + "/" +
                                 (port.protocol.empty() ? "tcp" : port.protocol);
        CATAMARAN_TRY(const auto mappings, engine::spec::parsePort(text));
        spec.ports.insert(spec.ports.end(), mappings.begin(), mappings.end());
    }
    return {};
}

Result<void> link(const SpecContext &context, const compose::Service &service, ContainerSpec &spec)
{
    for (const std::string &text : service.links) {
        const std::size_t colon = text.find(':');
        const std::string other = text.substr(0, colon);
        const std::string alias = colon == std::string::npos ? other : text.substr(colon + 1);
        for (const std::string &container : context.containersOf(other))
            spec.links.push_back(container + ":" + alias);
    }
    return {};
}

} // namespace

Result<void> translateNetworks(const SpecContext &context, const compose::Service &service,
                               const Replica &replica, ContainerSpec &spec)
{
    spec.dns = service.dns;
    spec.dnsSearch = service.dnsSearch;
    spec.dnsOptions = service.dnsOpt;
    for (const auto &[name, addresses] : service.extraHosts.hosts) {
        for (const std::string &address : addresses) {
            CATAMARAN_TRY(std::string host, engine::spec::parseExtraHost(name + "=" + address));
            spec.extraHosts.push_back(std::move(host));
        }
    }
    CATAMARAN_CHECK(publish(service, replica, spec));
    if (service.networkMode.starts_with("service:")) {
        CATAMARAN_TRY(const std::string container, context.containerOf(service.networkMode.substr(8)));
        spec.network = "container:" + container;
        return {};
    }
    if (!service.networkMode.empty()) {
        spec.network = service.networkMode;
        return {};
    }
    CATAMARAN_CHECK(joinNetworks(context, service, replica, spec));
    return link(context, service, spec);
}

} // namespace catamaran::stack
