// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/guard.h"
#include "src/bridge/values.h"

#include <QObject>
#include <memory>

namespace catamaran::bridge {

class DeckSlot;

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

signals:
    /// New values are there; about once a second while anything is watched.
    void ticked();

private:
    struct Private;
    std::unique_ptr<Private> m_d;
    GuardOwner m_guard;
};

} // namespace catamaran::bridge
