// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/metrics/series.h"

#include <algorithm>
#include <cassert>

namespace catamaran::metrics {

namespace {

/// What one bucket of a decimated curve keeps: its extremes and at most one gap.
struct Bucket {
    const Sample *low = nullptr;
    const Sample *high = nullptr;
    const Sample *gap = nullptr;

    void take(const Sample &sample)
    {
        if (!sample.value) {
            gap = &sample;
            return;
        }
        if (!low || *sample.value < *low->value)
            low = &sample;
        if (!high || *sample.value > *high->value)
            high = &sample;
    }

    /// Appends at most `room` of the kept samples in order of time; extremes come before the gap.
    void emit(std::vector<Sample> &into, std::size_t room) const
    {
        std::vector<const Sample *> kept;
        if (high)
            kept.push_back(high);
        if (low && low != high)
            kept.push_back(low);
        if (gap)
            kept.push_back(gap);
        if (kept.size() > room)
            kept.resize(room);
        std::stable_sort(kept.begin(), kept.end());
        for (const Sample *sample : kept)
            into.push_back(*sample);
    }
};

} // namespace

Series::Series(std::size_t capacity) : m_capacity(std::max<std::size_t>(capacity, 1)) {}

void Series::push(Clock::time_point at, std::optional<double> value)
{
    if (m_size > 0 && at < this->at(m_size - 1).at) {
        ++m_dropped;
        return;
    }
    if (m_size < m_capacity) {
        if (m_ring.size() == m_ring.capacity())
            m_ring.reserve(std::min(m_capacity, std::max<std::size_t>(16, 2 * m_ring.size())));
        m_ring.push_back({at, value});
        ++m_size;
        return;
    }
    m_ring[m_first] = {at, value};
    m_first = (m_first + 1) % m_ring.size();
}

const Sample &Series::at(std::size_t index) const
{
    assert(index < m_size);
    return m_ring[(m_first + index) % m_ring.size()];
}

std::optional<double> Series::latest() const
{
    return m_size == 0 ? std::nullopt : at(m_size - 1).value;
}

std::vector<Sample> Series::decimate(Clock::time_point from, Clock::time_point to,
                                     std::size_t maxPoints) const
{
    std::vector<Sample> inRange;
    bool hasGaps = false;
    for (std::size_t i = 0; i < m_size; ++i) {
        const Sample &sample = at(i);
        if (sample.at < from || sample.at > to)
            continue;
        const bool continuesGap = !sample.value && !inRange.empty() && !inRange.back().value;
        if (continuesGap)
            continue;
        hasGaps = hasGaps || !sample.value;
        inRange.push_back(sample);
    }
    if (inRange.size() <= maxPoints)
        return inRange;

    std::vector<Sample> kept;
    if (maxPoints == 0)
        return kept;
    const std::size_t perBucket = std::min<std::size_t>(maxPoints, hasGaps ? 3 : 2);
    const std::size_t buckets = maxPoints / perBucket;
    kept.reserve(maxPoints);
    for (std::size_t b = 0; b < buckets; ++b) {
        Bucket bucket;
        const std::size_t end = (b + 1) * inRange.size() / buckets;
        for (std::size_t i = b * inRange.size() / buckets; i < end; ++i)
            bucket.take(inRange[i]);
        bucket.emit(kept, perBucket);
    }
    return kept;
}

} // namespace catamaran::metrics
