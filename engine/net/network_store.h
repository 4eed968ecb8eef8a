// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/net/ipv4.h"
#include "engine/net/ipv6.h"
#include "engine/net/network_service.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::engine::net {

struct NetworkRow {
    std::int64_t number = 0;
    Network network;
    Ipv4Prefix subnet; ///< of the first IPv4 pool, with its gateway
    Ipv4 gateway;
    std::int64_t idleSince = 0; ///< CLOCK_REALTIME seconds; 0 while in use
    Ipv6Prefix subnet6;         ///< as above; the address "::" without IPv6
    Ipv6 gateway6;

    [[nodiscard]] bool isBridge() const { return network.driver == "bridge"; }
    [[nodiscard]] std::string option(const std::string &key) const { return network.option(key); }
};

/// Whether an owner is to be found by others (NetworkService::handOver).
enum class Standing {
    Published,
    Waiting,  ///< by its own name only, without aliases and ports
    Withdrawn ///< by no name; what reached it before goes on
};

/// What was handed to an owner, apart from its endpoints and ports.
struct AttachmentRow {
    std::string owner;
    std::string ownerName;
    launch::NetworkPlan::Mode mode = launch::NetworkPlan::Mode::None;
    bool forwardsItself = false; ///< a VM that only reserves ports
    bool serveDns = false;
    std::vector<std::string> upstreams;
    std::string resolvConf;
    std::string hosts;
    pid_t holderPid = 0; ///< the process that attached it, and when
    std::uint64_t holderStartTime = 0;
    std::int64_t attachedAt = 0;
    Standing standing = Standing::Published;
};

struct EndpointRow {
    std::string owner;
    std::string ownerName;
    std::int64_t network = 0;
    Ipv4 address; ///< 0.0.0.0: none
    std::string mac;
    std::vector<std::string> aliases;
    Ipv6 address6;
    std::string interface;        ///< "eth0"
    spec::NetworkAttachment wish; ///< what was asked for
    Standing standing = Standing::Published;
};

struct PortRow {
    std::string owner;
    std::string ownerName;
    spec::PortMapping mapping;
    std::string address;         ///< of the container
    bool forwardsItself = false; ///< a reservation without a rule
    std::string address6;        ///< of the container; empty: none
};

/// The tables networks, attachments, endpoints and ports. UNIQUE constraints keep processes from handing
/// out the same address or port twice. Thread: as store::Database.
class NetworkStore {
public:
    static base::Result<NetworkStore> open(std::shared_ptr<store::Database> database);

    base::Result<std::vector<NetworkRow>> networks();
    base::Result<std::optional<NetworkRow>> network(const std::string &name);
    base::Result<void> insertNetwork(const NetworkRow &row);
    base::Result<void> deleteNetwork(std::int64_t number);
    base::Result<void> setIdleSince(std::int64_t number, std::int64_t seconds);

    base::Result<std::vector<AttachmentRow>> attachments();
    base::Result<std::optional<AttachmentRow>> attachment(const std::string &owner);
    base::Result<std::vector<EndpointRow>> endpoints();
    base::Result<std::vector<EndpointRow>> endpointsOf(const std::string &owner);
    /// Sorted.
    base::Result<std::vector<Ipv4>> addressesOf(std::int64_t network);
    base::Result<std::int64_t> memberCount(std::int64_t network);
    base::Result<std::vector<PortRow>> ports();
    base::Result<std::vector<PortRow>> portsOf(const std::string &owner);

    base::Result<void> insertAttachment(const AttachmentRow &row);
    base::Result<void> insertEndpoint(const EndpointRow &row);
    base::Result<void> insertPort(const PortRow &row);
    base::Result<void> deleteEndpoint(const std::string &owner, std::int64_t network);
    base::Result<void> deletePortsOf(const std::string &owner);
    base::Result<void> setStanding(const std::string &owner, Standing standing);
    base::Result<void> setHosts(const std::string &owner, const std::string &hosts);
    /// All rows of an owner.
    base::Result<void> deleteOwner(const std::string &owner);

    base::Result<void> transaction(const std::function<base::Result<void>()> &body)
    {
        return m_database->transaction(body);
    }

private:
    explicit NetworkStore(std::shared_ptr<store::Database> database) : m_database(std::move(database)) {}
    base::Result<std::vector<AttachmentRow>> readAttachments(const std::string &where,
                                                             const std::vector<store::SqlValue> &values);
    base::Result<std::vector<EndpointRow>> readEndpoints(const std::string &where,
                                                         const std::vector<store::SqlValue> &values);
    base::Result<std::vector<PortRow>> readPorts(const std::string &where,
                                                 const std::vector<store::SqlValue> &values);

    std::shared_ptr<store::Database> m_database;
};

} // namespace catamaran::engine::net
