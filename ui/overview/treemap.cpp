// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/treemap.h"

#include "ui/theme/format.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <numeric>

namespace catamaran::ui {

namespace {

constexpr int kMostTiles = 40;

double worst(const QList<double> &row, double side, double scale)
{
    const double sum = std::accumulate(row.begin(), row.end(), 0.0) * scale;
    const auto [least, most] = std::minmax_element(row.begin(), row.end());
    const double square = side * side;
    return std::max(square * *most * scale / (sum * sum), sum * sum / (square * *least * scale));
}

QString kindWord(bridge::UsageRow::Kind kind)
{
    switch (kind) {
    case bridge::UsageRow::Kind::Image:
        return Treemap::tr("Image");
    case bridge::UsageRow::Kind::Container:
        return Treemap::tr("Container");
    case bridge::UsageRow::Kind::Volume:
        return Treemap::tr("Volume");
    case bridge::UsageRow::Kind::BuildCache:
        return Treemap::tr("Build cache");
    case bridge::UsageRow::Kind::Other:
        break;
    }
    return Treemap::tr("Other");
}

} // namespace

QList<QRectF> treemapLayout(const QList<double> &values, const QRectF &area)
{
    QList<QRectF> places;
    const double total = std::accumulate(values.begin(), values.end(), 0.0);
    if (total <= 0 || area.isEmpty())
        return places;
    const double scale = area.width() * area.height() / total;
    QRectF rest = area;
    qsizetype next = 0;
    while (next < values.size()) {
        const double side = std::min(rest.width(), rest.height());
        QList<double> row{values[next]};
        while (next + row.size() < values.size()) {
            QList<double> longer = row;
            longer.append(values[next + row.size()]);
            if (side <= 0 || worst(longer, side, scale) > worst(row, side, scale))
                break;
            row = longer;
        }
        const double sum = std::accumulate(row.begin(), row.end(), 0.0) * scale;
        const bool upright = rest.width() >= rest.height();
        const double thick = side > 0 ? sum / side : 0;
        double along = upright ? rest.top() : rest.left();
        for (const double value : std::as_const(row)) {
            const double length = thick > 0 ? value * scale / thick : 0;
            places.append(upright ? QRectF(rest.left(), along, thick, length)
                                  : QRectF(along, rest.top(), length, thick));
            along += length;
        }
        if (upright)
            rest.setLeft(rest.left() + thick);
        else
            rest.setTop(rest.top() + thick);
        next += row.size();
    }
    return places;
}

Treemap::Treemap(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("What lies on the disk"));
    setToolTip(tr("What lies on the disk, by size; hatched is what nothing uses"));
    setMinimumHeight(200);
}

void Treemap::setUsage(const bridge::UsageView &usage)
{
    m_usage = usage;
    m_current = -1;
    QStringList words;
    if (m_usage.rows.size() > kMostTiles)
        m_usage.rows.resize(kMostTiles);
    for (const bridge::UsageRow &row : std::as_const(m_usage.rows))
        words.append(wordsOf(row));
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    m_placedFor = {};
    update();
}

QString Treemap::wordsOf(const bridge::UsageRow &row) const
{
    const QString size = formatBytes(static_cast<double>(row.bytes));
    return row.reclaimable ? tr("%1 %2, %3, not used").arg(kindWord(row.kind), row.name, size)
                           : QStringLiteral("%1 %2, %3").arg(kindWord(row.kind), row.name, size);
}

void Treemap::place()
{
    if (m_placedFor == size())
        return;
    m_placedFor = size();
    QList<double> values;
    for (const bridge::UsageRow &row : std::as_const(m_usage.rows))
        values.append(static_cast<double>(row.bytes));
    m_places = treemapLayout(values, rect());
}

void Treemap::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    place();
    const Tokens &t = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < m_places.size(); ++i) {
        const bridge::UsageRow &row = m_usage.rows[i];
        const QRectF tile = m_places[i].adjusted(1.5, 1.5, -1.5, -1.5);
        if (tile.width() < 2 || tile.height() < 2)
            continue;
        const QColor color = row.kind == bridge::UsageRow::Kind::Container    ? t.container
                             : row.kind == bridge::UsageRow::Kind::Volume     ? t.ok
                             : row.kind == bridge::UsageRow::Kind::BuildCache ? t.warn
                             : row.kind == bridge::UsageRow::Kind::Other      ? t.vm
                                                                              : t.accent;
        painter.setPen(QPen(i == m_current && hasFocus() ? t.text : blend(color, t.surface, 0.45),
                            i == m_current && hasFocus() ? 2 : 1));
        painter.setBrush(t.tint(color));
        painter.drawRoundedRect(tile, 6, 6);
        if (row.reclaimable) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(QBrush(blend(color, t.surface, 0.28), Qt::BDiagPattern));
            painter.drawRoundedRect(tile, 6, 6);
        }
        if (tile.width() < 74 || tile.height() < 36)
            continue;
        const QRectF inner = tile.adjusted(9, 6, -9, -6);
        painter.setFont(Theme::font(TextRole::BodyStrong));
        painter.setPen(t.text);
        painter.drawText(
            inner, static_cast<int>(Qt::AlignTop | Qt::AlignLeading),
            painter.fontMetrics().elidedText(row.name, Qt::ElideMiddle, static_cast<int>(inner.width())));
        painter.setFont(Theme::font(TextRole::Body));
        painter.setPen(t.text2);
        if (inner.height() >= 34)
            painter.drawText(inner.adjusted(0, 19, 0, 0), static_cast<int>(Qt::AlignTop | Qt::AlignLeading),
                             formatBytes(static_cast<double>(row.bytes)));
        painter.setFont(Theme::font(TextRole::Caption));
        if (inner.height() >= 56)
            painter.drawText(inner, static_cast<int>(Qt::AlignBottom | Qt::AlignLeading),
                             row.reclaimable ? tr("%1 · not used").arg(kindWord(row.kind))
                                             : kindWord(row.kind));
    }
}

void Treemap::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down ? 1
                     : event->key() == Qt::Key_Left || event->key() == Qt::Key_Up  ? -1
                                                                                   : 0;
    if (step == 0 || m_places.isEmpty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    m_current = qBound(0, m_current + step, static_cast<int>(m_places.size()) - 1);
    QToolTip::showText(mapToGlobal(m_places[m_current].center().toPoint()), wordsOf(m_usage.rows[m_current]),
                       this);
    update();
}

bool Treemap::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const QPoint at = static_cast<QHelpEvent *>(event)->pos();
        for (int i = 0; i < m_places.size(); ++i) {
            if (m_places[i].contains(at)) {
                QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), wordsOf(m_usage.rows[i]),
                                   this);
                return true;
            }
        }
    }
    return QWidget::event(event);
}

} // namespace catamaran::ui
