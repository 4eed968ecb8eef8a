// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/guard.h"
#include "src/bridge/room_driver.h"

#include <QObject>
#include <QPointer>
#include <memory>

namespace catamaran::bridge {

class DeckSlot;
class LogStream;
class TerminalLink;
class Workers;

/// What was asked for, or why not.
template <typename T>
struct Answer {
    T value{};
    Problem problem;
    [[nodiscard]] bool isOk() const { return problem.isEmpty(); }
};

/// Volumes, networks, files, snapshots and terminals for the pages about them.
///
/// No call blocks. An answer comes on the GUI thread, and not at all when `who` is gone by then. Thread: GUI.
class Rooms : public QObject {
    Q_OBJECT

public:
    Rooms(std::shared_ptr<DeckSlot> slot, Workers &workers, QObject *parent = nullptr);
    ~Rooms() override;

    [[nodiscard]] const QList<VolumeRow> &volumes() const { return m_volumes; }
    [[nodiscard]] const QList<NetworkRow> &networks() const { return m_networks; }
    /// True after the first answer, be it an error.
    [[nodiscard]] bool areVolumesKnown() const { return m_volumesKnown; }
    [[nodiscard]] bool areNetworksKnown() const { return m_networksKnown; }
    void refreshVolumes();
    void refreshNetworks();

    /// done() or failed() follows; the lists are read again.
    void perform(const RoomCommand &command);
    [[nodiscard]] bool isBusy() const { return m_running > 0; }

    void listFiles(QObject *who, const FilePlace &place, const QString &path,
                   std::function<void(const Answer<QList<FileRow>> &)> then);
    void readFile(QObject *who, const FilePlace &place, const QString &path,
                  std::function<void(const Answer<QByteArray> &)> then);
    void writeFile(QObject *who, const FilePlace &place, const QString &path, const QByteArray &text,
                   std::function<void(const Problem &)> then);
    void listSnapshots(QObject *who, const WorkloadKey &key,
                       std::function<void(const Answer<QList<SnapshotRow>> &)> then);
    void inspect(QObject *who, const WorkloadKey &key, std::function<void(const Answer<QString> &)> then);

    [[nodiscard]] std::unique_ptr<TerminalLink> openTerminal(const TerminalRequest &request);
    /// A connection to a VM's screen that speaks RFB (RFC 6143).
    void openScreen(QObject *who, const WorkloadKey &key,
                    std::function<void(const Answer<std::shared_ptr<base::UniqueFd>> &)> then);
    /// The serial console of a VM as a log, from the beginning. What was there before has no times of its
    /// own: the kernel's "[ 1.234567]" counts from `startedNs` (CLOCK_REALTIME), other lines take that of the
    /// line before them.
    [[nodiscard]] std::unique_ptr<LogStream> openConsoleLog(const WorkloadKey &key, qint64 startedNs = 0);

signals:
    void volumesChanged();
    void networksChanged();
    void busyChanged();
    void done(const catamaran::bridge::RoomCommand &command, const catamaran::bridge::RoomOutcome &outcome);
    void failed(const catamaran::bridge::Problem &problem);
    void announced(const QString &sentence);

private:
    using Job = std::function<std::function<void()>(RoomDriver &, core::Deck &, const std::stop_token &)>;
    /// Runs `job` on a worker and what it returns on the GUI thread.
    void post(Job job);
    template <typename T>
    void ask(QObject *who, const QString &what,
             std::function<base::Result<T>(RoomDriver &, core::Deck &)> job,
             std::function<void(const Answer<T> &)> then);

    std::shared_ptr<DeckSlot> m_slot;
    Workers &m_workers;
    QList<VolumeRow> m_volumes;
    QList<NetworkRow> m_networks;
    bool m_volumesKnown = false;
    bool m_networksKnown = false;
    quint64 m_volumesAsked = 0;
    quint64 m_networksAsked = 0;
    int m_running = 0;
    GuardOwner m_guard;
};

} // namespace catamaran::bridge
