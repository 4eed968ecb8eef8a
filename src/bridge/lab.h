// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/guard.h"
#include "src/bridge/values.h"

#include <QObject>
#include <memory>

namespace catamaran::bridge {

class DeckSlot;
class Workers;

/// The lab's results as the window shows them; see src/compare/lab.h for what each figure means.
enum class LabSharing { Shared, Filtered, Own, Unknown };

struct IsolationItem {
    QString title;
    QString meaning;
    QString host;
    QString container;
    QString vm;
    LabSharing containerSharing = LabSharing::Unknown;
    LabSharing vmSharing = LabSharing::Unknown;
};

struct LabOrigin {
    QString image;
    QString startedAt; ///< RFC 3339
    QString vmNote;    ///< how a VM is accelerated; stands beside each figure of one
};

struct IsolationView {
    LabOrigin origin;
    QList<IsolationItem> items;
};

struct DensityItem {
    int count = 0;
    double startMs = 0;
    qint64 availableBytes = 0;
    qint64 instancesBytes = 0;
};

struct DensityView {
    LabOrigin origin;
    Hull hull = Hull::Container;
    QList<DensityItem> points;
    QString stopped; ///< empty while it runs
    bool safety = false;
    std::optional<double> bytesEach;
    std::optional<int> wouldFit; ///< an estimate
};

struct WorkItem {
    QString title;
    QString command;
    double containerMs = 0;
    double vmMs = 0;
};

struct WorkView {
    LabOrigin origin;
    QList<WorkItem> items;
};

struct TextbookItem {
    QString aspect;
    QString textbook;
    QString container;
    QString vm;
    QString source;
};

struct HistoryItem {
    QString id;
    QString kind; ///< "race", "isolation", "density", "work"
    QString startedAt;
    QString image;
    QString summary;
};

/// The lab beside the race: isolation, density and work, the textbook's table and the history of them all.
/// One experiment runs at a time; what it started is gone when it ends, whichever way. Thread: GUI.
class Lab : public QObject {
    Q_OBJECT

public:
    enum class Kind { Isolation, Density, Work };
    Q_ENUM(Kind)

    Lab(std::shared_ptr<DeckSlot> slot, Workers &workers, QObject *parent = nullptr);
    ~Lab() override;

    [[nodiscard]] bool isRunning() const { return m_job != nullptr; }
    [[nodiscard]] Kind running() const { return m_kind; }
    /// The results of earlier sessions have been read.
    [[nodiscard]] bool isLoaded() const { return m_loaded; }

    void exploreIsolation(const QString &image);
    void rampUp(const QString &image, Hull hull, int maximum);
    void timeWork(const QString &image, int rounds);
    /// failed() with an empty problem follows, when all that was started is gone.
    void cancel();

    /// Reads the newest results and the history again; changed() follows.
    void load();
    void forget(const QString &id);
    /// The result of one race of the past; raceRead() follows.
    void readRace(const QString &id);

    [[nodiscard]] const std::optional<IsolationView> &isolation() const { return m_isolation; }
    [[nodiscard]] const std::optional<DensityView> &density(Hull hull) const
    {
        return hull == Hull::Vm ? m_vmDensity : m_containerDensity;
    }
    [[nodiscard]] const std::optional<WorkView> &work() const { return m_work; }
    [[nodiscard]] const QList<TextbookItem> &textbook() const { return m_textbook; }
    [[nodiscard]] const QList<HistoryItem> &history() const { return m_history; }

signals:
    void started();
    void progressed(const QString &step);
    /// One more instance of a ramp runs; density() of its hull has it.
    void grew();
    /// Ended well: the result can be asked for. changed() follows when the history has it too.
    void finished(catamaran::bridge::Lab::Kind kind);
    /// An empty problem: cancelled.
    void failed(const catamaran::bridge::Problem &problem);
    void changed();
    void raceRead(const QString &id, const catamaran::bridge::ExperimentView &view);

private:
    struct Loaded;
    template <typename Run>
    void start(Kind kind, const QString &image, Run run);
    void take(Loaded loaded);
    void show(const IsolationView &view);
    void show(const DensityView &view);
    void show(const WorkView &view);

    std::shared_ptr<DeckSlot> m_slot;
    Workers &m_workers;
    std::shared_ptr<void> m_job;
    Kind m_kind = Kind::Isolation;
    std::optional<IsolationView> m_isolation;
    std::optional<DensityView> m_containerDensity;
    std::optional<DensityView> m_vmDensity;
    std::optional<WorkView> m_work;
    QList<TextbookItem> m_textbook;
    QList<HistoryItem> m_history;
    bool m_loaded = false;
    GuardOwner m_guard;
};

} // namespace catamaran::bridge
