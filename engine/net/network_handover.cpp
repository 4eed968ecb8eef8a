// SPDX-License-Identifier: GPL-3.0-or-later
/// The parts of NetworkManager by which one owner takes the place of another.
#include "engine/net/conntrack.h"
#include "engine/net/network_manager.h"

#include <algorithm>

namespace catamaran::engine::net {

using base::Errc;
using base::Result;

namespace {

std::vector<FirewallPort> elementsOf(const std::vector<PortRow> &rows)
{
    std::vector<FirewallPort> elements;
    for (const PortRow &row : rows) {
        if (row.forwardsItself)
            continue;
        const std::vector<FirewallPort> both = firewallPorts(row);
        elements.insert(elements.end(), both.begin(), both.end());
    }
    return elements;
}

} // namespace

Result<std::vector<PortRow>> NetworkManager::portsForLocked(const AttachmentRow &row,
                                                            const spec::ContainerSpec &spec,
                                                            const std::vector<std::string> &exposedPorts,
                                                            const std::vector<PortRow> &inherited,
                                                            std::vector<std::string> &notices)
{
    CATAMARAN_TRY(const std::vector<Membership> memberships, membershipsLocked(row.owner));
    const Gateways gateways = gatewaysOf(memberships);
    std::vector<spec::PortMapping> ports;
    std::vector<spec::PortMapping> open;
    std::vector<PortRow> left = inherited;
    for (const spec::PortMapping &wish : portWishes(gateways, spec, exposedPorts)) {
        const auto same = std::find_if(left.begin(), left.end(),
                                       [&](const PortRow &port) { return serves(port.mapping, wish); });
        if (same == left.end()) {
            open.push_back(wish);
            continue;
        }
        spec::PortMapping taken = wish;
        taken.hostPort = same->mapping.hostPort;
        taken.hostPortEnd = 0;
        ports.push_back(std::move(taken));
        left.erase(same);
    }
    if (!open.empty()) {
        CATAMARAN_TRY(PortWorld world, portWorldLocked());
        // What the other one has is free the moment that this one has it.
        std::erase_if(world.reserved, [&](const PortRow &port) {
            return std::any_of(left.begin(), left.end(),
                               [&](const PortRow &old) { return old.owner == port.owner; });
        });
        CATAMARAN_TRY(const std::vector<spec::PortMapping> planned, planPorts(world, open));
        ports.insert(ports.end(), planned.begin(), planned.end());
    }
    return portRowsLocked(row, gateways, ports, notices);
}

Result<void> NetworkManager::replacePortsLocked(const std::string &wishBefore,
                                                const std::vector<PortRow> &old,
                                                const std::vector<PortRow> &fresh)
{
    CATAMARAN_TRY(const FirewallState state, firewallStateLocked());
    CATAMARAN_TRY(const std::string wish, wishLocked(state));
    auto before = RulesVersion::now();
    if (!m_rules.hold(wishBefore))
        before.reset();
    const std::uint32_t commits = m_firewall.commits();
    if (m_firewall.replacePorts(elementsOf(old), elementsOf(fresh))) {
        m_rules.remember(before, m_firewall.commits() - commits, wish);
        return {};
    }
    // Somebody has flushed the rules: the whole table, again in one transaction.
    CATAMARAN_CHECK(ensureRulesLocked());
    return {};
}

Result<std::vector<std::string>> NetworkManager::handOver(const std::string &from, const std::string &to,
                                                          const spec::ContainerSpec &spec,
                                                          const std::vector<std::string> &exposedPorts)
{
    CATAMARAN_TRY(const Lock held, lock());
    std::vector<std::string> notices;
    std::vector<PortRow> old;
    std::vector<PortRow> fresh;
    const auto giver = from.empty() ? std::optional<AttachmentRow>() : [&]() -> std::optional<AttachmentRow> {
        auto row = m_store.attachment(from);
        return row ? *row : std::nullopt;
    }();
    if (giver) {
        CATAMARAN_TRY(old, m_store.portsOf(from));
    }
    std::optional<AttachmentRow> taker;
    if (!to.empty()) {
        CATAMARAN_TRY(taker, m_store.attachment(to));
        if (!taker)
            return base::fail(Errc::NotFound, to + " is attached to no network");
    }
    const bool publishes = taker && taker->standing != Standing::Published &&
                           taker->mode == launch::NetworkPlan::Mode::Interfaces;
    if (publishes) {
        CATAMARAN_TRY(fresh, portsForLocked(*taker, spec, exposedPorts, old, notices));
    }
    CATAMARAN_TRY(const FirewallState stateBefore, firewallStateLocked());
    CATAMARAN_TRY(const std::string wishBefore, wishLocked(stateBefore));
    // The rows first: killed in between, reconcile() brings the rules to what they say.
    auto stored = m_store.transaction([&]() -> Result<void> {
        if (giver) {
            CATAMARAN_CHECK(m_store.deletePortsOf(from));
            CATAMARAN_CHECK(m_store.setStanding(from, Standing::Withdrawn));
        }
        for (const PortRow &port : fresh)
            CATAMARAN_CHECK(m_store.insertPort(port));
        return taker ? m_store.setStanding(to, Standing::Published) : Result<void>();
    });
    CATAMARAN_CHECK(std::move(stored));
    CATAMARAN_CHECK(replacePortsLocked(wishBefore, old, fresh));
    if (giver) {
        ConntrackWish ended;
        ended.endedOnly = true;
        CATAMARAN_TRY(const std::vector<EndpointRow> endpoints, m_store.endpointsOf(from));
        for (const EndpointRow &endpoint : endpoints) {
            if (endpoint.address.value != 0)
                ended.addresses.push_back(endpoint.address.text());
            if (!endpoint.address6.isNone())
                ended.addresses.push_back(endpoint.address6.text());
        }
        CATAMARAN_CHECK(forgetConnections(ended));
    }
    // Datagrams have no connection that could be let go on.
    ConntrackWish stale;
    for (const PortRow &row : fresh) {
        if (row.mapping.protocol == spec::Protocol::Udp)
            stale.udpPorts.push_back(row.mapping.hostPort);
    }
    CATAMARAN_CHECK(forgetConnections(stale));
    CATAMARAN_CHECK(writeNamesLocked());
    return notices;
}

} // namespace catamaran::engine::net
