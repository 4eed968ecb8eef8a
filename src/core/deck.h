// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/core/workload.h"

namespace catamaran::core {

/// The Deck over an engine and a hypervisor; both are shared with whoever made it.
class BothHulls final : public Deck {
public:
    BothHulls(std::shared_ptr<engine::Engine> engine, std::shared_ptr<hv::Hypervisor> hypervisor)
        : m_engine(std::move(engine)), m_hypervisor(std::move(hypervisor))
    {
    }

    engine::Engine &engine() override { return *m_engine; }
    hv::Hypervisor &hypervisor() override { return *m_hypervisor; }

    base::Result<std::vector<Workload>> workloads() override;
    base::Result<Workload> find(const std::string &nameOrId) override;
    base::Result<WorkloadId> runVm(const engine::spec::ContainerSpec &spec,
                                   const base::OperationContext &context) override;
    base::Result<WorkloadId> runContainer(const engine::spec::ContainerSpec &spec,
                                          const base::OperationContext &context) override;
    base::Result<void> start(const WorkloadId &id, const base::OperationContext &context) override;
    base::Result<void> stop(const WorkloadId &id, const base::OperationContext &context) override;
    base::Result<void> remove(const WorkloadId &id, bool force) override;
    base::Result<void> control(const WorkloadId &id, Control what,
                               const base::OperationContext &context) override;
    std::vector<std::optional<Counters>> counters(const std::vector<WorkloadId> &ids) override;
    base::Result<Ledger> memoryLedger(const WorkloadId &id) override;
    base::Result<Disk> diskUsage(const WorkloadId &id) override;
    base::Result<std::string> inspectJson(const WorkloadId &id) override;
    base::Result<void> logs(const WorkloadId &id, bool follow, std::optional<std::size_t> tail,
                            const std::function<void(const engine::LogRecord &)> &onRecord,
                            const base::OperationContext &context) override;
    HostFacts hostFacts() override;
    std::vector<Feature> features() override;
    std::shared_ptr<void> subscribe(std::function<void()> onChange) override;
    base::Result<std::string> prepareDemo(const base::OperationContext &context) override;

private:
    std::shared_ptr<engine::Engine> m_engine;
    std::shared_ptr<hv::Hypervisor> m_hypervisor;
};

} // namespace catamaran::core
