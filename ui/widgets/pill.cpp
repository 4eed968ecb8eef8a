// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pill.h"

#include "ui/theme/direction.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace catamaran::ui {

namespace {
constexpr int kHeight = 22;
constexpr int kPadding = 9;
constexpr int kMark = 12;
} // namespace

int paintPill(QPainter &painter, const QRectF &rect, const QString &text, const QString &iconName,
              const QColor &color)
{
    QFont font = Theme::font(TextRole::TableHead);
    font.setWeight(QFont::Medium);
    const QFontMetrics metrics(font);
    const int width = kPadding * 2 + kMark + 3 + metrics.horizontalAdvance(text);
    const QRectF pill = mirrored(
        painter, rect,
        QRectF(rect.x(), rect.center().y() - kHeight / 2.0, std::min<double>(width, rect.width()), kHeight));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::tokens().tint(color));
    painter.drawRoundedRect(pill, kHeight / 2.0, kHeight / 2.0);
    const QRectF mark = mirrored(
        painter, pill, QRectF(pill.x() + kPadding - 2, pill.center().y() - kMark / 2.0, kMark, kMark));
    if (iconName.isEmpty()) {
        painter.setBrush(color);
        painter.drawEllipse(mark.center(), 3.5, 3.5);
    } else {
        drawIcon(painter, mark, iconName, color);
    }
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(mirrored(painter, pill, pill.adjusted(kPadding + kMark + 1, 0, 0, 0)),
                     Qt::AlignVCenter | Qt::AlignLeft, text);
    painter.restore();
    return width;
}

Pill::Pill(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Pill::setState(bridge::State state)
{
    m_state = state;
    m_text = stateName(state);
    m_icon = stateIcon(state);
    setAccessibleName(m_text);
    updateGeometry();
    update();
}

void Pill::setText(const QString &text, const QString &iconName, const QString &tone)
{
    m_state.reset();
    m_text = text;
    m_icon = iconName;
    m_tone = tone;
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

QSize Pill::sizeHint() const
{
    QFont font = Theme::font(TextRole::TableHead);
    font.setWeight(QFont::Medium);
    return {kPadding * 2 + kMark + 4 + QFontMetrics(font).horizontalAdvance(m_text), kHeight};
}

QColor Pill::color() const
{
    const Tokens &t = Theme::tokens();
    if (m_state)
        return stateColor(*m_state);
    if (m_tone == QLatin1String("ok"))
        return t.ok;
    if (m_tone == QLatin1String("warn"))
        return t.warn;
    if (m_tone == QLatin1String("error"))
        return t.error;
    if (m_tone == QLatin1String("vm"))
        return t.vm;
    if (m_tone == QLatin1String("container"))
        return t.container;
    return t.text2;
}

void Pill::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    paintPill(painter, rect(), m_text, m_icon, color());
}

} // namespace catamaran::ui
