// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/guard.h"
#include "src/bridge/values.h"
#include "src/metrics/history_store.h"

#include <QObject>
#include <memory>
#include <string>
#include <vector>

namespace catamaran::bridge {

class DeckSlot;

/// The last day of one workload as it was read from disk.
struct Past {
    qint64 readAtMs = 0; ///< CLOCK_REALTIME
    std::vector<metrics::HistoryPoint> points;
};

/// The sampled quantities of the workloads that somebody looks at, for charts and sparklines.
///
/// Thread: GUI. Reading a curve copies from the sampler's ring and does not wait for a measurement.
class MetricsFeed : public QObject {
    Q_OBJECT

public:
    explicit MetricsFeed(std::shared_ptr<DeckSlot> slot, QObject *parent = nullptr);
    ~MetricsFeed() override;

    /// Samples these while the token lives. Take the new token before dropping the old one to go on without
    /// a gap.
    [[nodiscard]] std::shared_ptr<void> watch(const QList<WorkloadKey> &keys);

    [[nodiscard]] QList<CurvePoint> curve(const WorkloadKey &key, Quantity quantity, int seconds,
                                          int maxPoints) const;
    [[nodiscard]] std::optional<double> latest(const WorkloadKey &key, Quantity quantity) const;

    /// The sum over many, oldest first, one point a second; far cheaper than adding up their curves. `names`
    /// are WorkloadKey::text().
    [[nodiscard]] QList<CurvePoint> sum(const std::vector<std::string> &names,
                                        const QList<Quantity> &quantities, int seconds) const;
    /// Names in past() beside those of workloads: the machine, and what all containers or VMs take together.
    [[nodiscard]] static QString hostKey();
    [[nodiscard]] static QString totalKey(Hull hull);
    /// The last day of a workload (WorkloadKey::text()), as of the last time it was read; null until then.
    /// Asks for it to be read on another thread when that was more than `freshSeconds` ago; pastRead()
    /// follows.
    [[nodiscard]] std::shared_ptr<const Past> past(const QString &key, int freshSeconds);
    /// These are all workloads there are: the running ones are recorded every ten seconds, whether somebody
    /// looks or not; the history of those that are gone is removed.
    void record(const QList<WorkloadRow> &rows);

signals:
    void pastRead(const QString &key);
    /// New values are there; about once a second while anything is watched.
    void ticked();

private:
    struct Private;
    std::unique_ptr<Private> m_d;
    GuardOwner m_guard;
};

} // namespace catamaran::bridge
