// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/guard.h"
#include "src/bridge/values.h"

#include <QObject>
#include <memory>

namespace catamaran::bridge {

class DeckSlot;
class Workers;

/// The comparison of one image as container and as VM: runs it, keeps the last one on disk, writes reports.
///
/// The container and VM of the last run go on, for the live charts; the next start() removes them first.
/// Thread: GUI.
class Race : public QObject {
    Q_OBJECT

public:
    Race(std::shared_ptr<DeckSlot> slot, Workers &workers, QObject *parent = nullptr);
    ~Race() override;

    [[nodiscard]] bool isRunning() const { return m_job != nullptr; }
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] const RaceRequest &request() const { return m_request; }
    /// The last finished one, also of an earlier session; empty if there is none.
    [[nodiscard]] const ExperimentView &last() const { return m_last; }

    void start(const RaceRequest &request);
    void cancel();
    /// Stops and removes the container and VM that the last run left.
    void removeKept();
    /// Reads the last result from disk; loaded() follows. Called by the session.
    void load();

    /// Renders the last result on a worker; exported() follows.
    void exportReport(const QString &path, ReportFormat format);
    /// The last result as a Markdown table; pure.
    [[nodiscard]] QString markdown() const;

signals:
    void loaded();
    void started();
    void progressed(const QString &step);
    void happened(const catamaran::bridge::RaceEvent &event);
    /// last() is the new result.
    void finished();
    /// An empty problem: the user cancelled.
    void failed(const catamaran::bridge::Problem &problem);
    void exported(const QString &path, const catamaran::bridge::Problem &problem);

private:
    void take(ExperimentView view);

    std::shared_ptr<DeckSlot> m_slot;
    Workers &m_workers;
    RaceRequest m_request;
    ExperimentView m_last;
    std::shared_ptr<void> m_job;
    bool m_loaded = false;
    GuardOwner m_guard;
};

/// The table for people who paste it elsewhere. Pure.
QString toMarkdown(const ExperimentView &view);

} // namespace catamaran::bridge
