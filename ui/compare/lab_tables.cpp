// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/lab_tables.h"

#include "ui/models/workload_delegate.h"
#include "ui/theme/direction.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>

namespace catamaran::ui {

namespace {

constexpr int kRowHeight = 34;
constexpr int kPadding = 10; // that of the header's sections

/// Cells begin where the titles above them begin, as in the other tables of the window.
class LabDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        paintRowGround(*painter, option, index);
        const QVariant font = index.data(Qt::FontRole);
        painter->setFont(font.isValid() ? font.value<QFont>() : Theme::font(TextRole::Body));
        const QVariant color = index.data(Qt::ForegroundRole);
        painter->setPen(color.isValid() ? color.value<QBrush>().color() : Theme::tokens().text);
        drawWords(*painter, option.rect.adjusted(kPadding, 0, -kPadding, 0), index.data().toString(),
                  Qt::AlignLeft);
        painter->restore();
    }
};

} // namespace

QTableWidget *makeLabTable(const QStringList &header, const QString &accessibleName)
{
    auto *table = new QTableWidget(0, static_cast<int>(header.size()));
    table->setHorizontalHeaderLabels(header);
    table->setAccessibleName(accessibleName);
    table->setToolTip(accessibleName);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setItemDelegate(new LabDelegate(table));
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setHighlightSections(false);
    return table;
}

void setLabCell(QTableWidget *table, int row, int column, const QString &text, const QString &explanation,
                const QColor &color)
{
    auto *item = new QTableWidgetItem(text);
    item->setToolTip(explanation.isEmpty() ? text : explanation);
    if (color.isValid())
        item->setForeground(color);
    table->setItem(row, column, item);
}

void fitLabTable(QTableWidget *table)
{
    table->resizeColumnsToContents();
    for (int column = 0; column < table->columnCount(); ++column)
        table->setColumnWidth(column, std::min(table->columnWidth(column) + 18, 300));
    table->horizontalHeader()->setStretchLastSection(true);
    table->setFixedHeight(table->horizontalHeader()->sizeHint().height() + table->rowCount() * kRowHeight +
                          12);
}

QString labDate(const QString &startedAt)
{
    const QDateTime when = QDateTime::fromString(startedAt, Qt::ISODateWithMs).toLocalTime();
    return when.isValid() ? QLocale().toString(when, QStringLiteral("d MMM yyyy, HH:mm")) : startedAt;
}

} // namespace catamaran::ui
