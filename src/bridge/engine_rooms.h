// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/room_driver.h"

namespace catamaran::bridge {

/// Volumes, networks, files and terminals of the deck's own engine and hypervisor. Thread: safe.
class EngineRooms final : public RoomDriver {
public:
    base::Result<QList<VolumeRow>> volumes(core::Deck &deck) override;
    base::Result<QList<NetworkRow>> networks(core::Deck &deck) override;
    base::Result<base::UniqueFd> screen(core::Deck &deck, const WorkloadKey &key) override;
    base::Result<QList<SnapshotRow>> snapshots(core::Deck &deck, const WorkloadKey &key) override;
    base::Result<QList<FileRow>> files(core::Deck &deck, const FilePlace &place,
                                       const QString &path) override;
    base::Result<QByteArray> readFile(core::Deck &deck, const FilePlace &place, const QString &path) override;
    base::Result<void> writeFile(core::Deck &deck, const FilePlace &place, const QString &path,
                                 const QByteArray &text) override;
    base::Result<RoomOutcome> perform(core::Deck &deck, const RoomCommand &command,
                                      const base::OperationContext &context) override;
    base::Result<std::optional<int>> terminal(core::Deck &deck, const TerminalRequest &request,
                                              TerminalChannel &channel,
                                              const base::OperationContext &context) override;
    base::Result<void> console(core::Deck &deck, const WorkloadKey &key,
                               const std::function<void(std::string_view)> &onText,
                               const base::OperationContext &context) override;
};

/// `rows` with what `changes` (docker diff's letter and path) says about the directory `path`: marks, and
/// rows for what was deleted there. Pure.
QList<FileRow> withMarks(QList<FileRow> rows, const QString &path,
                         const QList<QPair<FileMark, QString>> &changes);

} // namespace catamaran::bridge
