// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/workload_delegate.h"

#include "ui/models/workload_groups.h"
#include "ui/models/workload_model.h"
#include "ui/theme/direction.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/pill.h"

#include <QPainter>
#include <cmath>

namespace catamaran::ui {

namespace {

constexpr int kPadding = 10;
constexpr int kSparkWidth = 72;

void paintSparkline(QPainter &painter, const QRectF &rect, const QList<qreal> &values, const QColor &color)
{
    double highest = 10;
    for (const qreal value : values) {
        if (!std::isnan(value))
            highest = std::max(highest, value);
    }
    painter.setPen(QPen(Theme::tokens().grid, 1));
    painter.drawLine(QPointF(rect.left(), rect.bottom() + 0.5), QPointF(rect.right(), rect.bottom() + 0.5));
    if (values.size() < 2)
        return;
    const double step = rect.width() / 39.0;
    const double start = rect.right() - step * static_cast<double>(values.size() - 1);
    QList<QLineF> lines;
    for (qsizetype i = 1; i < values.size(); ++i) {
        if (std::isnan(values[i]) || std::isnan(values[i - 1]))
            continue;
        const auto place = [&](qsizetype at) {
            return QPointF(start + step * static_cast<double>(at),
                           rect.bottom() - rect.height() * values[at] / highest);
        };
        lines.append(QLineF(place(i - 1), place(i)));
    }
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap));
    painter.drawLines(lines);
}

/// A name with its tags, or the kind and under it how a VM is accelerated: its figures stand in the same row.
void paintTwoLines(QPainter &painter, const QRect &rect, const QString &text, const QString &note,
                   const QColor &color)
{
    painter.setPen(color);
    if (note.isEmpty()) {
        drawWords(painter, rect, text, Qt::AlignLeft);
        return;
    }
    const int half = rect.height() / 2;
    drawWords(painter, rect.adjusted(0, 3, 0, -half), text, Qt::AlignLeft);
    QFont small = Theme::font(TextRole::Caption);
    small.setWeight(QFont::Normal);
    painter.setFont(small);
    painter.setPen(Theme::tokens().text2);
    drawWords(painter, rect.adjusted(0, half, 0, -4), note, Qt::AlignLeft);
}

/// A header of a group: a sign that it folds, its name, and its sums under the columns that they belong to.
void paintHeader(QPainter &painter, const QRect &cell, const QModelIndex &index)
{
    const Tokens &t = Theme::tokens();
    QRect rect = cell.adjusted(kPadding, 0, -kPadding, 0);
    const QString text = index.data().toString();
    const bool isFigure = index.column() == WorkloadModel::Cpu || index.column() == WorkloadModel::Memory;
    painter.setPen(index.column() == WorkloadModel::Name || isFigure ? t.text : t.text2);
    if (index.column() == WorkloadModel::Name) {
        const bool folded = index.data(WorkloadGroups::FoldedRole).toBool();
        const QRect sign(rect.left(), rect.center().y() - 8, 17, 17);
        if (folded && painter.layoutDirection() == Qt::RightToLeft) {
            painter.save();
            painter.translate(mirrored(painter, rect, sign).center());
            painter.rotate(180);
            drawIcon(painter, QRect(-8, -8, 17, 17), QStringLiteral("chevron-right"), t.text2);
            painter.restore();
        } else {
            drawIcon(painter, mirrored(painter, rect, sign),
                     folded ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down"), t.text2);
        }
        rect = mirrored(painter, rect, rect.adjusted(27, 0, 0, 0));
        painter.setFont(Theme::font(TextRole::BodyStrong));
    }
    drawWords(painter, rect, text, isFigure ? Qt::AlignRight : Qt::AlignLeft);
}

} // namespace

void paintRowGround(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const Tokens &t = Theme::tokens();
    if ((option.state & QStyle::State_Selected) != 0)
        painter.fillRect(option.rect, t.accentSoft);
    else if ((option.state & QStyle::State_MouseOver) != 0)
        painter.fillRect(option.rect, t.raised);
    painter.setPen(t.grid);
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if ((option.state & QStyle::State_HasFocus) != 0) {
        painter.setPen(t.accent);
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    Q_UNUSED(index)
}

void WorkloadDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    const Tokens &t = Theme::tokens();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    paintRowGround(*painter, option, index);
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.data(WorkloadGroups::GroupRole).toBool()) {
        if ((option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) == 0)
            painter->fillRect(option.rect.adjusted(0, 0, 0, -1), t.raised);
        painter->setFont(Theme::font(TextRole::Body));
        paintHeader(*painter, option.rect, index);
        painter->restore();
        return;
    }
    const QString text = index.data().toString();
    const auto hull = static_cast<bridge::Hull>(index.data(WorkloadModel::HullRole).toInt());
    const bool running = index.data(WorkloadModel::RunningRole).toBool();
    QRect rect = option.rect.adjusted(kPadding, 0, -kPadding, 0);
    painter->setFont(Theme::font(TextRole::Body));
    painter->setPen(running ? t.text : t.text2);
    const bool leaving = index.data(WorkloadModel::LeavingRole).toBool();
    if (leaving)
        painter->setOpacity(0.55);
    switch (index.column()) {
    case WorkloadModel::Name:
        drawIcon(*painter, mirrored(*painter, rect, QRect(rect.left(), rect.center().y() - 8, 17, 17)),
                 hullIcon(hull), hullColor(hull));
        rect = mirrored(*painter, rect, rect.adjusted(27, 0, 0, 0));
        painter->setFont(Theme::font(TextRole::BodyStrong));
        if (leaving) {
            QFont struck = painter->font();
            struck.setStrikeOut(true);
            painter->setFont(struck);
        }
        paintTwoLines(*painter, rect, text, index.data(WorkloadModel::NoteRole).toString(), t.text);
        break;
    case WorkloadModel::Kind:
        paintTwoLines(*painter, rect, text, index.data(WorkloadModel::NoteRole).toString(), hullColor(hull));
        break;
    case WorkloadModel::Status: {
        const auto state = static_cast<bridge::State>(index.data(WorkloadModel::StateRole).toInt());
        paintPill(*painter, rect, text, stateIcon(state), stateColor(state));
        break;
    }
    case WorkloadModel::Cpu: {
        const auto values = index.data(WorkloadModel::CurveRole).value<QList<qreal>>();
        if (running)
            paintSparkline(*painter,
                           mirrored(*painter, QRectF(rect),
                                    QRectF(rect.left(), rect.top() + 12, kSparkWidth, rect.height() - 25)),
                           values, hullColor(hull));
        painter->setPen(running ? t.text : t.text2);
        drawWords(*painter, rect, text, Qt::AlignRight);
        break;
    }
    case WorkloadModel::Memory:
        drawWords(*painter, rect, text, Qt::AlignRight);
        break;
    default:
        painter->setPen(t.text2);
        drawWords(*painter, rect, text, Qt::AlignLeft);
        break;
    }
    painter->restore();
}

QSize WorkloadDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Q_UNUSED(option)
    Q_UNUSED(index)
    return {80, space::kRow};
}

} // namespace catamaran::ui
