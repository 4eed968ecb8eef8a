// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"

namespace catamaran::ui {

/// Adds curves second by second. A second in which no curve has a value is a gap; one in which some have is
/// the sum of those. Pure.
QList<bridge::CurvePoint> sumCurves(const QList<QList<bridge::CurvePoint>> &curves, int seconds);

} // namespace catamaran::ui
