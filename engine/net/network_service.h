// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "engine/launch/launch_plan.h"
#include "engine/spec/container_spec.h"
#include "engine/store/database.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::engine::net {

/// A range of addresses of a network, as `network create --subnet` and friends give it.
struct AddressPool {
    std::string subnet;  ///< "10.89.0.0/16" or "fd00::/64"
    std::string ipRange; ///< containers get addresses of this part only; empty: the whole subnet
    std::string gateway;
    std::map<std::string, std::string> reserved; ///< --aux-address: name to an address that is not handed out
};

/// A network. The default one is called "bridge" and has the Linux bridge catamaran0.
struct Network {
    std::string id; ///< 64 hex digits
    std::string name;
    std::string bridge;  ///< Linux interface name; of other drivers: the parent link that we make, if any
    std::string subnet;  ///< "10.89.0.0/16", of the first IPv4 pool; empty without IPv4
    std::string gateway; ///< "10.89.0.1"
    bool internal = false;
    std::string driver = "bridge"; ///< "bridge", "macvlan", "ipvlan"; "host" and "null" are only listed
    bool ipv4 = true;
    bool ipv6 = false;
    bool attachable = false;
    std::string subnet6; ///< of the first IPv6 pool
    std::string gateway6;
    std::vector<AddressPool> pools; ///< all of them
    std::map<std::string, std::string> options;
    std::map<std::string, std::string> labels;
    std::int64_t createdNs = 0; ///< CLOCK_REALTIME

    [[nodiscard]] std::string option(const std::string &key) const
    {
        const auto found = options.find(key);
        return found == options.end() ? std::string() : found->second;
    }
};

/// What a workload got on a network.
struct Endpoint {
    std::string networkName;
    std::string networkId;
    std::string address; ///< "10.89.0.2"
    int prefixLength = 16;
    std::string gateway;
    std::string mac;
    std::vector<std::string> aliases;
    std::string address6; ///< empty: none
    int prefixLength6 = 0;
    std::string gateway6;
    std::string interface;        ///< "eth0"
    spec::NetworkAttachment wish; ///< what was asked for
};

/// A container (or other workload) on a network, for `network inspect`.
struct Member {
    std::string owner;
    std::string name;
    Endpoint endpoint;
};

/// The result of preparing a container's network: what goes into its launch plan, and what `inspect` shows.
struct Attachment {
    launch::NetworkPlan plan;
    std::vector<Endpoint> endpoints;
    std::vector<spec::PortMapping> ports; ///< with chosen host ports
    /// Those of them whose IPv6 side (of "" or an IPv6 address) a socket has to serve, because the container
    /// has IPv4 only; and where they lead.
    std::vector<spec::PortMapping> forwarded;
    std::string portAddress;
    std::string resolvConf; ///< text for /etc/resolv.conf in the container
    std::string hosts;      ///< text for /etc/hosts in the container
    /// What the user should hear: that IPv4 forwarding was switched on, that another firewall drops packets.
    std::vector<std::string> notices;
};

/// When others find what is attached.
enum class Publication { Now, Later };

/// A user-defined network to be made.
struct NetworkRequest {
    std::string name;
    std::string subnet; ///< "10.200.0.0/24"; empty: chosen
    bool internal = false;
    std::string driver = "bridge";
    bool ipv4 = true;
    bool ipv6 = false;
    bool attachable = false;
    // As docker's flags give them: matched to each other by what contains what.
    std::vector<std::string> subnets; ///< besides `subnet`
    std::vector<std::string> ipRanges;
    std::vector<std::string> gateways;
    std::map<std::string, std::string> reserved; ///< --aux-address
    std::map<std::string, std::string> options;
    std::map<std::string, std::string> labels;
};

/// A change of a running owner's memberships, for its files.
struct MembershipChange {
    std::string hosts; ///< new text of /etc/hosts in the container
    std::vector<std::string> notices;
};

/// Who holds a host port.
struct PortOwner {
    pid_t pid = 0;       ///< 0 if not a process of this host
    std::string program; ///< "nginx"; for our own: "container web"
};

/// Networks, addresses, names, published ports and the firewall table that belongs to them.
///
/// Everything in the kernel that this class makes is named catamaran*: links, and one nftables table
/// (inet catamaran, or catamaran_<instance>, see EngineOptions::instance) that changes no policy of other
/// tables. State is in the database, so that any process can continue where another was killed; reconcile()
/// removes what no live workload owns. Thread: safe. Files and rules are changed under one lock that is
/// shared between processes.
class NetworkService {
public:
    /// `runDirectory` is volatile (names table, lock), `isAlive` tells whether an owner (container or VM id)
    /// still runs; it is called with the lock held and must not call back. An owner that was attached less
    /// than a minute ago by a process that still lives counts as alive, so that nobody reclaims what is being
    /// started.
    static base::Result<std::unique_ptr<NetworkService>>
    open(const std::string &runDirectory, const std::string &instance,
         std::shared_ptr<store::Database> database, std::function<bool(const std::string &owner)> isAlive);
    virtual ~NetworkService() = default;

