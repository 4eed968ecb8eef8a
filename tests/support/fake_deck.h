// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/parts.h"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>

namespace catamaran::test {

/// A deck with scripted containers and VMs whose counters draw plausible curves. Thread: safe.
class FakeDeck : public core::Deck {
public:
    FakeDeck();

    // Scripting
    void add(core::Workload workload);
    void setState(const core::WorkloadId &id, core::State state);
    /// The next start, stop or remove fails with this.
    void failNext(base::Error error);
    void setFeatures(std::vector<core::Feature> features);
    [[nodiscard]] int callsOnThread(std::uint64_t threadHash) const;
    [[nodiscard]] std::vector<std::string> actions() const;

    [[nodiscard]] engine::Engine &engine() override;
    [[nodiscard]] hv::Hypervisor &hypervisor() override;
    base::Result<std::vector<core::Workload>> workloads() override;
    base::Result<core::Workload> find(const std::string &nameOrId) override;
    base::Result<core::WorkloadId> runVm(const engine::spec::ContainerSpec &spec,
                                         const base::OperationContext &context) override;
    base::Result<core::WorkloadId> runContainer(const engine::spec::ContainerSpec &spec,
                                                const base::OperationContext &context) override;
    base::Result<void> start(const core::WorkloadId &id, const base::OperationContext &context) override;
    base::Result<void> stop(const core::WorkloadId &id, const base::OperationContext &context) override;
    base::Result<void> remove(const core::WorkloadId &id, bool force) override;
    base::Result<void> control(const core::WorkloadId &id, core::Control what,
                               const base::OperationContext &context) override;
    std::vector<std::optional<core::Counters>> counters(const std::vector<core::WorkloadId> &ids) override;
    base::Result<core::Ledger> memoryLedger(const core::WorkloadId &id) override;
    base::Result<core::Disk> diskUsage(const core::WorkloadId &id) override;
    base::Result<std::string> inspectJson(const core::WorkloadId &id) override;
    base::Result<void> logs(const core::WorkloadId &id, bool follow, std::optional<std::size_t> tail,
                            const std::function<void(const engine::LogRecord &)> &onRecord,
                            const base::OperationContext &context) override;
    [[nodiscard]] core::HostFacts hostFacts() override;
    std::vector<core::Feature> features() override;
    std::shared_ptr<void> subscribe(std::function<void()> onChange) override;
    base::Result<std::string> prepareDemo(const base::OperationContext &context) override;

private:
    void noteThread();
    void changed();
    base::Result<void> act(const std::string &verb, const core::WorkloadId &id, core::State after);

    mutable std::mutex m_mutex;
    std::vector<core::Workload> m_workloads;
    std::vector<std::string> m_actions;
    std::optional<base::Error> m_failure;
    std::optional<std::vector<core::Feature>> m_features;
    std::map<std::uint64_t, int> m_callsOfThread;
    std::map<int, std::function<void()>> m_listeners;
    int m_nextListener = 0;
    int m_nextId = 100;
};

/// Some containers and VMs in several states, as a user would have.
void fillWithExamples(FakeDeck &deck);

/// Emits the phases of both hulls at `speed` times the real pace (0: no waiting), and returns a result.
base::Result<compare::Experiment>
fakeExperiment(core::Deck &deck, const compare::ExperimentRequest &request,
               const std::function<void(const compare::ExperimentEvent &)> &onEvent,
               const base::OperationContext &context, double speed);

/// Parts around this deck; `stateDirectory` may be empty.
bridge::Parts fakeParts(std::shared_ptr<FakeDeck> deck, const std::string &stateDirectory, double speed = 0);

std::uint64_t currentThreadHash();

} // namespace catamaran::test
