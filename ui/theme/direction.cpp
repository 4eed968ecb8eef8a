// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/direction.h"

#include <QGuiApplication>
#include <QPainter>
#include <QStyle>
#include <algorithm>

namespace catamaran::ui {

bool hasRightToLeft(const QString &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c.direction() == QChar::DirR || c.direction() == QChar::DirAL; });
}

QString isolated(const QString &text)
{
    constexpr QChar kLeftToRight(0x2066);
    constexpr QChar kEnd(0x2069);
    return QGuiApplication::isRightToLeft() ? kLeftToRight + text + kEnd : text;
}

void drawWords(QPainter &painter, const QRect &rect, const QString &text, Qt::Alignment alignment)
{
    if ((alignment & Qt::AlignVertical_Mask) == 0)
        alignment |= Qt::AlignVCenter;
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
    const Qt::LayoutDirection before = painter.layoutDirection();
    if (before == Qt::RightToLeft && !hasRightToLeft(shown)) {
        alignment = QStyle::visualAlignment(before, alignment) | Qt::AlignAbsolute;
        painter.setLayoutDirection(Qt::LeftToRight);
    }
    painter.drawText(rect, static_cast<int>(alignment), shown);
    painter.setLayoutDirection(before);
}

QRectF mirrored(const QPainter &painter, const QRectF &whole, const QRectF &part)
{
    if (painter.layoutDirection() != Qt::RightToLeft)
        return part;
    return {whole.left() + whole.right() - part.right(), part.top(), part.width(), part.height()};
}

QRect mirrored(const QPainter &painter, const QRect &whole, const QRect &part)
{
    return QStyle::visualRect(painter.layoutDirection(), whole, part);
}

} // namespace catamaran::ui
