// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stacks/mood.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace catamaran::ui {

using Mood = bridge::ServiceState::Mood;

QColor moodColor(Mood mood)
{
    const Tokens &t = Theme::tokens();
    switch (mood) {
    case Mood::Running:
    case Mood::Healthy:
    case Mood::Done:
        return t.ok;
    case Mood::Starting:
        return t.accent;
    case Mood::Waiting:
    case Mood::Absent:
    case Mood::Stopped:
        return t.text3;
    case Mood::Paused:
        return t.warn;
    case Mood::Unhealthy:
    case Mood::Failed:
        return t.error;
    }
    return t.text3;
}

void drawMood(QPainter &painter, const QRectF &rect, Mood mood)
{
    const QColor color = moodColor(mood);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const QRectF disc = rect.adjusted(2, 2, -2, -2);
    switch (mood) {
    case Mood::Absent:
        painter.setPen(QPen(color, 1.5, Qt::DotLine));
        painter.drawEllipse(disc);
        break;
    case Mood::Waiting:
        drawIcon(painter, rect, QStringLiteral("hourglass"), color);
        break;
    case Mood::Starting: {
        painter.setPen(QPen(color, 1.6));
        painter.drawEllipse(disc);
        QPainterPath half;
        half.moveTo(disc.center());
        half.arcTo(disc, 90, -180);
        half.closeSubpath();
        painter.fillPath(half, color);
        break;
    }
    case Mood::Running:
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(disc.adjusted(1, 1, -1, -1));
        break;
    case Mood::Healthy:
    case Mood::Done:
        drawIcon(painter, rect, QStringLiteral("circle-check"), color);
        break;
    case Mood::Paused:
        drawIcon(painter, rect, QStringLiteral("pause"), color);
        break;
    case Mood::Unhealthy:
    case Mood::Failed:
        drawIcon(painter, rect, QStringLiteral("triangle-alert"), color);
        break;
    case Mood::Stopped:
        painter.setPen(QPen(color, 1.6));
        painter.drawRoundedRect(disc.adjusted(1, 1, -1, -1), 1.5, 1.5);
        break;
    }
    painter.restore();
}

} // namespace catamaran::ui
