// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/desk_driver.h"

namespace catamaran::bridge {

/// The driver on the deck's own engine and hypervisor. Thread: safe.
class EngineDesk final : public DeskDriver {
public:
    base::Result<QList<VolumeEntry>> volumes(core::Deck &deck) override;
    base::Result<QList<NetworkEntry>> networks(core::Deck &deck) override;
    base::Result<QString> perform(core::Deck &deck, const DeskCommand &command,
                                  const std::function<void(const DeskStep &)> &onStep,
                                  const base::OperationContext &context) override;
    base::Result<ImageReport> lookInto(core::Deck &deck, const QString &image,
                                       const base::OperationContext &context) override;
    base::Result<ScanView> scan(core::Deck &deck, const ScanWish &wish,
                                const std::function<void(const QString &)> &onStep,
                                const base::OperationContext &context) override;
    base::Result<UsageView> usage(core::Deck &deck) override;
};

} // namespace catamaran::bridge
