// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/core/workload.h"
#include "src/stack/vms.h"

namespace catamaran::stack {

/// VmServices on the deck's hypervisor. The deck outlives it. Thread: safe.
class DeckVms final : public VmServices {
public:
    explicit DeckVms(core::Deck &deck) : m_deck(deck) {}

    [[nodiscard]] VmNetwork network() const override;
    base::Result<std::vector<Instance>> instances(const std::string &project) override;
    base::Result<void> run(const engine::spec::ContainerSpec &wish,
                           const base::OperationContext &context) override;
    base::Result<void> start(const std::string &id, const base::OperationContext &context) override;
    base::Result<void> stop(const std::string &id, std::optional<std::chrono::seconds> grace,
                            const base::OperationContext &context) override;
    base::Result<void> remove(const std::string &id) override;
    base::Result<void> waitReady(const std::string &id, const base::OperationContext &context) override;
    base::Result<int> execute(const std::string &id, const std::vector<std::string> &arguments,
                              const base::OperationContext &context) override;
    base::Result<int> wait(const std::string &id, const base::OperationContext &context) override;
    base::Result<void> logs(const std::string &id, const engine::LogQuery &query,
                            const std::function<void(const engine::LogRecord &)> &onRecord,
                            const base::OperationContext &context) override;

private:
    core::Deck &m_deck;
};

} // namespace catamaran::stack
