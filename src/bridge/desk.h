// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/desk_driver.h"
#include "src/bridge/guard.h"

#include <QHash>
#include <QObject>
#include <functional>
#include <memory>
#include <optional>

namespace catamaran::bridge {

class DeckSlot;
struct Proposal;
class UndoBin;
class Workers;

/// Volumes, networks, images and this computer itself, for the window.
///
/// Everything is done on workers and answered by signals; where there is no driver, lists stay empty and
/// commands fail with the reason. Thread: GUI.
class Desk : public QObject {
    Q_OBJECT

public:
    Desk(std::shared_ptr<DeckSlot> slot, Workers &workers, QObject *parent = nullptr);
    ~Desk() override;

    [[nodiscard]] const QList<VolumeEntry> &volumes() const { return m_volumes; }
    [[nodiscard]] const QList<NetworkEntry> &networks() const { return m_networks; }
    [[nodiscard]] const QList<DoctorRow> &doctor() const { return m_doctor; }
    [[nodiscard]] const UsageView &usage() const { return m_usage; }
    [[nodiscard]] UndoBin &bin() { return *m_bin; }

    /// Lists volumes and networks; listed() follows.
    void refresh();
    /// Looks at this computer; diagnosed() follows.
    void diagnose();
    /// Does what a check of the doctor offers, then looks again. fixed() follows.
    void applyFix(const QString &checkId);
    /// Counts what lies on the disk; usageCounted() follows.
    void countUsage();
    /// Looks into the layers of an image; lookedInto() follows. One that comes later replaces it.
    void lookInto(const QString &image);

    /// Scans an image; scanProgressed() and then scanned() follow. Several may be scanned at once, each once.
    void scan(const ScanWish &wish);
    /// scanned() follows, with no problem and no new result.
    void cancelScan(const QString &image);
    [[nodiscard]] bool isScanning(const QString &image) const { return m_scans.contains(image); }
    /// What the last scan of this session found; nullptr: there was none.
    [[nodiscard]] const ScanView *scanOf(const QString &image) const;

    /// Looks at what was dropped, onto a workload or the window; `done` is called with what could be made of
    /// it, unless this object is gone by then.
    void examine(const QStringList &paths, const std::optional<WorkloadRow> &onto,
                 std::function<void(const Proposal &)> done);

    /// Starts a command and returns its number; progressed() and then finished() follow.
    int run(const DeskCommand &command);
    void cancel(int number);
    [[nodiscard]] bool isRunning(int number) const { return m_jobs.contains(number); }

signals:
    void listed();
    /// A workload's time in the bin is over: the session removes it.
    void removalDue(const catamaran::bridge::WorkloadKey &key);
    void diagnosed();
    void fixed(const QString &checkId, const catamaran::bridge::Problem &problem);
    void usageCounted(const catamaran::bridge::Problem &problem);
    void lookedInto(const catamaran::bridge::ImageReport &report, const catamaran::bridge::Problem &problem);
    void scanProgressed(const QString &image, const QString &step);
    void scanned(const QString &image, const catamaran::bridge::Problem &problem);
    void started(int number, const catamaran::bridge::DeskCommand &command);
    void progressed(int number, const catamaran::bridge::DeskStep &step);
    void finished(int number, const catamaran::bridge::DeskCommand &command, const QString &sentence,
                  const catamaran::bridge::Problem &problem);

private:
    std::shared_ptr<DeckSlot> m_slot;
    Workers &m_workers;
    QList<VolumeEntry> m_volumes;
    QList<NetworkEntry> m_networks;
    QList<DoctorRow> m_doctor;
    UsageView m_usage;
    QHash<int, std::shared_ptr<void>> m_jobs;
    std::shared_ptr<void> m_look;
    QHash<QString, std::shared_ptr<void>> m_scans; ///< that run, by image
    QHash<QString, ScanView> m_scanned;
    int m_lastNumber = 0;
    int m_lookNumber = 0;
    UndoBin *m_bin = nullptr;
    GuardOwner m_guard;
};

} // namespace catamaran::bridge
