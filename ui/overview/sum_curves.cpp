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
        // Samples do not come on the second exactly: two may fall into one slot, where the newer one counts,
        // and leave the next slot empty, which takes the value before it. A gap is a point without a value.
        QList<std::optional<double>> values(sums.size());
        QList<bool> sampled(sums.size(), false);
        for (const bridge::CurvePoint &point : curve) {
            const auto slot = static_cast<qsizetype>(std::lround(point.secondsAgo - phase));
            if (slot < 0 || slot >= sums.size())
                continue;
            oldest = std::max(oldest, slot);
            values[slot] = point.value;
            sampled[slot] = true;
        }
        for (qsizetype slot = sums.size() - 2; slot >= 1; --slot) {
            if (!sampled[slot] && sampled[slot + 1] && sampled[slot - 1])
                values[slot] = values[slot + 1];
        }
        for (qsizetype slot = 0; slot < sums.size(); ++slot) {
            if (values[slot])
                sums[slot] = sums[slot].value_or(0) + *values[slot];
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
