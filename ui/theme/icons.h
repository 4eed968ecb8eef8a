// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

class QPainter;
class QRectF;

namespace catamaran::ui {

/// A Lucide icon (":/icons/<name>.svg") whose `currentColor` is replaced by `color`, drawn at the device's
/// pixel ratio. An invalid colour follows the theme's second text colour, or its text colour when checked.
QIcon icon(const QString &name, const QColor &color = {});

/// Draws it into `rect` directly.
void drawIcon(QPainter &painter, const QRectF &rect, const QString &name, const QColor &color);

QPixmap iconPixmap(const QString &name, const QColor &color, int size, double devicePixelRatio);

} // namespace catamaran::ui
