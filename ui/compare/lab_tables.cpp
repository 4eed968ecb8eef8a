// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/lab_tables.h"

#include <QDateTime>
#include <QHeaderView>
#include <QLocale>

namespace catamaran::ui {

namespace {

constexpr int kRowHeight = 34;

}

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
