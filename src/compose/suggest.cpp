// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/suggest.h"

#include <algorithm>
#include <numeric>

namespace catamaran::compose {

namespace {

constexpr std::size_t kLongestWord = 64;

// Edit distance where a swap of two neighbours counts as one slip.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::vector<std::size_t> next(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        next[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            next[j] = std::min({change, row[j] + 1, next[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                next[j] = std::min(next[j], before[j - 2] + 1);
        }
        before.swap(row);
        row.swap(next);
    }
    return row[b.size()];
}

} // namespace

std::string nearest(std::string_view word, const std::vector<std::string> &candidates)
{
    if (word.empty() || word.size() > kLongestWord)
        return {};
    std::string best;
    std::size_t bestDistance = 1 + word.size() / 3;
    for (const std::string &candidate : candidates) {
        const std::size_t found = distance(word, candidate);
        if (found < bestDistance || (found == bestDistance && best.empty())) {
            bestDistance = found;
            best = candidate;
        }
    }
    return best;
}

} // namespace catamaran::compose
