// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/guard.h"
#include "src/bridge/stack_driver.h"
#include "src/bridge/stack_drop.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <memory>

namespace catamaran::bridge {

class DeckSlot;
class Workers;

/// Compose stacks: those that run, those that were open lately, and what can be done with them.
///
/// Loading, planning and doing happen on workers; answers are signals. Thread: GUI.
class Stacks : public QObject {
    Q_OBJECT

public:
    Stacks(std::shared_ptr<DeckSlot> slot, Workers &workers, QObject *parent = nullptr);
    ~Stacks() override;

    /// Projects that have workloads, by name.
    [[nodiscard]] const QList<StackState> &states() const { return m_states; }
    [[nodiscard]] const StackState *state(const QString &project) const;
    /// Newest first; those whose file is gone stay, so that one sees what is missing.
    [[nodiscard]] const QList<StackSource> &recent() const { return m_recent; }
    void forget(const StackSource &source);

    /// Turns what was dropped into a preview; opened() or refused() follows.
    void open(const StackOffer &offer);
    /// Reads it anew, also with an edited text; after a short pause in which a newer wish replaces this one.
    /// previewed() follows.
    void preview(const StackSource &source, const std::optional<QString> &edited = std::nullopt);
    /// Makes the plan for a command; planned() follows.
    void plan(const StackCommand &command);
    /// Does it; progressed() for each step, then finished(). One at a time for each project.
    void run(const StackCommand &command);
    void cancel(const QString &project);
    [[nodiscard]] bool isRunning(const QString &project) const { return m_jobs.contains(project); }
    /// How the last up of this session went; nullptr: there was none.
    [[nodiscard]] const StartupTrace *startup(const QString &project) const;
    /// Writes the edited text; saved() follows.
    void save(const StackSource &source, const QString &text);

    /// Looks who talks to whom; trafficSeen() follows, unless a look is under way.
    void lookAtTraffic(const QString &project);

    /// Called by the session.
    void take(const QList<WorkloadRow> &workloads);
    void load();

signals:
    void statesChanged();
    void recentChanged();
    void opened(const catamaran::bridge::StackPreview &preview);
    void refused(const catamaran::bridge::Problem &problem);
    void previewed(const catamaran::bridge::StackPreview &preview);
    void planned(const catamaran::bridge::StackCommand &command,
                 const QList<catamaran::bridge::PlanRow> &rows, const catamaran::bridge::Problem &problem);
    void trafficSeen(const QString &project, const QList<catamaran::bridge::StackTraffic> &traffic);
    void started(const QString &project);
    void progressed(const QString &project, const catamaran::bridge::StackEvent &event);
    void finished(const QString &project, const catamaran::bridge::StackCommand &command,
                  const catamaran::bridge::Problem &problem);
    void saved(const catamaran::bridge::StackSource &source, const catamaran::bridge::Problem &problem);

private:
    void remember(const StackSource &source);
    void storeRecent();
    [[nodiscard]] QString directory() const;
    void startPreview();

    std::shared_ptr<DeckSlot> m_slot;
    Workers &m_workers;
    QList<StackState> m_states;
    QList<WorkloadRow> m_workloads;
    QList<StackSource> m_recent;
    QHash<QString, std::shared_ptr<void>> m_jobs;
    QHash<QString, StartupTrace> m_traces;
    QTimer m_debounce;
    StackSource m_wishedSource;
    std::optional<QString> m_wishedText;
    quint64 m_previewNumber = 0;
    quint64 m_planNumber = 0;
    bool m_isLooking = false; ///< at the traffic
    GuardOwner m_guard;
};

} // namespace catamaran::bridge
