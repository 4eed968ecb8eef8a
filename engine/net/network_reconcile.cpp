// SPDX-License-Identifier: GPL-3.0-or-later
/// The parts of NetworkManager that make and remove networks and bring the kernel to what the rows say.
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/net/bridge_kernel.h"
#include "engine/net/names_file.h"
#include "engine/net/network_definition.h"
#include "engine/net/network_manager.h"
#include "engine/net/process_identity.h"
#include "engine/net/rtnl.h"

#include <algorithm>
#include <charconv>
#include <ctime>

namespace catamaran::engine::net {

using base::Errc;
using base::Result;

namespace {

/// docker's rule for names: [a-zA-Z0-9][a-zA-Z0-9_.-]*.
bool isNetworkName(const std::string &name)
{
    const auto alphanumeric = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    return !name.empty() && name.size() <= 64 && alphanumeric(name.front()) &&
           std::all_of(name.begin(), name.end(),
                       [&](char c) { return alphanumeric(c) || c == '_' || c == '.' || c == '-'; });
}

constexpr const char *kDefaultNetworkName = "bridge";
constexpr std::int64_t kWarmSeconds = 600; ///< how long an unused bridge stays for the next container

bool isReservedName(const std::string &name)
{
    return name == "bridge" || name == "host" || name == "none" || name == "default" || name == "container";
}

} // namespace

std::optional<std::uint64_t> processStartTime(pid_t pid)
{
    if (pid <= 0)
        return std::nullopt;
    const auto stat = base::readFile("/proc/" + std::to_string(pid) + "/stat");
    if (!stat)
        return std::nullopt;
    // The command (field 2) may hold spaces and parentheses; count from its end.
    std::size_t at = stat->rfind(')');
    for (int field = 2; field < 22 && at != std::string::npos; ++field)
        at = stat->find(' ', at + 1);
    if (at == std::string::npos)
        return std::nullopt;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(stat->data() + at + 1, stat->data() + stat->size(), value);
    static_cast<void>(end);
    return error == std::errc{} ? std::optional(value) : std::nullopt;
}

std::int64_t calendarSeconds()
{
    return std::int64_t{::time(nullptr)};
}

Result<NetworkRow> NetworkManager::networkLocked(const std::string &name)
{
    const std::string wanted = name.empty() || name == "default" ? "bridge" : name;
    CATAMARAN_TRY(std::optional<NetworkRow> row, m_store.network(wanted));
    if (row)
        return std::move(*row);
    if (wanted != "bridge") {
        CATAMARAN_TRY(std::vector<NetworkRow> all, m_store.networks());
        std::erase_if(all, [&](const NetworkRow &other) { return !other.network.id.starts_with(wanted); });
        if (all.size() == 1)
            return std::move(all.front());
        if (all.size() > 1)
            return base::fail(Errc::InvalidArgument, "network " + wanted + " is ambiguous (" +
                                                         std::to_string(all.size()) +
                                                         " matches found based on ID prefix)");
    }
    if (wanted != "bridge")
        return base::fail(base::Error(Errc::NotFound, "network " + wanted + " not found")
                              .withFix("Create it with: catamaran network create " + wanted));
    NetworkRequest request;
    request.name = wanted;
    return insertNetworkLocked(request);
}

Result<NetworkRow> NetworkManager::insertNetworkLocked(const NetworkRequest &request)
{
    TakenRanges taken;
    CATAMARAN_TRY(taken.ipv4, takenByHost());
    CATAMARAN_TRY(taken.ipv6, takenByHost6());
    CATAMARAN_TRY(taken.networks, m_store.networks());
    CATAMARAN_TRY(NetworkRow row, planNetwork(request, m_instance, taken));
    // A name of our own making is ours, also when the state that knew it has been deleted.
    if (row.isBridge() && request.options.contains("com.docker.network.bridge.name") &&
        linkExists(row.network.bridge))
        return base::fail(
            base::Error(Errc::AlreadyExists, "a link " + row.network.bridge + " exists on this host already")
                .withFix("Choose another com.docker.network.bridge.name."));
    if (!row.isBridge()) // says now what this kernel cannot do
        CATAMARAN_CHECK(ensureParent(row));
    row.idleSince = calendarSeconds();
    CATAMARAN_CHECK(m_store.insertNetwork(row));
    CATAMARAN_TRY(std::optional<NetworkRow> stored, m_store.network(request.name));
    if (!stored)
        return base::fail(Errc::Internal, "network " + request.name + " vanished while it was made");
    return std::move(*stored);
}

Result<NetworkRow> NetworkManager::settledLocked(NetworkRow network, HostLock &host)
{
    if (!network.isBridge() || network.network.subnet.empty() || linkExists(network.network.bridge))
        return network;
    if (!host.isHeld())
        host = HostLock::take();
    CATAMARAN_TRY(Rtnl rtnl, Rtnl::open());
    CATAMARAN_TRY(const std::vector<Ipv4Prefix> addresses, rtnl.addresses());
    const bool meets = std::any_of(addresses.begin(), addresses.end(), [&](const Ipv4Prefix &address) {
        return address.overlaps(network.subnet);
    });
    if (!meets)
        return network;
    CATAMARAN_TRY(const std::int64_t members, m_store.memberCount(network.number));
    if (network.network.name != kDefaultNetworkName || members != 0)
        return base::fail(base::Error(Errc::InvalidState, "network " + network.network.name +
                                                              ": its subnet " + network.network.subnet +
                                                              " is in use on another link of this host")
                              .withFix("Remove the network and create it again, with another --subnet."));
    CATAMARAN_CHECK(m_store.deleteNetwork(network.number));
    return networkLocked(network.network.name);
}

Result<Network> NetworkManager::createNetwork(const NetworkRequest &request)
{
    if (!isNetworkName(request.name) || isReservedName(request.name))
        return base::fail(
            base::Error(Errc::InvalidArgument, "'" + request.name + "' cannot be a network's name")
                .withFix("Use letters, digits, '_', '.' and '-', and none of bridge, host, none, "
                         "default and container."));
    CATAMARAN_TRY(const Lock held, lock());
    CATAMARAN_TRY(const std::optional<NetworkRow> existing, m_store.network(request.name));
    if (existing)
        return base::fail(
            base::Error(Errc::AlreadyExists, "network with name " + request.name + " already exists")
                .withFix("Use it, or choose another name."));
    CATAMARAN_TRY(NetworkRow row, insertNetworkLocked(request));
    return std::move(row.network);
}

Result<void> NetworkManager::removeNetwork(const std::string &name)
{
    CATAMARAN_TRY(const Lock held, lock());
    if (isReservedName(name))
        return base::fail(Errc::InvalidState, name + " is a pre-defined network and cannot be removed");
    // Containers that died keep no network. The kernel takes their links away with their namespaces, which it
    // does soon and in the background: to wait for each here takes longer than everything else.
    CATAMARAN_CHECK(restoreLocked(name));
    CATAMARAN_TRY(const NetworkRow row, networkLocked(name));
    if (row.network.name == kDefaultNetworkName)
        return base::fail(Errc::InvalidState, "bridge is a pre-defined network and cannot be removed");
    CATAMARAN_TRY(const std::vector<EndpointRow> endpoints, m_store.endpoints());
    std::string users;
    for (const EndpointRow &endpoint : endpoints) {
        if (endpoint.network == row.number)
            users += (users.empty() ? "name:\"" : ", name:\"") + endpoint.ownerName + "\" id:\"" +
                     endpoint.owner.substr(0, 12) + "\"";
    }
    if (!users.empty())
        return base::fail(base::Error(Errc::InvalidState, "error while removing network: network " +
                                                              row.network.name + " has active endpoints (" +
                                                              users + ")")
                              .withFix("Stop these containers, or take them off with: catamaran network "
                                       "disconnect " +
                                       row.network.name + " CONTAINER"));
    const bool hadBridge = linkExists(row.network.bridge);
    CATAMARAN_CHECK(deleteBridge(row.network.bridge));
    CATAMARAN_CHECK(m_store.deleteNetwork(row.number));
    return hadBridge ? restoreLocked() : Result<void>();
}

Result<void> NetworkManager::writeNamesLocked()
{
    CATAMARAN_TRY(const std::vector<NetworkRow> networks, m_store.networks());
    CATAMARAN_TRY(const std::vector<EndpointRow> endpoints, m_store.endpoints());
    std::vector<NamedEndpoint> named;
    for (const NetworkRow &network : networks)
        named.push_back({static_cast<std::uint32_t>(network.number),
                         network.network.name,
                         {},
                         {},
                         {"host.docker.internal", "gateway.docker.internal"},
                         network.isBridge() ? network.gateway : Ipv4{},
                         network.isBridge() ? network.gateway6 : Ipv6{}});
    for (const EndpointRow &endpoint : endpoints) {
        const auto network = std::find_if(networks.begin(), networks.end(), [&](const NetworkRow &candidate) {
            return candidate.number == endpoint.network;
        });
        if (network != networks.end() && endpoint.standing != Standing::Withdrawn)
            named.push_back(
                {static_cast<std::uint32_t>(endpoint.network), network->network.name,
                 endpoint.owner.substr(0, 12), endpoint.ownerName,
                 endpoint.standing == Standing::Published ? endpoint.aliases : std::vector<std::string>(),
                 endpoint.address, endpoint.address6});
    }
    CATAMARAN_TRY(const std::string bytes, encodeNames(named));
    return base::writeFileAtomic(namesPath(), bytes);
}

/// The table names the networks that have a bridge, and the ports of all rows.
Result<FirewallState> NetworkManager::firewallStateLocked()
{
    FirewallState state;
    CATAMARAN_TRY(const std::vector<NetworkRow> networks, m_store.networks());
    for (const NetworkRow &row : networks) {
        if (row.isBridge() && linkExists(row.network.bridge))
            state.networks.push_back({row.network.bridge, row.network.subnet, row.network.internal,
                                      row.network.subnet6, !lacksIcc(row.network),
                                      !lacksMasquerade(row.network)});
    }
    CATAMARAN_TRY(const std::vector<PortRow> ports, m_store.ports());
    for (const PortRow &row : ports) {
        const std::vector<FirewallPort> elements = firewallPorts(row);
        state.ports.insert(state.ports.end(), elements.begin(), elements.end());
    }
    return state;
}

Result<std::string> NetworkManager::wishLocked(const FirewallState &state)
{
    CATAMARAN_TRY(const std::vector<NetworkRow> networks, m_store.networks());
    std::vector<std::string> bridges;
    for (const NetworkRow &network : networks)
        bridges.push_back(network.network.bridge);
    return wishText(state, bridges);
}

/// Our table, and our rules in Docker's; returns what the user should know of other firewalls.
Result<std::vector<std::string>> NetworkManager::ensureRulesLocked()
{
    CATAMARAN_TRY(const FirewallState state, firewallStateLocked());
    CATAMARAN_TRY(const std::string wish, wishLocked(state));
    std::vector<std::string> bridges;
    for (const FirewallNetwork &one : state.networks)
        bridges.push_back(one.bridge);
    CATAMARAN_TRY(const std::vector<NetworkRow> networks, m_store.networks());
    std::vector<std::string> known;
    for (const NetworkRow &network : networks)
        known.push_back(network.network.bridge);
    const auto before = RulesVersion::now();
    const std::uint32_t commits = m_firewall.commits();
    CATAMARAN_CHECK(m_firewall.ensure(state));
    CATAMARAN_TRY(std::vector<std::string> notices, m_firewall.passDocker(bridges, known));
    m_rules.remember(before, m_firewall.commits() - commits, wish);
    return notices;
}

/// The rows of `ports` are there before they are added and until they have been deleted.
Result<void> NetworkManager::changePortsLocked(ElementChange change, const std::vector<FirewallPort> &ports)
{
    if (ports.empty())
        return {};
    CATAMARAN_TRY(const FirewallState with, firewallStateLocked());
    FirewallState without = with;
    std::erase_if(without.ports, [&](const FirewallPort &port) {
        return std::find(ports.begin(), ports.end(), port) != ports.end();
    });
    const bool adds = change == ElementChange::Add;
    CATAMARAN_TRY(const std::string now, wishLocked(adds ? without : with));
    CATAMARAN_TRY(const std::string then, wishLocked(adds ? with : without));
    auto before = RulesVersion::now();
    if (!m_rules.hold(now))
        before.reset();
    const std::uint32_t commits = m_firewall.commits();
    CATAMARAN_CHECK(adds ? m_firewall.addPorts(ports) : m_firewall.deletePorts(ports));
    m_rules.remember(before, m_firewall.commits() - commits, then);
    return {};
}

/// Takes back what dead owners hold, and restores bridges, rules and names of live ones.
Result<void> NetworkManager::restoreLocked(const std::string &leaving)
{
    CATAMARAN_TRY(const std::vector<AttachmentRow> owners, m_store.attachments());
    for (const AttachmentRow &owner : owners) {
        if (!ownerLives(owner))
            CATAMARAN_CHECK(releaseLocked(owner.owner));
    }
    CATAMARAN_TRY(const std::vector<NetworkRow> networks, m_store.networks());
    CATAMARAN_TRY(const std::vector<EndpointRow> endpoints, m_store.endpoints());
    bool anyBridge = false;
    for (const NetworkRow &network : networks) {
        std::vector<std::string> expected;
        for (const EndpointRow &endpoint : endpoints) {
            if (endpoint.network == network.number)
                expected.push_back(vethName(endpoint.owner, endpoint.network));
        }
        if (!expected.empty())
            CATAMARAN_CHECK(ensureLink(network));
        if (!network.isBridge())
            continue;
        if (linkExists(network.network.bridge)) {
            anyBridge = true;
            if (!expected.empty() || leaving.empty() || network.network.name != leaving)
                CATAMARAN_CHECK(removeStrayPorts(network.network.bridge, expected));
        }
    }
    if (!anyBridge)
        return {};
    CATAMARAN_TRY(const FirewallState state, firewallStateLocked());
    CATAMARAN_TRY(const std::string wish, wishLocked(state));
    if (!m_rules.hold(wish))
        CATAMARAN_CHECK(ensureRulesLocked());
    if (::access(namesPath().c_str(), F_OK) != 0)
        CATAMARAN_CHECK(writeNamesLocked());
    return {};
}

Result<void> NetworkManager::removeIdleLocked(std::int64_t idleSeconds)
{
    CATAMARAN_TRY(const std::vector<NetworkRow> networks, m_store.networks());
    std::vector<std::string> known;
    std::vector<std::string> unused;
    std::size_t inUse = 0;
    for (const NetworkRow &network : networks) {
        if (!linkExists(network.network.bridge))
            continue;
        if (!network.isBridge()) { // the parent that we made: no rules hang on it
            if (network.idleSince != 0 && calendarSeconds() - network.idleSince >= idleSeconds)
                CATAMARAN_CHECK(deleteBridge(network.network.bridge));
            continue;
        }
        known.push_back(network.network.bridge);
        if (network.idleSince != 0 && calendarSeconds() - network.idleSince >= idleSeconds)
            unused.push_back(network.network.bridge);
        else
            ++inUse;
    }
    if (unused.empty())
        return {};
    std::vector<std::string> kept;
    for (const std::string &bridge : known) {
        if (std::find(unused.begin(), unused.end(), bridge) == unused.end())
            kept.push_back(bridge);
    }
    // Rules first: should we be killed here, the bridge that is left tells the next reconcile() to go on.
    CATAMARAN_CHECK(m_firewall.passDocker(kept, known));
    if (inUse == 0)
        CATAMARAN_CHECK(m_firewall.remove());
    for (const std::string &bridge : unused)
        CATAMARAN_CHECK(deleteBridge(bridge));
    if (inUse == 0)
        return {};
    CATAMARAN_TRY(const FirewallState state, firewallStateLocked());
    CATAMARAN_CHECK(m_firewall.ensure(state));
    return {};
}

Result<void> NetworkManager::reconcile()
{
    CATAMARAN_TRY(const Lock held, lock());
    CATAMARAN_CHECK(restoreLocked());
    CATAMARAN_TRY(const std::vector<NetworkRow> networks, m_store.networks());
    m_idleFound = std::any_of(networks.begin(), networks.end(), [](const NetworkRow &network) {
        return network.idleSince != 0 && calendarSeconds() - network.idleSince >= kWarmSeconds &&
               linkExists(network.network.bridge);
    });
    return {};
}

// Whoever found the bridge idle may have been about to use it. And to delete a link takes the kernel tens of
// milliseconds: it is done when everything that was asked for has been done.
NetworkManager::~NetworkManager()
{
    if (!m_idleFound)
        return;
    if (const auto held = lock())
        static_cast<void>(removeIdleLocked(kWarmSeconds)); // the next one tries again
}

Result<void> NetworkManager::removeUnused()
{
    CATAMARAN_TRY(const Lock held, lock());
    CATAMARAN_CHECK(restoreLocked());
    return removeIdleLocked(0);
}

} // namespace catamaran::engine::net
