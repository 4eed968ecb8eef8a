// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "src/bridge/room_values.h"

#include <QByteArray>
#include <functional>
#include <string_view>

namespace catamaran::core {
class Deck;
}

namespace catamaran::bridge {

class TerminalChannel;

/// A program in a container, or the serial console of a VM.
struct TerminalRequest {
    WorkloadKey key;
    QStringList command; ///< of a container; empty: the best shell that is there
    int rows = 24;
    int columns = 80;
    bool attaches = false; ///< to a container's main process instead, which goes on when the terminal closes
};

/// Largest file that is shown and edited in the window.
inline constexpr qint64 kMostEditableBytes = 1 << 20;

/// What the pages about volumes, networks, files and terminals ask of the machine. All calls block and may
/// come from several threads.
class RoomDriver {
public:
    virtual ~RoomDriver() = default;

    virtual base::Result<QList<VolumeRow>> volumes(core::Deck &deck) = 0;
    virtual base::Result<QList<NetworkRow>> networks(core::Deck &deck) = 0;
    virtual base::Result<QList<SnapshotRow>> snapshots(core::Deck &deck, const WorkloadKey &key) = 0;
    virtual base::Result<QList<FileRow>> files(core::Deck &deck, const FilePlace &place,
                                               const QString &path) = 0;
    virtual base::Result<QByteArray> readFile(core::Deck &deck, const FilePlace &place,
                                              const QString &path) = 0;
    virtual base::Result<void> writeFile(core::Deck &deck, const FilePlace &place, const QString &path,
                                         const QByteArray &text) = 0;
    virtual base::Result<RoomOutcome> perform(core::Deck &deck, const RoomCommand &command,
                                              const base::OperationContext &context) = 0;
    /// Copies bytes both ways until the program ends (its exit code), or stop is requested (nullopt).
    virtual base::Result<std::optional<int>> terminal(core::Deck &deck, const TerminalRequest &request,
                                                      TerminalChannel &channel,
                                                      const base::OperationContext &context) = 0;
    /// The text of a VM's serial console so far, and as it comes.
    virtual base::Result<void> console(core::Deck &deck, const WorkloadKey &key,
                                       const std::function<void(std::string_view)> &onText,
                                       const base::OperationContext &context) = 0;
    /// A connection to a VM's screen that speaks RFB.
    virtual base::Result<base::UniqueFd> screen(core::Deck &deck, const WorkloadKey &key) = 0;
};

} // namespace catamaran::bridge
