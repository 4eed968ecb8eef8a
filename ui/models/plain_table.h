// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QStyledItemDelegate>

class QStandardItemModel;
class QTableView;

namespace catamaran::ui {

/// Roles that PlainDelegate reads from an item besides its text.
enum PlainRole {
    PlainKeyRole = Qt::UserRole + 1, ///< what the row stands for; not painted
    PlainIconRole,                   ///< an icon's name, drawn before the text
    PlainColorRole,                  ///< of the icon
    PlainToneRole,                   ///< "2", "ok", "warn", "error": of the text
    PlainMonoRole,                   ///< true: the fixed-width face
    PlainStrongRole                  ///< true: half bold
};

/// Cells of the simple tables (volumes, networks, files, snapshots).
class PlainDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

/// The look of every table: no grid, one row selected, no vertical header. `stretch` is the column that
/// gives.
void stylePlainTable(QTableView &table, QStandardItemModel &model, int stretch);
/// Selects the row and makes it the current one. QTableView::selectRow() of Qt 6.4 does nothing in a table
/// that reads from right to left: it looks for a column one pixel outside.
void chooseRow(QTableView &table, int row);
/// Titles of the columns; those in `right` hold figures.
void setPlainHeaders(QStandardItemModel &model, const QStringList &titles, const QList<int> &right);

} // namespace catamaran::ui
