// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/stack_driver.h"

namespace catamaran::bridge {

/// Stacks on the deck's own engine and hypervisor, with docker compose's names and labels, so that the same
/// stack is known to the command line and to docker's tools.
///
/// The order is that of depends_on with its conditions; services that do not wait for one another come up
/// at the same time. What is as the file wants it (by the hash of its configuration) is left alone. Thread:
/// safe.
class EngineStacks final : public StackDriver {
public:
    base::Result<QList<PlanRow>> plan(core::Deck &deck, const StackCommand &command) override;
    base::Result<void> run(core::Deck &deck, const StackCommand &command,
                           const std::function<void(const StackEvent &)> &onEvent,
                           const base::OperationContext &context) override;
};

} // namespace catamaran::bridge
