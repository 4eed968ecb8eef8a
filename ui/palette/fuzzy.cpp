// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/fuzzy.h"

#include <algorithm>

namespace catamaran::ui {

namespace {

constexpr int kLetter = 10;
constexpr int kInARow = 14;
constexpr int kWordStart = 18;
constexpr int kTextStart = 12;
constexpr int kWhole = 60;     ///< the pattern stands in the text as it is
constexpr int kWholeWord = 30; ///< and begins a word there
constexpr int kMostLength = 200;

bool startsWord(const QString &text, qsizetype at)
{
    if (at == 0)
        return true;
    const QChar before = text[at - 1];
    return !before.isLetterOrNumber() || (before.isLower() && text[at].isUpper());
}

FuzzyMatch whole(const QString &pattern, const QString &text, qsizetype at)
{
    FuzzyMatch match;
    for (qsizetype i = 0; i < pattern.size(); ++i)
        match.positions.append(static_cast<int>(at + i));
    match.score = kWhole + static_cast<int>(pattern.size()) * (kLetter + kInARow) +
                  (startsWord(text, at) ? kWholeWord : 0) + (at == 0 ? kTextStart : 0);
    return match;
}

/// From `start` on, each letter at its next word start where there is one not far, else at its next place.
std::optional<FuzzyMatch> scattered(const QString &pattern, const QString &text)
{
    FuzzyMatch match;
    qsizetype at = 0;
    qsizetype last = -2;
    for (const QChar wanted : pattern) {
        qsizetype found = -1;
        for (qsizetype i = at; i < text.size(); ++i) {
            if (text[i].toCaseFolded() != wanted.toCaseFolded())
                continue;
            if (found < 0)
                found = i;
            if (i == last + 1 || startsWord(text, i)) {
                found = i;
                break;
            }
        }
        if (found < 0) {
            // A jump to a word start may have left letters behind: the plain way decides.
            qsizetype from = 0;
            match = {};
            for (const QChar letter : pattern) {
                from = text.indexOf(letter, from, Qt::CaseInsensitive);
                if (from < 0)
                    return std::nullopt;
                match.positions.append(static_cast<int>(from));
                match.score += kLetter / 2;
                ++from;
            }
            return match;
        }
        match.positions.append(static_cast<int>(found));
        match.score += kLetter + (found == last + 1 ? kInARow : 0) +
                       (startsWord(text, found) ? kWordStart : 0) + (found == 0 ? kTextStart : 0);
        last = found;
        at = found + 1;
    }
    return match;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString &pattern, const QString &text)
{
    if (pattern.isEmpty())
        return FuzzyMatch{};
    if (pattern.size() > text.size())
        return std::nullopt;
    const qsizetype inside = text.indexOf(pattern, 0, Qt::CaseInsensitive);
    std::optional<FuzzyMatch> match =
        inside >= 0 ? std::optional(whole(pattern, text, inside)) : scattered(pattern, text);
    if (match)
        match->score -= static_cast<int>(std::min<qsizetype>(text.size(), kMostLength)) / 4;
    return match;
}

} // namespace catamaran::ui
