// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <optional>

namespace catamaran::ui {

struct FuzzyMatch {
    int score = 0;        ///< higher is better
    QList<int> positions; ///< of the letters in the text that were found, ascending
};

/// Finds the letters of `pattern` in `text` in their order, case apart; nullopt where one is missing. Letters
/// in a row, at the start of words and at the start of the text count more; long texts count less. An empty
/// pattern matches with score 0. Pure.
std::optional<FuzzyMatch> fuzzyMatch(const QString &pattern, const QString &text);

} // namespace catamaran::ui
