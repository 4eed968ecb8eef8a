// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QString>

class QPainter;

/// Names, figures and paths in a window that reads from right to left: their own order stays. Without this
/// "196 KiB" shows as "KiB 196" there, and "8080 → 80" the other way round.
namespace catamaran::ui {

/// Whether a letter of `text` belongs to a script that runs from right to left.
bool hasRightToLeft(const QString &text);

/// `text` as one piece of its own order within a sentence (U+2066 .. U+2069); as it is where the window reads
/// from left to right.
QString isolated(const QString &text);

/// Draws one line, shortened to fit, on the side that `alignment` means in the window's direction and in the
/// order of its own letters; in the middle of the height unless told otherwise.
void drawWords(QPainter &painter, const QRect &rect, const QString &text, Qt::Alignment alignment);

/// `part` of `whole`, which was placed for reading from left to right, where it lies in the painter's
/// direction.
QRectF mirrored(const QPainter &painter, const QRectF &whole, const QRectF &part);
QRect mirrored(const QPainter &painter, const QRect &whole, const QRect &part);

} // namespace catamaran::ui
