// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/stack_driver.h"

namespace catamaran::bridge {

/// Stacks on the deck's own engine and hypervisor: what `catamaran compose` does (stack::Stack), in the words
/// of the window. Thread: safe.
class EngineStacks final : public StackDriver {
public:
    base::Result<QList<PlanRow>> plan(core::Deck &deck, const StackCommand &command) override;
    base::Result<void> run(core::Deck &deck, const StackCommand &command,
                           const std::function<void(const StackEvent &)> &onEvent,
                           const base::OperationContext &context) override;
    QList<StackTraffic> traffic(core::Deck &deck, const QString &project) override;
};

} // namespace catamaran::bridge
