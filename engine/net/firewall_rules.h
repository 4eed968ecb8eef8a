// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/container_spec.h"

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

/// Builders and readers of the nftables JSON that our table consists of (libnftables-json(5)). Pure.
///
/// The table never changes with containers: it is made of a few rules that look things up in sets (networks)
/// and maps (published ports), so starting a container adds at most one map element per port.
namespace catamaran::engine::net {

/// A bridge network as the firewall sees it.
struct FirewallNetwork {
    std::string bridge;
    std::string subnet;    ///< "10.89.0.0/16"; empty without IPv4
    bool internal = false; ///< no way out
    std::string subnet6;   ///< "fd00::/64"; empty without IPv6
    bool icc = true;       ///< containers reach each other
    bool masquerade = true;
    auto operator<=>(const FirewallNetwork &) const = default;
};

/// A published port: DNAT from the host's port to a container, of one address family.
struct FirewallPort {
    spec::Protocol protocol = spec::Protocol::Tcp;
    std::string hostIp; ///< empty: any address of the host, of the family of `address`
    std::uint16_t hostPort = 0;
    std::string address; ///< of the container; IPv6 if it has a colon
    std::uint16_t containerPort = 0;
    auto operator<=>(const FirewallPort &) const = default;
};

/// All that the table depends on.
struct FirewallState {
    std::vector<FirewallNetwork> networks;
    std::vector<FirewallPort> ports;
};

/// Commands that make the whole table anew in one transaction, whatever is there.
std::string tableCommands(const std::string &table, const FirewallState &state);
std::string deleteTableCommands(const std::string &table);
enum class ElementChange { Add, Delete };
/// Commands that add or delete the map elements of `ports`; an element that exists with the same value may be
/// added again.
std::string portCommands(const std::string &table, ElementChange change,
                         const std::vector<FirewallPort> &ports);
/// Commands that put the elements of `fresh` in place of those of `old`, in one transaction.
std::string replaceCommands(const std::string &table, const std::vector<FirewallPort> &old,
                            const std::vector<FirewallPort> &fresh);
std::string listTableCommand(const std::string &table);

/// What is in the kernel. Sets do not tell which subnet belongs to which bridge.
struct ListedTable {
    std::vector<std::string> bridges;
    std::vector<std::string> connectedBridges; ///< those whose containers reach each other
    std::vector<std::string> internalBridges;
    std::vector<std::string> subnets; ///< masqueraded ones, IPv4 and IPv6
    std::vector<FirewallPort> ports;
    bool complete = false; ///< all chains have all their rules

    /// Whether the table is what `state` makes of it.
    [[nodiscard]] bool matches(const FirewallState &state) const;
};
/// Reads the answer to listTableCommand().
base::Result<ListedTable> parseTable(const std::string &json);

/// Other firewalls. Docker sets the policy of iptables' FORWARD chain to drop; an accept of ours in another
/// table cannot undo that, but Docker offers the chain DOCKER-USER for it.
std::string listDockerChainsCommand(const std::string &family = "ip");
struct DockerChains {
    bool forwardDrops = false; ///< policy drop in (ip filter FORWARD)
    bool hasUserChain = false; ///< (ip filter DOCKER-USER)
    std::vector<std::pair<std::string, std::int64_t>>
        ours; ///< bridge and handle of accept rules we put there
};
base::Result<DockerChains> parseDockerChains(const std::string &json);
std::string acceptInDockerUserCommands(const std::string &bridge, const std::string &family = "ip");
std::string deleteDockerUserRulesCommands(const std::vector<std::int64_t> &handles,
                                          const std::string &family = "ip");

/// Base chains of others at the forward hook that drop what they do not accept.
struct ForeignChain {
    std::string family;
    std::string table;
    std::string name;
    auto operator<=>(const ForeignChain &) const = default;
};
std::string listChainsCommand();
/// Reads the answer to listChainsCommand(), without the chains of `ownTable`.
base::Result<std::vector<ForeignChain>> parseDroppingChains(const std::string &json,
                                                            const std::string &ownTable);

} // namespace catamaran::engine::net
