// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/sum_curves.h"

#include <cmath>

namespace catamaran::ui {

QList<bridge::CurvePoint> sumCurves(const QList<QList<bridge::CurvePoint>> &curves, int seconds)
{
    // All curves of one sampler share their sampling moments, so the fraction of the newest is that of all.
    double phase = 0;
    for (const auto &curve : curves) {
        if (!curve.isEmpty())
            phase = curve.constLast().secondsAgo - std::floor(curve.constLast().secondsAgo);
    }
    QList<std::optional<double>> sums(seconds + 2);
    qsizetype oldest = -1;
    for (const auto &curve : curves) {
        for (const bridge::CurvePoint &point : curve) {
            const auto slot = static_cast<qsizetype>(std::lround(point.secondsAgo - phase));
            if (slot < 0 || slot >= sums.size())
                continue;
            oldest = std::max(oldest, slot);
            if (point.value)
                sums[slot] = sums[slot].value_or(0) + *point.value;
        }
    }
    QList<bridge::CurvePoint> result;
    for (qsizetype slot = oldest; slot >= 0; --slot) {
        // The newest second may not have been sampled yet; that is no gap.
        if (slot == 0 && !sums[slot])
            continue;
        result.append({static_cast<double>(slot) + phase, sums[slot]});
    }
    return result;
}

} // namespace catamaran::ui
