// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/plain_table.h"

#include "ui/models/workload_delegate.h"
#include "ui/theme/direction.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QStandardItemModel>
#include <QTableView>

namespace catamaran::ui {

namespace {

constexpr int kPadding = 10;
constexpr int kIconSize = 17;

QColor toneColor(const QString &tone, const Tokens &t)
{
    if (tone == QLatin1String("2"))
        return t.text2;
    if (tone == QLatin1String("3"))
        return t.text3;
    if (tone == QLatin1String("ok"))
        return t.ok;
    if (tone == QLatin1String("warn"))
        return t.warn;
    if (tone == QLatin1String("error"))
        return t.error;
    if (tone == QLatin1String("container"))
        return t.container;
    if (tone == QLatin1String("vm"))
        return t.vm;
    if (tone == QLatin1String("accent"))
        return t.accent;
    return t.text;
}

} // namespace

void PlainDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Tokens &t = Theme::tokens();
    painter->save();
    paintRowGround(*painter, option, index);
    QRect rect = option.rect.adjusted(kPadding, 0, -kPadding, 0);
    const bool strong = index.data(PlainStrongRole).toBool();
    painter->setFont(Theme::font(index.data(PlainMonoRole).toBool() ? TextRole::Mono
                                 : strong                           ? TextRole::BodyStrong
                                                                    : TextRole::Body));
    const QString tone = index.data(PlainToneRole).toString();
    if (const QString name = index.data(PlainIconRole).toString(); !name.isEmpty()) {
        drawIcon(*painter,
                 mirrored(*painter, rect, QRect(rect.left(), rect.center().y() - 8, kIconSize, kIconSize)),
                 name, toneColor(index.data(PlainColorRole).toString(), t));
        rect = mirrored(*painter, rect, rect.adjusted(kIconSize + kPadding, 0, 0, 0));
    }
    painter->setPen(strong ? t.text : tone.isEmpty() ? t.text2 : toneColor(tone, t));
    const QVariant alignment = index.data(Qt::TextAlignmentRole);
    const int flags = alignment.isValid() ? alignment.toInt() : static_cast<int>(Qt::AlignLeft);
    drawWords(*painter, rect, index.data().toString(), Qt::Alignment(flags) | Qt::AlignVCenter);
    painter->restore();
}

void chooseRow(QTableView &table, int row)
{
    int column = 0;
    while (table.isColumnHidden(column) && column + 1 < table.model()->columnCount())
        ++column;
    table.setCurrentIndex(table.model()->index(row, column));
}

void stylePlainTable(QTableView &table, QStandardItemModel &model, int stretch)
{
    table.setModel(&model);
    table.setItemDelegate(new PlainDelegate(&table));
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setMouseTracking(true);
    table.setTabKeyNavigation(false);
    table.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(space::kRow - 4);
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.horizontalHeader()->setFixedHeight(36);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setSectionResizeMode(stretch, QHeaderView::Stretch);
}

void setPlainHeaders(QStandardItemModel &model, const QStringList &titles, const QList<int> &right)
{
    model.setHorizontalHeaderLabels(titles);
    for (int column = 0; column < titles.size(); ++column)
        model.setHeaderData(
            column, Qt::Horizontal,
            QVariant((right.contains(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter),
            Qt::TextAlignmentRole);
}

} // namespace catamaran::ui
