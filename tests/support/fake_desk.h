// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/desk_driver.h"

#include <mutex>

namespace catamaran::test {

/// Volumes, networks and images that are only told of; commands are written down. Thread: safe.
class FakeDesk : public bridge::DeskDriver {
public:
    base::Result<QList<bridge::VolumeEntry>> volumes(core::Deck &deck) override;
    base::Result<QList<bridge::NetworkEntry>> networks(core::Deck &deck) override;
    base::Result<QString> perform(core::Deck &deck, const bridge::DeskCommand &command,
                                  const std::function<void(const bridge::DeskStep &)> &onStep,
                                  const base::OperationContext &context) override;
    base::Result<bridge::ImageReport> lookInto(core::Deck &deck, const QString &image,
                                               const base::OperationContext &context) override;
    /// Finds four; of an image with "clean" in its name none; "offline" fails; "slow" waits to be cancelled.
    base::Result<bridge::ScanView> scan(core::Deck &deck, const bridge::ScanWish &wish,
                                        const std::function<void(const QString &)> &onStep,
                                        const base::OperationContext &context) override;
    base::Result<bridge::UsageView> usage(core::Deck &deck) override;

    /// What was done, as lines of a shell.
    [[nodiscard]] QStringList done() const;

private:
    mutable std::mutex m_mutex;
    QStringList m_done;
};

} // namespace catamaran::test
