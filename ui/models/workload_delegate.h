// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace catamaran::ui {

/// Paints the cells of the workload table: kind icon in its hue, state pill, CPU sparkline with its figure.
class WorkloadDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// The ground of a row: hover, selection, separator. Shared by all tables.
void paintRowGround(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index);

} // namespace catamaran::ui
