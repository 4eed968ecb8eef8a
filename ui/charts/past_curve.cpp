// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/past_curve.h"

#include <algorithm>
#include <cmath>

namespace catamaran::ui {

namespace {

using metrics::HistoryPoint;
using metrics::HistoryStore;

/// Of quantities of which one was measured, the sum is that one.
std::optional<double> sumOf(const metrics::Measured &values, const QList<bridge::Quantity> &quantities)
{
    std::optional<double> sum;
    for (const bridge::Quantity quantity : quantities) {
        if (const auto &value = values[static_cast<std::size_t>(quantity)])
            sum = sum.value_or(0) + *value;
    }
    return sum;
}

} // namespace

QList<PastPoint> pastCurve(const bridge::Past &past, const QList<bridge::Quantity> &quantities, qint64 nowMs)
{
    QList<PastPoint> points;
    points.reserve(static_cast<qsizetype>(past.points.size()));
    const HistoryPoint *before = nullptr;
    for (const HistoryPoint &point : past.points) {
        const auto mean = sumOf(point.mean, quantities);
        if (!mean)
            continue;
        const double ago = static_cast<double>(nowMs - point.atMs) / 1000;
        if (before != nullptr && HistoryStore::isGap(*before, point))
            points.append({points.constLast().secondsAgo - points.constLast().stepSeconds, 1, std::nullopt,
                           std::nullopt});
        points.append({ago, static_cast<double>(point.stepMs) / 1000, mean, sumOf(point.peak, quantities)});
        before = &point;
    }
    return points;
}

QList<PastPoint> thinned(const QList<PastPoint> &points, double from, double to, int columns)
{
    // One on either side, so that the curve goes on to the edges.
    const auto older = [](const PastPoint &point, double ago) { return point.secondsAgo > ago; };
    auto first = std::lower_bound(points.begin(), points.end(), from, older);
    auto last = std::lower_bound(first, points.end(), to, older);
    if (first != points.begin())
        --first;
    if (last != points.end())
        ++last;
    if (last - first <= columns)
        return QList<PastPoint>(first, last);
    QList<PastPoint> out;
    const double width = (from - to) / columns;
    while (first != last) {
        const double end = first->secondsAgo - width;
        const PastPoint *newest = nullptr;
        const PastPoint *gap = nullptr;
        double seconds = 0;
        double weighted = 0;
        double middle = 0;
        double peak = 0;
        for (; first != last && first->secondsAgo > end; ++first) {
            if (!first->mean) {
                gap = &*first;
                continue;
            }
            newest = &*first;
            seconds += first->stepSeconds;
            weighted += *first->mean * first->stepSeconds;
            middle += (first->secondsAgo - first->stepSeconds / 2) * first->stepSeconds;
            peak = std::max(peak, first->peak.value_or(*first->mean));
        }
        if (newest != nullptr)
            out.append({middle / seconds, 0, weighted / seconds, peak});
        // A gap that is narrower than a column cannot be seen, unless it goes on in the next.
        const bool goesOn =
            gap != nullptr && gap > newest && first != last && gap->secondsAgo - first->secondsAgo > width;
        if (newest == nullptr || goesOn)
            out.append(*gap);
    }
    return out;
}

const PastPoint *pointAt(const QList<PastPoint> &points, double secondsAgo)
{
    const auto after =
        std::lower_bound(points.begin(), points.end(), secondsAgo,
                         [](const PastPoint &point, double ago) { return point.secondsAgo > ago; });
    const PastPoint *nearest = nullptr;
    double distance = 0;
    for (auto at = after == points.begin() ? after : after - 1; at != points.end() && at <= after; ++at) {
        const double here = std::abs(at->secondsAgo - secondsAgo);
        if (at->mean && (nearest == nullptr || here < distance)) {
            nearest = &*at;
            distance = here;
        }
    }
    // A record begins at its time and reaches over its step.
    return nearest != nullptr && distance <= 1.5 * nearest->stepSeconds + 1 ? nearest : nullptr;
}

} // namespace catamaran::ui
