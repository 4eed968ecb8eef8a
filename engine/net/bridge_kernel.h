// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/net/network_store.h"

#include <string>
#include <vector>

namespace catamaran::engine::net {

/// The bridges of our networks in the kernel, in the calling thread's network namespace.

/// "catamaran0" for the default network of the default engine, "ct<6 hex>0" for that of a tagged instance,
/// and "ct-<10 hex of the network's id>" for others.
std::string bridgeName(const std::string &instance, const std::string &networkName,
                       const std::string &networkId);

/// Host end of an owner's veth pair on network number `network`: "cv<10 hex>" and the number, at most 15.
std::string vethName(const std::string &owner, std::int64_t network);

bool linkExists(const std::string &name);
/// Removes the host end of a veth pair, if it is still there: the kernel takes the links of an ended
/// container away some time after its last process, and a restart may come first.
base::Result<void> deleteStaleLink(const std::string &name);

struct BridgeMade {
    bool created = false;
    std::vector<std::string> notices;
};
/// Makes the bridge if it is not there, gives it the gateway address, lets the kernel forward and lets
/// 127.0.0.1 be translated (route_localnet), and closes it for router advertisements from containers.
base::Result<BridgeMade> ensureBridge(const NetworkRow &network);
/// The parent of a macvlan or ipvlan network: the named one, made as a VLAN when it is called "eth0.50" and
/// is not there, or a dummy link of our own (a pair of links where the kernel has no dummy ones).
base::Result<BridgeMade> ensureParent(const NetworkRow &network);
/// ensureBridge() or ensureParent().
base::Result<BridgeMade> ensureLink(const NetworkRow &network);

base::Result<void> deleteBridge(const std::string &bridge);

/// Removes links of `bridge` that are not in `expected`.
base::Result<void> removeStrayPorts(const std::string &bridge, const std::vector<std::string> &expected);

/// Addresses and routes of the host that a new subnet must not overlap.
base::Result<std::vector<Ipv4Prefix>> takenByHost();
base::Result<std::vector<Ipv6Prefix>> takenByHost6();

/// MTU of the link that the default route uses; 0 if there is none.
std::uint32_t uplinkMtu();

} // namespace catamaran::engine::net
