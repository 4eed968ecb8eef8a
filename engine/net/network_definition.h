// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/network_store.h"

#include <string>
#include <vector>

/// What a network is: docker's options checked, subnets chosen, and the texts in the database. Pure.
namespace catamaran::engine::net {

/// The parts of a network that have no column of their own, as JSON.
std::string definitionOf(const Network &network);
void readDefinition(const std::string &text, Network &into);
std::string wishText(const spec::NetworkAttachment &wish);
spec::NetworkAttachment wishOf(const std::string &text);

/// What a new network must not overlap.
struct TakenRanges {
    std::vector<Ipv4Prefix> ipv4;
    std::vector<Ipv6Prefix> ipv6;
    std::vector<NetworkRow> networks;
};

/// Matches ranges, gateways and reserved addresses to the subnets; InvalidArgument in docker's words.
base::Result<std::vector<AddressPool>> matchPools(const NetworkRequest &request);

/// A row for a new network with its id, bridge and subnets. `instance` as in bridgeName(). InvalidArgument
/// for what docker refuses, Unsupported for options that this engine does not have.
base::Result<NetworkRow> planNetwork(const NetworkRequest &request, const std::string &instance,
                                     const TakenRanges &taken);

// Options of drivers, with docker's defaults.
[[nodiscard]] bool lacksIcc(const Network &network);        ///< enable_icc=false
[[nodiscard]] bool lacksMasquerade(const Network &network); ///< enable_ip_masquerade=false
[[nodiscard]] std::uint32_t mtuOption(const Network &network);
/// The parent that the user named: "eth0", "eth0.50"; empty: one of our own.
[[nodiscard]] std::string namedParent(const Network &network);
/// The link that containers' macvlan and ipvlan links are made on.
[[nodiscard]] std::string parentLink(const Network &network);
/// InterfacePlan::linkMode: MACVLAN_MODE_*, or IPVLAN_MODE_* with the flags in the upper half.
base::Result<std::uint32_t> linkMode(const Network &network);
/// ipvlan in mode l3 or l3s: routes point at the device, not at a gateway.
[[nodiscard]] bool isRouted(const Network &network);

/// The MAC address that `text` names must be one that a link can have; InvalidArgument otherwise.
base::Result<void> checkMac(const std::string &text);

} // namespace catamaran::engine::net
