// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/metrics_feed.h"

#include <QPointF>

namespace catamaran::ui {

/// A moment of a curve from the history.
struct PastPoint {
    double secondsAgo = 0;
    double stepSeconds = 1;
    std::optional<double> mean; ///< none: nothing was measured here
    std::optional<double> peak;
};

/// The sum of some quantities of a workload's past, with a point without a value in every gap.
QList<PastPoint> pastCurve(const bridge::Past &past, const QList<bridge::Quantity> &quantities, qint64 nowMs);

/// At most one point for each of `columns` in [from, to] (seconds ago): the mean, and the highest peak, so
/// that no spike is lost; and a gap wherever a whole column has none. A point that stands for several has a
/// step of 0 and the time of their middle.
QList<PastPoint> thinned(const QList<PastPoint> &points, double from, double to, int columns);

/// The point that tells of this moment; null if nothing does.
const PastPoint *pointAt(const QList<PastPoint> &points, double secondsAgo);

} // namespace catamaran::ui