    virtual base::Result<std::vector<Network>> list() = 0;
    /// AlreadyExists for a taken name; InvalidArgument for a subnet that overlaps another or the host's
    /// routes. The bridge is made when the first container joins.
    virtual base::Result<Network> createNetwork(const NetworkRequest &request) = 0;
    /// NotFound; InvalidState while containers are on it, and for the default network.
    virtual base::Result<void> removeNetwork(const std::string &name) = 0;
    /// By name, id or unambiguous prefix of an id, as docker resolves them. NotFound "network x not found".
    virtual base::Result<Network> network(const std::string &which) = 0;
    /// The running owners on a network.
    virtual base::Result<std::vector<Member>> members(const std::string &networkName) = 0;

    /// A running owner joins one more network: its interface is made inside the network namespace
    /// `namespacePath`, names and routes follow. AlreadyExists if it is on it. `extraHosts` and `hostname`
    /// are those of the container, for the text of /etc/hosts.
    virtual base::Result<MembershipChange> connect(const std::string &owner,
                                                   const spec::NetworkAttachment &wish,
                                                   const spec::ContainerSpec &spec,
                                                   const std::string &namespacePath) = 0;
    /// Takes a running owner off a network.
    virtual base::Result<MembershipChange> disconnect(const std::string &owner,
                                                      const std::string &networkName,
                                                      const spec::ContainerSpec &spec,
                                                      const std::string &namespacePath) = 0;

    /// Reserves addresses and host ports for `owner` and puts the published ports into the firewall: bridge
    /// made if needed, NAT, names. PortInUse names the owner of a taken port, before anything has been
    /// changed. Undone by release(), also after a crash. For "container:<id>" the runtime fills in
    /// plan.joinNamespacePath; "host" and "none" reserve nothing.
    /// With Publication::Later it has its addresses and its own name, but no published port and no alias:
    /// handOver() gives it those.
    virtual base::Result<Attachment> attach(const std::string &owner, const std::string &ownerName,
                                            const spec::ContainerSpec &spec,
                                            const std::vector<std::string> &exposedPorts,
                                            const base::OperationContext &context,
                                            Publication publication = Publication::Now) = 0;
    /// Published ports and aliases pass from one running owner to another without a moment in which nobody,
    /// or both, have them: new connections go to `to`, those that are open stay where they are. `spec` and
    /// `exposedPorts` are those of `to`, which was attached with Publication::Later: where it asks for the
    /// same ports of the host it gets them, others are taken as attach() takes them. Afterwards `from` is
    /// withdrawn: no port and no name leads to it. An empty `to` only withdraws, an empty `from` only
    /// publishes; what has been done already is not done again. Returns what the user should hear.
    virtual base::Result<std::vector<std::string>> handOver(const std::string &from, const std::string &to,
                                                            const spec::ContainerSpec &spec,
                                                            const std::vector<std::string> &exposedPorts) = 0;
    /// Takes back what attach() gave. Idempotent.
    virtual base::Result<void> release(const std::string &owner) = 0;
    /// Attachment of a running owner as recorded; NotFound if it has none.
    virtual base::Result<Attachment> attachment(const std::string &owner) = 0;

    /// Reserves a host port for a workload that publishes it itself (a VM's forward); PortInUse as above.
    /// With hostPort 0 a free one is chosen. The mapping is returned with its port.
    virtual base::Result<spec::PortMapping> reservePort(const std::string &owner,
                                                        const spec::PortMapping &wish) = 0;

    /// Who listens on or has reserved this port of the host; nullopt if it is free.
    virtual base::Result<std::optional<PortOwner>> portOwner(const spec::PortMapping &port) = 0;

    /// Removes links, rules, names and reservations of owners that are no longer alive; restores rules of
    /// live ones that somebody flushed. A bridge that nobody has used for ten minutes goes when this object
    /// does, and the table with the last one. Called at engine start; cheap when there is nothing to do.
    virtual base::Result<void> reconcile() = 0;
    /// As reconcile(), but unused bridges and the table go at once (uninstalling, tests).
    virtual base::Result<void> removeUnused() = 0;
};

} // namespace catamaran::engine::net
