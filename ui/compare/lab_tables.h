// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QTableWidget>

namespace catamaran::ui {

/// A read-only table with rows of equal height that fits into a card.
QTableWidget *makeLabTable(const QStringList &header, const QString &accessibleName);
/// `explanation` is the tooltip (empty: the text).
void setLabCell(QTableWidget *table, int row, int column, const QString &text,
                const QString &explanation = {}, const QColor &color = {});
/// As tall as its rows, so that the page scrolls and not the table; the last column takes what is left.
void fitLabTable(QTableWidget *table);
/// "23 Nov 2026, 02:15" of RFC 3339.
QString labDate(const QString &startedAt);

} // namespace catamaran::ui
