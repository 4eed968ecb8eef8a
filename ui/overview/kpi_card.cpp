// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/kpi_card.h"

#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QPainter>
#include <QVBoxLayout>

namespace catamaran::ui {

KpiCard::KpiCard(const QString &caption, const QString &iconName, const QString &tone, QWidget *parent)
    : QFrame(parent), m_caption(caption), m_icon(iconName), m_tone(tone)
{
    setObjectName(QStringLiteral("card"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kLarge, space::kMedium + 2, space::kLarge, space::kMedium + 2);
    layout->setSpacing(2);
    layout->addWidget(makeLabel(caption, TextRole::Body, QStringLiteral("2")));
    m_figure = makeLabel(QStringLiteral("–"), TextRole::Kpi);
    layout->addWidget(m_figure);
    m_note = new ElidedLabel;
    m_note->setProperty("tone", "2");
    // A figure in Latin digits would else stand at the left of a mirrored card, under the icon.
    if (layoutDirection() == Qt::RightToLeft)
        m_figure->setAlignment(Qt::AlignRight | Qt::AlignAbsolute);
    layout->addWidget(m_note);
}

void KpiCard::setFigure(const QString &figure, const QString &note)
{
    m_figure->setText(figure);
    m_note->setText(note);
    m_note->setToolTip(note);
    setAccessibleName(QStringLiteral("%1: %2, %3").arg(m_caption, figure, note));
}

void KpiCard::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    const Tokens &t = Theme::tokens();
    const QColor color = m_tone == QLatin1String("vm")          ? t.vm
                         : m_tone == QLatin1String("container") ? t.container
                                                                : t.accent;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF tile(layoutDirection() == Qt::RightToLeft ? 16 : width() - 56, 16, 40, 40);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.tint(color));
    painter.drawRoundedRect(tile, 10, 10);
    drawIcon(painter, tile.adjusted(10, 10, -10, -10), m_icon, color);
}

} // namespace catamaran::ui
