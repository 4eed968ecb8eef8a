// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compare/experiment.h"

#include <algorithm>
#include <cmath>

namespace catamaran::compare {

namespace {

double quantile(const std::vector<double> &sorted, double q)
{
    const double rank = q * static_cast<double>(sorted.size() - 1);
    const double below = std::floor(rank);
    const auto index = static_cast<std::size_t>(below);
    if (index + 1 >= sorted.size())
        return sorted.back();
    return sorted[index] + (rank - below) * (sorted[index + 1] - sorted[index]);
}

} // namespace

Distribution Distribution::of(std::vector<double> values)
{
    Distribution result;
    if (values.empty())
        return result;
    std::sort(values.begin(), values.end());
    result.minimum = values.front();
    result.p25 = quantile(values, 0.25);
    result.median = quantile(values, 0.5);
    result.p75 = quantile(values, 0.75);
    result.maximum = values.back();
    return result;
}

} // namespace catamaran::compare
