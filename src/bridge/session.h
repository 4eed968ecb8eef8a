// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/guard.h"
#include "src/bridge/values.h"

#include <QObject>
#include <memory>

namespace catamaran::bridge {

struct Parts;
class Desk;
class LogStream;
class MetricsFeed;
class Lab;
class Race;
class Rooms;
class Stacks;

/// What can be done with workloads from the list.
enum class Action { Start, Stop, Restart, Pause, Resume, Kill, Remove };

/// Whether it makes sense for a workload in this state.
[[nodiscard]] bool applies(Action action, const WorkloadRow &row);
/// What does the same in a shell, a line for containers and one for VMs.
[[nodiscard]] QString commandLine(Action action, const QList<WorkloadRow> &rows);

/// What the Run dialog asks for.
struct RunRequest {
    QList<Hull> hulls = {Hull::Container};
    QString image;
    QString name;    ///< empty: one is made up
    QString ports;   ///< "8080:80 8443:443"
    QString command; ///< split as a shell would; empty: the image's own
};

/// Everything the window knows and can do, as Qt signals and plain values.
///
/// No call blocks: each hands its work to a worker thread and answers with a signal. The state shown is
/// always read from the deck, so that another window or the command line sees and changes the same.
/// Thread: GUI, all of it.
class Session : public QObject {
    Q_OBJECT

public:
    enum class Phase { Closed, Opening, Open, Failed };

    explicit Session(Parts parts, QObject *parent = nullptr);
    /// Waits for jobs that are under way, after asking them to stop.
    ~Session() override;

    /// Opens the deck; opened() or openFailed() follows. May be called again after a failure.
    void open();
    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] const Problem &openProblem() const { return m_openProblem; }

    [[nodiscard]] const QList<WorkloadRow> &workloads() const { return m_workloads; }
    [[nodiscard]] const WorkloadRow *workload(const WorkloadKey &key) const;
    [[nodiscard]] const QList<ImageRow> &images() const { return m_images; }
    [[nodiscard]] const QList<FeatureRow> &features() const { return m_features; }
    [[nodiscard]] const HostView &host() const { return m_host; }
    /// True when the first lists (workloads, images, features, last comparison) are there.
    [[nodiscard]] bool isSettled() const;
    [[nodiscard]] bool isBusy(const WorkloadKey &key) const { return m_busy.contains(key); }

    [[nodiscard]] MetricsFeed &metrics() { return *m_metrics; }
    [[nodiscard]] Race &race() { return *m_race; }
    [[nodiscard]] Lab &lab() { return *m_lab; }
    [[nodiscard]] Rooms &rooms() { return *m_rooms; }
    [[nodiscard]] Stacks &stacks() { return *m_stacks; }
    /// Volumes, networks, images, the doctor and the bin.
    [[nodiscard]] Desk &desk() { return *m_desk; }

    void refresh();
    void refreshImages();
    void refreshFeatures();
    /// A removal waits in the bin of desk() for its grace period.
    void act(Action action, const QList<WorkloadKey> &keys);
    /// Whether a removal waits in the bin.
    [[nodiscard]] bool isLeaving(const WorkloadKey &key) const;
    void run(const RunRequest &request);
    /// inspected() follows.
    void inspect(const WorkloadKey &key);
    /// detailsReady() follows.
    void loadDetails(const WorkloadKey &key);
    [[nodiscard]] std::unique_ptr<LogStream> openLog(const WorkloadKey &key, qsizetype tail = 5000);

signals:
    void phaseChanged();
    void opened();
    void openFailed(const catamaran::bridge::Problem &problem);
    void workloadsChanged();
    void imagesChanged();
    void featuresChanged();
    void settled();
    void busyChanged();
    void inspected(const catamaran::bridge::WorkloadKey &key, const QString &json);
    void detailsReady(const catamaran::bridge::WorkloadKey &key,
                      const catamaran::bridge::DetailsView &details);
    /// An action ended well; a sentence for a toast.
    void announced(const QString &sentence);
    /// Something the user asked for failed; for the banner.
    void failed(const catamaran::bridge::Problem &problem);

private:
    struct Private;
    void onOpened();
    void setPhase(Phase phase);
    void actNow(Action action, const WorkloadKey &key);
    void noteLoaded(unsigned part);
    void take(const QList<WorkloadRow> &rows);
    QString nameOf(const WorkloadKey &key) const;

    std::unique_ptr<Private> m_d;
    Phase m_phase = Phase::Closed;
    Problem m_openProblem;
    QList<WorkloadRow> m_workloads;
    QHash<WorkloadKey, qsizetype> m_places; ///< in m_workloads
    QList<ImageRow> m_images;
    QList<FeatureRow> m_features;
    HostView m_host;
    QHash<WorkloadKey, Action> m_busy;
    unsigned m_loadedParts = 0;
    MetricsFeed *m_metrics = nullptr;
    Race *m_race = nullptr;
    Lab *m_lab = nullptr;
    Stacks *m_stacks = nullptr;
    Desk *m_desk = nullptr;
    Rooms *m_rooms = nullptr;
    GuardOwner m_guard;
};

} // namespace catamaran::bridge
