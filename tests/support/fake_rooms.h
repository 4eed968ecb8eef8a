// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/room_driver.h"

#include <QMap>
#include <mutex>

namespace catamaran::test {

/// Volumes, networks, files and terminals in memory. The terminal echoes what is typed and answers "echo x"
/// with x, as a shell would. Thread: safe.
class FakeRooms : public bridge::RoomDriver {
public:
    FakeRooms();
    [[nodiscard]] QStringList commands() const; ///< command lines of what was performed

    base::Result<QList<bridge::VolumeRow>> volumes(core::Deck &deck) override;
    base::Result<QList<bridge::NetworkRow>> networks(core::Deck &deck) override;
    base::Result<QList<bridge::SnapshotRow>> snapshots(core::Deck &deck,
                                                       const bridge::WorkloadKey &key) override;
    base::Result<QList<bridge::FileRow>> files(core::Deck &deck, const bridge::FilePlace &place,
                                               const QString &path) override;
    base::Result<QByteArray> readFile(core::Deck &deck, const bridge::FilePlace &place,
                                      const QString &path) override;
    base::Result<void> writeFile(core::Deck &deck, const bridge::FilePlace &place, const QString &path,
                                 const QByteArray &text) override;
    base::Result<bridge::RoomOutcome> perform(core::Deck &deck, const bridge::RoomCommand &command,
                                              const base::OperationContext &context) override;
    base::Result<std::optional<int>> terminal(core::Deck &deck, const bridge::TerminalRequest &request,
                                              bridge::TerminalChannel &channel,
                                              const base::OperationContext &context) override;
    base::Result<void> console(core::Deck &deck, const bridge::WorkloadKey &key,
                               const std::function<void(std::string_view)> &onText,
                               const base::OperationContext &context) override;

    /// To the server at screenSocket; there is no screen without one.
    base::Result<base::UniqueFd> screen(core::Deck &deck, const bridge::WorkloadKey &key) override;
    QString screenSocket; ///< to be set before anything runs

private:
    mutable std::mutex m_mutex;
    QList<bridge::VolumeRow> m_volumes;
    QList<bridge::NetworkRow> m_networks;
    QList<bridge::SnapshotRow> m_snapshots;
    QMap<QString, QByteArray> m_files; ///< by "place:path"
    QStringList m_commands;
};

} // namespace catamaran::test
