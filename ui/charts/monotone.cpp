// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/monotone.h"

#include <algorithm>
#include <cmath>

namespace catamaran::ui {

namespace {

QList<double> tangents(const QList<QPointF> &points)
{
    const qsizetype last = points.size() - 1;
    QList<double> slopes;
    for (qsizetype i = 0; i < last; ++i) {
        const QPointF step = points[i + 1] - points[i];
        slopes.append(step.x() > 0 ? step.y() / step.x() : 0);
    }
    QList<double> result{slopes.first()};
    for (qsizetype i = 1; i < last; ++i)
        result.append(slopes[i - 1] * slopes[i] <= 0 ? 0 : (slopes[i - 1] + slopes[i]) / 2);
    result.append(slopes.last());
    for (qsizetype i = 0; i < last; ++i) {
        if (slopes[i] == 0.0) {
            result[i] = result[i + 1] = 0;
            continue;
        }
        const double before = result[i] / slopes[i];
        const double after = result[i + 1] / slopes[i];
        const double length = std::hypot(before, after);
        if (length > 3) {
            result[i] = 3 / length * before * slopes[i];
            result[i + 1] = 3 / length * after * slopes[i];
        }
    }
    return result;
}

} // namespace

QList<QPointF> monotoneCurve(const QList<QPointF> &points, int stepsPerPiece)
{
    if (points.size() < 3 || stepsPerPiece < 2)
        return points;
    const QList<double> slopes = tangents(points);
    QList<QPointF> curve;
    curve.reserve((points.size() - 1) * stepsPerPiece + 1);
    for (qsizetype i = 0; i + 1 < points.size(); ++i) {
        const QPointF from = points[i];
        const QPointF to = points[i + 1];
        const double width = to.x() - from.x();
        for (int step = 0; step < stepsPerPiece; ++step) {
            const double t = static_cast<double>(step) / stepsPerPiece;
            const double s = 1 - t;
            const double y = from.y() * (1 + 2 * t) * s * s + slopes[i] * width * t * s * s +
                             to.y() * t * t * (3 - 2 * t) - slopes[i + 1] * width * t * t * s;
            // Rounding only: the curve itself stays between its neighbours.
            curve.append({from.x() + width * t,
                          std::clamp(y, std::min(from.y(), to.y()), std::max(from.y(), to.y()))});
        }
    }
    curve.append(points.last());
    return curve;
}

} // namespace catamaran::ui
