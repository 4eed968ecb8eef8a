// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointF>

namespace catamaran::ui {

/// A smooth curve through `points` (ascending x) that never leaves the range between two neighbours: cubic
/// Hermite pieces with the tangents of Fritsch and Carlson, "Monotone Piecewise Cubic Interpolation", 1980. A
/// natural spline would dip below zero after a peak and show traffic that never was. Pure.
QList<QPointF> monotoneCurve(const QList<QPointF> &points, int stepsPerPiece);

} // namespace catamaran::ui
