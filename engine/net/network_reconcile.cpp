// SPDX-License-Identifier: GPL-3.0-or-later
/// The parts of NetworkManager that make and remove networks and bring the kernel to what the rows say.
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/net/bridge_kernel.h"
#include "engine/net/names_file.h"
#include "engine/net/network_manager.h"
#include "engine/net/process_identity.h"

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
    if (wanted != "bridge")
        return base::fail(base::Error(Errc::NotFound, "network " + wanted + " not found")
                              .withFix("Create it with: catamaran network create " + wanted));
    return insertNetworkLocked({wanted, {}, false});
}

Result<NetworkRow> NetworkManager::insertNetworkLocked(const NetworkRequest &request)
{
    CATAMARAN_TRY(std::vector<Ipv4Prefix> taken, takenByHost());
    CATAMARAN_TRY(const std::vector<NetworkRow> networks, m_store.networks());
    for (const NetworkRow &other : networks)
        taken.push_back(other.subnet);
    NetworkRow row;
    if (request.subnet.empty()) {
        CATAMARAN_TRY(row.subnet, chooseSubnet(taken));
    } else {
        const auto wanted = Ipv4Prefix::parse(request.subnet);
        if (!wanted || wanted->length < 8 || wanted->length > 30 || wanted->network() != *wanted)
            return base::fail(
                base::Error(Errc::InvalidArgument, "'" + request.subnet + "' is not an IPv4 subnet")
                    .withFix("Write it like 10.200.0.0/24, with 8 to 30 network bits."));
        for (const Ipv4Prefix &other : taken) {
            if (other.length > 0 && other.overlaps(*wanted))
                return base::fail(base::Error(Errc::InvalidArgument, "subnet " + request.subnet +
                                                                         " overlaps " + other.text() +
                                                                         ", which this host uses already")
                                      .withFix("Choose another subnet, or leave it out."));
        }
        row.subnet = *wanted;
    }
    row.gateway = Ipv4{row.subnet.network().address.value + 1};
    row.network.id = base::randomHexId();
    row.network.name = request.name;
    row.network.bridge = bridgeName(m_instance, request.name, row.network.id);
    row.network.subnet = row.subnet.text();
    row.network.gateway = row.gateway.text();
    row.network.internal = request.internal;
    row.idleSince = calendarSeconds();
    CATAMARAN_CHECK(m_store.insertNetwork(row));
    CATAMARAN_TRY(std::optional<NetworkRow> stored, m_store.network(request.name));
    if (!stored)
        return base::fail(Errc::Internal, "network " + request.name + " vanished while it was made");
    return std::move(*stored);
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
    CATAMARAN_CHECK(restoreLocked()); // containers that died keep no network
    CATAMARAN_TRY(const std::optional<NetworkRow> row, m_store.network(name));
    if (!row)
        return base::fail(Errc::NotFound, "network " + name + " not found");
    CATAMARAN_TRY(const std::vector<EndpointRow> endpoints, m_store.endpoints());
    std::string users;
    for (const EndpointRow &endpoint : endpoints) {
        if (endpoint.network == row->number)
            users += (users.empty() ? "" : ", ") + endpoint.ownerName;
    }
    if (!users.empty())
        return base::fail(
            base::Error(Errc::InvalidState, "network " + name + " has active endpoints: " + users)
                .withFix("Stop these containers first."));
    CATAMARAN_TRY(const bool hadBridge, Result<bool>(linkExists(row->network.bridge)));
    CATAMARAN_CHECK(deleteBridge(row->network.bridge));
    CATAMARAN_CHECK(m_store.deleteNetwork(row->number));
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
                         network.gateway});
    for (const EndpointRow &endpoint : endpoints) {
        const auto network = std::find_if(networks.begin(), networks.end(), [&](const NetworkRow &candidate) {
            return candidate.number == endpoint.network;
        });
        if (network != networks.end())
            named.push_back({static_cast<std::uint32_t>(endpoint.network), network->network.name,
                             endpoint.owner.substr(0, 12), endpoint.ownerName, endpoint.aliases,
                             endpoint.address});
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
        if (linkExists(row.network.bridge))
            state.networks.push_back({row.network.bridge, row.network.subnet, row.network.internal});
    }
    CATAMARAN_TRY(const std::vector<PortRow> ports, m_store.ports());
    for (const PortRow &row : ports) {
        if (!row.address.empty())
            state.ports.push_back({row.mapping.protocol, row.mapping.hostIp, row.mapping.hostPort,
                                   row.address, row.mapping.containerPort});
    }
    return state;
}

/// Takes back what dead owners hold, and restores bridges, rules and names of live ones.
Result<void> NetworkManager::restoreLocked()
{
    CATAMARAN_TRY(const std::vector<AttachmentRow> owners, m_store.attachments());
    for (const AttachmentRow &owner : owners) {
        if (!ownerLives(owner))
            CATAMARAN_CHECK(releaseLocked(owner.owner));
    }
    CATAMARAN_TRY(const std::vector<NetworkRow> networks, m_store.networks());
    CATAMARAN_TRY(const std::vector<EndpointRow> endpoints, m_store.endpoints());
    std::vector<std::string> bridges;
    std::vector<std::string> known;
    for (const NetworkRow &network : networks) {
        known.push_back(network.network.bridge);
        std::vector<std::string> expected;
        for (const EndpointRow &endpoint : endpoints) {
            if (endpoint.network == network.number)
                expected.push_back(vethName(endpoint.owner, endpoint.network));
        }
        if (!expected.empty())
            CATAMARAN_CHECK(ensureBridge(network));
        if (linkExists(network.network.bridge)) {
            bridges.push_back(network.network.bridge);
            CATAMARAN_CHECK(removeStrayPorts(network.network.bridge, expected));
        }
    }
    if (bridges.empty())
        return {};
    CATAMARAN_TRY(const FirewallState state, firewallStateLocked());
    CATAMARAN_CHECK(m_firewall.ensure(state));
    CATAMARAN_CHECK(m_firewall.passDocker(bridges, known));
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

Result<void> NetworkManager::reconcileLocked(std::int64_t idleSeconds)
{
    CATAMARAN_CHECK(restoreLocked());
    return removeIdleLocked(idleSeconds);
}

Result<void> NetworkManager::reconcile()
{
    constexpr std::int64_t kIdleSeconds = 30;
    CATAMARAN_TRY(const Lock held, lock());
    return reconcileLocked(kIdleSeconds);
}

Result<void> NetworkManager::removeUnused()
{
    CATAMARAN_TRY(const Lock held, lock());
    return reconcileLocked(0);
}

} // namespace catamaran::engine::net
