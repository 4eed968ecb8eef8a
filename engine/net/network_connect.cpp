// SPDX-License-Identifier: GPL-3.0-or-later
/// The parts of NetworkManager about who is on which network: addresses, and owners that join and leave while
/// they run.
#include "engine/net/bridge_kernel.h"
#include "engine/net/conntrack.h"
#include "engine/net/network_definition.h"
#include "engine/net/network_manager.h"
#include "engine/net/process_identity.h"

#include <algorithm>

namespace catamaran::engine::net {

using base::Errc;
using base::Error;
using base::fail;
using base::Result;

namespace {

constexpr const char *kIfnameOption = "com.docker.network.endpoint.ifname";

Error wrongAddress(const std::string &address, const Network &network)
{
    std::string subnets;
    for (const AddressPool &pool : network.pools)
        subnets += (subnets.empty() ? "" : ", ") + pool.subnet;
    return Error(Errc::InvalidArgument, "invalid config for network " + network.name +
                                            ": invalid endpoint settings:\nno configured subnet contains IP "
                                            "address " +
                                            address)
        .withFix("Use an address of " + (subnets.empty() ? "another network" : subnets) +
                 " that is neither its gateway nor its first or last.");
}

Error addressInUse(const std::string &address, const Network &network)
{
    return Error(Errc::AlreadyExists,
                 "address " + address + " is in use on network " + network.name + ": Address already in use")
        .withFix("Choose another address, or leave it out.");
}

/// Everything in `pool` that no container may have.
std::vector<Ipv4> reserved4(const AddressPool &pool)
{
    std::vector<Ipv4> reserved;
    if (const auto gateway = Ipv4::parse(pool.gateway))
        reserved.push_back(*gateway);
    for (const auto &[name, text] : pool.reserved) {
        if (const auto address = Ipv4::parse(text))
            reserved.push_back(*address);
    }
    return reserved;
}

std::vector<Ipv6> reserved6(const AddressPool &pool)
{
    std::vector<Ipv6> reserved;
    if (const auto gateway = Ipv6::parse(pool.gateway))
        reserved.push_back(*gateway);
    for (const auto &[name, text] : pool.reserved) {
        if (const auto address = Ipv6::parse(text))
            reserved.push_back(*address);
    }
    return reserved;
}

/// The wished address, if it is free and a container may have it.
Result<Ipv4> takeWished4(const Network &network, const std::string &wish, const std::vector<Ipv4> &used)
{
    const auto wanted = Ipv4::parse(wish);
    for (const AddressPool &pool : network.pools) {
        const auto subnet = Ipv4Prefix::parse(pool.subnet);
        if (!wanted || !subnet || !subnet->contains(*wanted))
            continue;
        const std::vector<Ipv4> reserved = reserved4(pool);
        if (*wanted == subnet->address || *wanted == subnet->broadcast() ||
            (network.driver == "bridge" && pool.gateway == wish))
            return fail(wrongAddress(wish, network));
        if (std::find(used.begin(), used.end(), *wanted) != used.end() ||
            std::find(reserved.begin(), reserved.end(), *wanted) != reserved.end())
            return fail(addressInUse(wish, network));
        return *wanted;
    }
    return fail(wrongAddress(wish, network));
}

Result<Ipv6> takeWished6(const Network &network, const std::string &wish, const std::vector<Ipv6> &used)
{
    const auto wanted = Ipv6::parse(wish);
    for (const AddressPool &pool : network.pools) {
        const auto subnet = Ipv6Prefix::parse(pool.subnet);
        if (!wanted || !subnet || !subnet->contains(*wanted))
            continue;
        const std::vector<Ipv6> reserved = reserved6(pool);
        if (std::find(used.begin(), used.end(), *wanted) != used.end() ||
            std::find(reserved.begin(), reserved.end(), *wanted) != reserved.end())
            return fail(addressInUse(wish, network));
        return *wanted;
    }
    return fail(wrongAddress(wish, network));
}

Result<Ipv4> chooseFree4(const Network &network, std::vector<Ipv4> used)
{
    Result<Ipv4> chosen = fail(Errc::NoSpace, "network " + network.name + " has no IPv4 subnet");
    for (const AddressPool &pool : network.pools) {
        const auto subnet = Ipv4Prefix::parse(pool.subnet);
        const auto range = Ipv4Prefix::parse(pool.ipRange.empty() ? pool.subnet : pool.ipRange);
        if (!subnet || !range)
            continue;
        const std::vector<Ipv4> reserved = reserved4(pool);
        used.insert(used.end(), reserved.begin(), reserved.end());
        std::sort(used.begin(), used.end());
        chosen = chooseAddress(*range, Ipv4::parse(pool.gateway).value_or(Ipv4{}), used);
        if (chosen)
            break;
    }
    return chosen;
}

Result<Ipv6> chooseFree6(const Network &network, std::vector<Ipv6> used)
{
    Result<Ipv6> chosen = fail(Errc::NoSpace, "network " + network.name + " has no IPv6 subnet");
    for (const AddressPool &pool : network.pools) {
        const auto range = Ipv6Prefix::parse(pool.ipRange.empty() ? pool.subnet : pool.ipRange);
        if (!range)
            continue;
        const std::vector<Ipv6> reserved = reserved6(pool);
        used.insert(used.end(), reserved.begin(), reserved.end());
        chosen = chooseAddress6(*range, used);
        if (chosen)
            break;
    }
    return chosen;
}

std::string freeInterfaceName(const std::vector<Membership> &others)
{
    for (int number = 0;; ++number) {
        std::string name = "eth" + std::to_string(number);
        const bool taken = std::any_of(others.begin(), others.end(), [&](const Membership &other) {
            return other.endpoint.interface == name;
        });
        if (!taken)
            return name;
    }
}

Result<std::string> interfaceName(const spec::NetworkAttachment &wish, const std::vector<Membership> &others)
{
    for (const auto &[name, value] : wish.driverOptions) {
        if (name != kIfnameOption)
            return fail(Error(Errc::Unsupported, "driver-opt \"" + name + "\" is not supported")
                            .withFix(std::string("Leave it out; ") + kIfnameOption + " is supported."));
    }
    const auto named = wish.driverOptions.find(kIfnameOption);
    if (named == wish.driverOptions.end())
        return freeInterfaceName(others);
    const std::string &name = named->second;
    const bool taken = std::any_of(others.begin(), others.end(),
                                   [&](const Membership &other) { return other.endpoint.interface == name; });
    if (name.empty() || name.size() > 15 || name == "lo" ||
        name.find_first_of("/: \t") != std::string::npos || taken)
        return fail(Error(Errc::InvalidArgument, "\"" + name +
                                                     "\" cannot be the name of an interface of the "
                                                     "container")
                        .withFix("Use 1 to 15 characters without '/' and ':', and no name twice."));
    return name;
}

} // namespace

Result<EndpointRow> NetworkManager::endpointLocked(const NetworkRow &network, const AttachmentRow &row,
                                                   const spec::NetworkAttachment &wish,
                                                   const std::vector<Membership> &others)
{
    EndpointRow endpoint;
    endpoint.owner = row.owner;
    endpoint.ownerName = row.ownerName;
    endpoint.network = network.number;
    endpoint.aliases = wish.aliases;
    endpoint.wish = wish;
    CATAMARAN_TRY(endpoint.interface, interfaceName(wish, others));
    for (const std::string &address : wish.linkLocalIps) {
        const std::string bare = address.substr(0, address.find('/'));
        if (!Ipv4::parse(bare) && !Ipv6::parse(bare))
            return fail(Errc::InvalidArgument, "invalid link-local IP address: " + address);
    }
    if (!wish.ipv4Address.empty() && !network.network.ipv4)
        return fail(wrongAddress(wish.ipv4Address, network.network));
    if (!wish.ipv6Address.empty() && !network.network.ipv6)
        return fail(wrongAddress(wish.ipv6Address, network.network));
    auto chosen = chooseAddresses(network, endpoint);
    if (!chosen && chosen.error().code() == Errc::NoSpace) {
        CATAMARAN_CHECK(restoreLocked()); // takes back the leases of the dead
        chosen = chooseAddresses(network, endpoint);
    }
    CATAMARAN_CHECK(std::move(chosen));
    if (!wish.macAddress.empty()) {
        CATAMARAN_CHECK(checkMac(wish.macAddress));
        if (network.network.driver == "ipvlan")
            return fail(Error(Errc::InvalidArgument, "ipvlan interfaces do not support custom mac address "
                                                     "assignment")
                            .withFix("Leave the MAC address out."));
    }
    endpoint.mac = wish.macAddress;
    std::replace(endpoint.mac.begin(), endpoint.mac.end(), '-', ':');
    if (endpoint.mac.empty() && network.network.driver != "ipvlan") {
        // From the address, so that neighbours' caches stay right when it is handed out again.
        const std::array<std::uint8_t, 16> &six = endpoint.address6.bytes;
        const Ipv4 tail{std::uint32_t{six[12]} << 24 | std::uint32_t{six[13]} << 16 |
                        std::uint32_t{six[14]} << 8 | six[15]};
        endpoint.mac = endpoint.address.value != 0 ? endpoint.address.mac() : tail.mac();
    }
    return endpoint;
}

Result<void> NetworkManager::chooseAddresses(const NetworkRow &network, EndpointRow &endpoint)
{
    const Network &definition = network.network;
    if (definition.ipv4) {
        CATAMARAN_TRY(std::vector<Ipv4> used, m_store.addressesOf(network.number));
        CATAMARAN_TRY(endpoint.address, endpoint.wish.ipv4Address.empty()
                                            ? chooseFree4(definition, std::move(used))
                                            : takeWished4(definition, endpoint.wish.ipv4Address, used));
    }
    if (definition.ipv6) {
        std::vector<Ipv6> used;
        CATAMARAN_TRY(const std::vector<EndpointRow> endpoints, m_store.endpoints());
        for (const EndpointRow &other : endpoints) {
            if (other.network == network.number)
                used.push_back(other.address6);
        }
        CATAMARAN_TRY(endpoint.address6, endpoint.wish.ipv6Address.empty()
                                             ? chooseFree6(definition, std::move(used))
                                             : takeWished6(definition, endpoint.wish.ipv6Address, used));
    }
    return {};
}

Result<std::vector<Membership>> NetworkManager::membershipsLocked(const std::string &owner)
{
    CATAMARAN_TRY(const std::vector<NetworkRow> networks, m_store.networks());
    CATAMARAN_TRY(const std::vector<EndpointRow> endpoints, m_store.endpointsOf(owner));
    std::vector<Membership> memberships;
    for (const EndpointRow &endpoint : endpoints) {
        for (const NetworkRow &network : networks) {
            if (network.number == endpoint.network)
                memberships.push_back({network, endpoint});
        }
    }
    return memberships;
}

Result<Network> NetworkManager::network(const std::string &which)
{
    CATAMARAN_TRY(const Lock held, lock());
    CATAMARAN_TRY(NetworkRow row, networkLocked(which));
    return std::move(row.network);
}

Result<std::vector<Member>> NetworkManager::members(const std::string &networkName)
{
    CATAMARAN_TRY(const Lock held, lock());
    CATAMARAN_TRY(const NetworkRow network, networkLocked(networkName));
    CATAMARAN_TRY(const std::vector<EndpointRow> endpoints, m_store.endpoints());
    std::vector<Member> members;
    for (const EndpointRow &endpoint : endpoints) {
        if (endpoint.network == network.number)
            members.push_back({endpoint.owner, endpoint.ownerName, endpointOf({network, endpoint})});
    }
    return members;
}

Result<MembershipChange> NetworkManager::connect(const std::string &owner,
                                                 const spec::NetworkAttachment &wish,
                                                 const spec::ContainerSpec &spec,
                                                 const std::string &namespacePath)
{
    CATAMARAN_TRY(const Lock held, lock());
    CATAMARAN_TRY(NetworkRow found, networkLocked(wish.network));
    CATAMARAN_TRY(const std::optional<AttachmentRow> row, m_store.attachment(owner));
    if (!row || row->mode != launch::NetworkPlan::Mode::Interfaces)
        return fail(Error(Errc::InvalidState,
                          "container cannot be connected to multiple networks with one of the networks in "
                          "private (none) mode")
                        .withFix("Start the container with --network bridge or a network of yours."));
    HostLock host;
    CATAMARAN_TRY(const NetworkRow network, settledLocked(std::move(found), host));
    CATAMARAN_TRY(const std::vector<Membership> memberships, membershipsLocked(owner));
    for (const Membership &one : memberships) {
        if (one.network.number == network.number)
            return fail(Errc::AlreadyExists, "endpoint with name " + row->ownerName +
                                                 " already exists in network " + network.network.name);
    }
    CATAMARAN_TRY(const EndpointRow endpoint, endpointLocked(network, *row, wish, memberships));
    const Gateways before = gatewaysOf(memberships);
    auto stored = m_store.transaction([&]() -> Result<void> {
        CATAMARAN_CHECK(m_store.insertEndpoint(endpoint));
        return network.idleSince == 0 ? Result<void>() : m_store.setIdleSince(network.number, 0);
    });
    CATAMARAN_CHECK(std::move(stored));
    base::Rollback rollback;
    rollback.push("leave network " + network.network.name,
                  [&] { return m_store.deleteEndpoint(owner, network.number); });
    const Membership joined{network, endpoint};
    auto notices = applyLocked({joined}, {});
    if (!notices)
        return fail(rollback.fail(std::move(notices).error()));
    auto plan = interfaceOf(joined, uplinkMtu());
    if (!plan)
        return fail(rollback.fail(std::move(plan).error()));
    if (auto plugged = plugInterface(*plan, namespacePath); !plugged)
        return fail(rollback.fail(std::move(plugged).error()));
    rollback.push("unplug " + plan->name, [&] { return unplugInterface(*plan, namespacePath); });
    auto change = followLocked(*row, spec, namespacePath, before);
    if (!change)
        return fail(rollback.fail(std::move(change).error()));
    rollback.release();
    change->notices.insert(change->notices.end(), notices->begin(), notices->end());
    return change;
}

Result<MembershipChange> NetworkManager::disconnect(const std::string &owner, const std::string &networkName,
                                                    const spec::ContainerSpec &spec,
                                                    const std::string &namespacePath)
{
    CATAMARAN_TRY(const Lock held, lock());
    CATAMARAN_TRY(const NetworkRow network, networkLocked(networkName));
    CATAMARAN_TRY(const std::optional<AttachmentRow> row, m_store.attachment(owner));
    CATAMARAN_TRY(const std::vector<Membership> memberships, membershipsLocked(owner));
    const auto leaving = std::find_if(memberships.begin(), memberships.end(), [&](const Membership &one) {
        return one.network.number == network.number;
    });
    if (!row || leaving == memberships.end())
        return fail(Errc::InvalidState,
                    "container " + owner + " is not connected to network " + network.network.name);
    const Gateways before = gatewaysOf(memberships);
    CATAMARAN_TRY(const launch::InterfacePlan plan, interfaceOf(*leaving, 0));
    // The link first: killed in between, the row still names everything that may exist.
    if (!namespacePath.empty())
        CATAMARAN_CHECK(unplugInterface(plan, namespacePath));
    auto stored = m_store.transaction([&]() -> Result<void> {
        CATAMARAN_CHECK(m_store.deleteEndpoint(owner, network.number));
        CATAMARAN_TRY(const std::int64_t left, m_store.memberCount(network.number));
        return left == 0 ? m_store.setIdleSince(network.number, calendarSeconds()) : Result<void>();
    });
    CATAMARAN_CHECK(std::move(stored));
    return followLocked(*row, spec, namespacePath, before);
}

Result<MembershipChange> NetworkManager::followLocked(const AttachmentRow &row,
                                                      const spec::ContainerSpec &spec,
                                                      const std::string &namespacePath,
                                                      const Gateways &before)
{
    MembershipChange change;
    CATAMARAN_TRY(const std::vector<Membership> memberships, membershipsLocked(row.owner));
    const Gateways after = gatewaysOf(memberships);
    const auto sameRoutes =
        defaultRoute4(before) == defaultRoute4(after) && defaultRoute6(before) == defaultRoute6(after);
    if (!sameRoutes && !namespacePath.empty())
        CATAMARAN_CHECK(setDefaultRoutes(namespacePath, defaultRoute4(after), defaultRoute6(after)));
    // Published ports lead to where the default routes are.
    CATAMARAN_TRY(const std::vector<PortRow> ports, m_store.portsOf(row.owner));
    std::vector<spec::PortMapping> mappings;
    std::vector<FirewallPort> old;
    ConntrackWish stale;
    for (const PortRow &port : ports) {
        mappings.push_back(port.mapping);
        for (const FirewallPort &element : firewallPorts(port)) {
            old.push_back(element);
            stale.addresses.push_back(element.address);
        }
    }
    if (ports.empty() && !spec.ports.empty() && row.standing == Standing::Published &&
        (after.ipv4 || after.ipv6)) { // they had nowhere to lead until now
        CATAMARAN_TRY(const PortWorld world, portWorldLocked());
        CATAMARAN_TRY(mappings, planPorts(world, spec.ports));
    }
    CATAMARAN_TRY(const std::vector<PortRow> wanted, portRowsLocked(row, after, mappings, change.notices));
    std::vector<FirewallPort> fresh;
    for (const PortRow &port : wanted) {
        const std::vector<FirewallPort> elements = firewallPorts(port);
        fresh.insert(fresh.end(), elements.begin(), elements.end());
    }
    if (fresh != old) {
        CATAMARAN_CHECK(m_firewall.deletePorts(old));
        auto stored = m_store.transaction([&]() -> Result<void> {
            CATAMARAN_CHECK(m_store.deletePortsOf(row.owner));
            for (const PortRow &port : wanted)
                CATAMARAN_CHECK(m_store.insertPort(port));
            return {};
        });
        CATAMARAN_CHECK(std::move(stored));
        CATAMARAN_CHECK(m_firewall.addPorts(fresh));
        CATAMARAN_CHECK(forgetConnections(stale));
    }
    spec::ContainerSpec withoutLinks = spec; // a link's target may have ended; its line is of the start
    withoutLinks.links.clear();
    CATAMARAN_TRY(change.hosts, hostsLocked(row, withoutLinks, memberships));
    CATAMARAN_CHECK(m_store.setHosts(row.owner, change.hosts));
    CATAMARAN_CHECK(writeNamesLocked());
    return change;
}

} // namespace catamaran::engine::net
