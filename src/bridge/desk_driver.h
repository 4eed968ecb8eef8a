// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "src/bridge/desk_values.h"
#include "src/bridge/scan_values.h"

#include <functional>

namespace catamaran::core {
class Deck;
}

namespace catamaran::bridge {

/// What Desk needs of engine and hypervisor. All calls block and may come from several threads.
class DeskDriver {
public:
    virtual ~DeskDriver() = default;
    virtual base::Result<QList<VolumeEntry>> volumes(core::Deck &deck) = 0;
    virtual base::Result<QList<NetworkEntry>> networks(core::Deck &deck) = 0;
    /// Returns a sentence for the user, in the past: "Loaded demo:latest".
    virtual base::Result<QString> perform(core::Deck &deck, const DeskCommand &command,
                                          const std::function<void(const DeskStep &)> &onStep,
                                          const base::OperationContext &context) = 0;
    virtual base::Result<ImageReport> lookInto(core::Deck &deck, const QString &image,
                                               const base::OperationContext &context) = 0;
    /// Holds the packages of an image against advisories; `onStep` hears what is being done.
    virtual base::Result<ScanView> scan(core::Deck & /*deck*/, const ScanWish & /*wish*/,
                                        const std::function<void(const QString &)> & /*onStep*/,
                                        const base::OperationContext & /*context*/)
    {
        return base::fail(base::Errc::Unsupported, "images cannot be scanned here");
    }
    virtual base::Result<UsageView> usage(core::Deck &deck) = 0;
};

} // namespace catamaran::bridge
