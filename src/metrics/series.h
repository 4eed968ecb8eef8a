// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace catamaran::metrics {

using Clock = base::SteadyClock;

struct Sample {
    Clock::time_point at;
    std::optional<double> value; ///< nullopt: a gap
};

/// A fixed-size history of one measured quantity, oldest sample first.
///
/// Missing is not zero: pushing nullopt records a gap, and charts draw a gap, so a stopped workload never
/// looks idle. Times come from the steady clock; wall-clock jumps do not bend the curve. Thread: not
/// synchronised; the sampler fills it and hands out copies.
class Series {
public:
    /// Keeps the newest `capacity` samples. Memory grows with them: with thousands of workloads most
    /// histories are short, and six for each of them reserved at once would be a stall and a hundred
    /// megabytes.
    explicit Series(std::size_t capacity);

    /// Appends a sample. `at` must not be older than the last one; an older one is dropped and counted.
    /// O(1), amortised; allocates only until there are `capacity` samples.
    void push(Clock::time_point at, std::optional<double> value);

    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    [[nodiscard]] std::size_t dropped() const noexcept { return m_dropped; }
    /// 0 is the oldest.
    [[nodiscard]] const Sample &at(std::size_t index) const;
    [[nodiscard]] std::optional<double> latest() const;

    /// Returns at most `maxPoints` samples of [from, to] that keep each bucket's minimum and maximum, so a
    /// one-sample spike is still visible when zoomed out, and one gap for each run of gaps. O(samples in
    /// range).
    [[nodiscard]] std::vector<Sample> decimate(Clock::time_point from, Clock::time_point to,
                                               std::size_t maxPoints) const;

private:
    std::vector<Sample> m_ring;
    std::size_t m_capacity;
    std::size_t m_first = 0;
    std::size_t m_size = 0;
    std::size_t m_dropped = 0;
};

} // namespace catamaran::metrics
