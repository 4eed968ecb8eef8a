// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/compose/stack_runner.h"
#include "src/core/workload.h"

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace catamaran::compose {

/// Replicas of services that say `x-catamaran: { runtime: vm }`, as light VMs of the deck.
///
/// The hypervisor makes and starts a VM in one step, so create() only checks the wish and keeps it; start()
/// boots. A kept wish is forgotten with this object: until start() nothing is on the host. Ids given by
/// create() stay good for the life of this object; others are the hypervisor's own. Thread-safe.
///
/// VMs stand on QEMU's user-mode network today: they are reached on their published ports only, reach the
/// host's published ports at 10.0.2.2, and are on none of the project's networks. vmLimits() says so for a
/// service. Their disks are their own: volumes, secrets and configs are refused.
class VmHost final : public ServiceHost {
public:
    explicit VmHost(core::Deck &deck) : m_deck(deck) {}

    base::Result<std::string> create(const ReplicaRequest &request,
                                     const base::OperationContext &context) override;
    base::Result<void> start(const std::string &id, const base::OperationContext &context) override;
    base::Result<void> stop(const std::string &id, std::optional<std::chrono::seconds> grace,
                            const base::OperationContext &context) override;
    base::Result<void> remove(const std::string &id, bool anonymousVolumes) override;
    /// Unsupported: a VM's name is that of its domain.
    base::Result<void> rename(const std::string &id, const std::string &name) override;
    base::Result<ObservedReplica> inspect(const std::string &id) override;
    base::Result<std::vector<ObservedReplica>> replicas(const std::string &project) override;
    base::Result<int> wait(const std::string &id, const base::OperationContext &context) override;
    base::Result<std::string> lastLog(const std::string &id, std::size_t lines) override;

private:
    [[nodiscard]] std::string realId(const std::string &id);

    core::Deck &m_deck;
    std::mutex m_mutex;
    std::map<std::string, engine::spec::ContainerSpec> m_wishes; ///< made but not yet started, by id
    std::map<std::string, std::string> m_started;                ///< hypervisor's id by ours
};

/// What a service that is a VM asks of the deck. Errors name the attribute that a VM cannot have. Pure.
base::Result<engine::spec::ContainerSpec> machineSpecOf(const ReplicaRequest &request);

/// What does not work for this service as a VM, in words for a preview or a warning. Pure.
std::vector<std::string> vmLimits(const Service &service);

} // namespace catamaran::compose
