// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/rollback.h"
#include "engine/base/unique_fd.h"
#include "engine/net/firewall.h"
#include "engine/net/host_lock.h"
#include "engine/net/known_rules.h"
#include "engine/net/membership.h"
#include "engine/net/network_service.h"
#include "engine/net/network_store.h"
#include "engine/net/port_planner.h"

#include <mutex>

namespace catamaran::engine::net {

/// NetworkService on Linux bridges, veth pairs (made by the monitor) and nftables.
///
/// Rows are committed before the kernel is changed and deleted after it has been changed back, so at any
/// moment the rows name everything that may exist; reconcile() brings the kernel to what they say.
/// Private methods that end in "Locked" expect the lock to be held.
class NetworkManager final : public NetworkService {
public:
    ~NetworkManager() override;
    NetworkManager(const NetworkManager &) = delete;
    NetworkManager &operator=(const NetworkManager &) = delete;
    NetworkManager(std::string directory, std::string instance, NetworkStore store,
                   std::function<bool(const std::string &)> isAlive);

    base::Result<std::vector<Network>> list() override;
    base::Result<Network> createNetwork(const NetworkRequest &request) override;
    base::Result<void> removeNetwork(const std::string &name) override;
    base::Result<Network> network(const std::string &which) override;
    base::Result<std::vector<Member>> members(const std::string &networkName) override;
    base::Result<MembershipChange> connect(const std::string &owner, const spec::NetworkAttachment &wish,
                                           const spec::ContainerSpec &spec,
                                           const std::string &namespacePath) override;
    base::Result<MembershipChange> disconnect(const std::string &owner, const std::string &networkName,
                                              const spec::ContainerSpec &spec,
                                              const std::string &namespacePath) override;
    base::Result<Attachment> attach(const std::string &owner, const std::string &ownerName,
                                    const spec::ContainerSpec &spec,
                                    const std::vector<std::string> &exposedPorts,
                                    const base::OperationContext &context, Publication publication) override;
    base::Result<std::vector<std::string>> handOver(const std::string &from, const std::string &to,
                                                    const spec::ContainerSpec &spec,
                                                    const std::vector<std::string> &exposedPorts) override;
    base::Result<void> release(const std::string &owner) override;
    base::Result<Attachment> attachment(const std::string &owner) override;
    base::Result<spec::PortMapping> reservePort(const std::string &owner,
                                                const spec::PortMapping &wish) override;
    base::Result<std::optional<PortOwner>> portOwner(const spec::PortMapping &port) override;
    base::Result<void> reconcile() override;
    base::Result<void> removeUnused() override;

private:
    /// Holds the lock of this process and the one between processes.
    struct Lock {
        std::unique_lock<std::mutex> inProcess;
        base::UniqueFd file;
    };
    base::Result<Lock> lock();

    base::Result<NetworkRow> networkLocked(const std::string &name);
    base::Result<NetworkRow> insertNetworkLocked(const NetworkRequest &request);
    base::Result<Attachment> attachBridgeLocked(AttachmentRow row, const spec::ContainerSpec &spec,
                                                const std::vector<std::string> &exposedPorts);
    base::Result<Attachment> attachSpecial(AttachmentRow row, const spec::ContainerSpec &spec);
    base::Result<EndpointRow> endpointLocked(const NetworkRow &network, const AttachmentRow &row,
                                             const spec::NetworkAttachment &wish,
                                             const std::vector<Membership> &others);
    /// A bridge that is to be made must not meet the range of another link, of another state directory's
    /// perhaps: the default network moves, another one is refused (InvalidState). `host` is held on return
    /// where there is no link yet.
    base::Result<NetworkRow> settledLocked(NetworkRow network, HostLock &host);
    base::Result<void> chooseAddresses(const NetworkRow &network, EndpointRow &endpoint);
    base::Result<std::vector<Membership>> membershipsLocked(const std::string &owner);
    base::Result<void> fillFiles(AttachmentRow &row, const spec::ContainerSpec &spec,
                                 const std::vector<Membership> &memberships, bool serveDns);
    base::Result<std::string> hostsLocked(const AttachmentRow &row, const spec::ContainerSpec &spec,
                                          const std::vector<Membership> &memberships);
    base::Result<std::vector<PortRow>> portRowsLocked(const AttachmentRow &row, const Gateways &gateways,
                                                      const std::vector<spec::PortMapping> &ports,
                                                      std::vector<std::string> &notices);
    /// After memberships of a running owner have changed: ports, routes, names, files.
    base::Result<MembershipChange> followLocked(const AttachmentRow &row, const spec::ContainerSpec &spec,
                                                const std::string &namespacePath, const Gateways &before);
    base::Result<std::vector<std::string>> applyLocked(const std::vector<Membership> &memberships,
                                                       const std::vector<PortRow> &ports);
    base::Result<Attachment> attachmentLocked(const std::string &owner);
    base::Result<void> releaseLocked(const std::string &owner);
    base::Result<PortWorld> portWorldLocked();
    base::Result<void> writeNamesLocked();
    base::Result<FirewallState> firewallStateLocked();
    base::Result<std::string> wishLocked(const FirewallState &state);
    base::Result<std::vector<std::string>> ensureRulesLocked();
    base::Result<std::vector<PortRow>> portsForLocked(const AttachmentRow &row,
                                                      const spec::ContainerSpec &spec,
                                                      const std::vector<std::string> &exposedPorts,
                                                      const std::vector<PortRow> &inherited,
                                                      std::vector<std::string> &notices);
    base::Result<void> replacePortsLocked(const std::string &wishBefore, const std::vector<PortRow> &old,
                                          const std::vector<PortRow> &fresh);
    base::Result<void> changePortsLocked(ElementChange change, const std::vector<FirewallPort> &ports);
    /// `leaving`: a network that is about to be removed; its ports are left to the end of their namespaces.
    base::Result<void> restoreLocked(const std::string &leaving = {});
    base::Result<void> removeIdleLocked(std::int64_t idleSeconds);
    void leaveProgramPath() const;
    [[nodiscard]] bool ownerLives(const AttachmentRow &row) const;
    [[nodiscard]] std::string namesPath() const { return m_directory + "/names"; }

    std::string m_directory;
    std::string m_instance;
    NetworkStore m_store;
    std::function<bool(const std::string &)> m_isAlive;
    std::mutex m_mutex;
    Firewall m_firewall;
    KnownRules m_rules;
    bool m_idleFound = false; ///< by reconcile(): a bridge that nobody has used for long
};

} // namespace catamaran::engine::net
