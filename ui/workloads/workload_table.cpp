// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/workload_table.h"

#include "ui/models/plain_table.h"
#include "ui/models/workload_filter.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <algorithm>

namespace catamaran::ui {

namespace {
constexpr int kSignWidth = 34; ///< of the first column, where a click folds
}

WorkloadTable::WorkloadTable(WorkloadFilter &filter, QWidget *parent)
    : QTableView(parent), m_filter(filter), m_groups(new WorkloadGroups(this))
{
    m_groups->setFilter(&filter);
    setModel(&filter);
    connect(m_groups, &WorkloadGroups::aboutToRegroup, this, [this] {
        if (model() == m_groups)
            keep();
    });
    connect(m_groups, &WorkloadGroups::regrouped, this, [this] {
        if (model() == m_groups)
            restore();
    });
}

void WorkloadTable::setGrouping(Grouping by)
{
    if (by == grouping())
        return;
    if (by == Grouping::None) {
        keep();
        useModel(&m_filter);
        m_groups->setGrouping(by);
        restore();
        return;
    }
    if (grouping() != Grouping::None) {
        m_groups->setGrouping(by); // which tells around its reset
        return;
    }
    keep();
    m_groups->setGrouping(by);
    useModel(m_groups);
    restore();
}

// A new model makes new sections: widths and what is hidden are the page's, and stay.
void WorkloadTable::useModel(QAbstractItemModel *model)
{
    QHeaderView *const header = horizontalHeader();
    const QByteArray state = header->saveState();
    QItemSelectionModel *const before = selectionModel();
    m_isRestoring = true;
    setModel(model);
    m_isRestoring = false;
    delete before;
    header->restoreState(state);
}

bridge::WorkloadKey WorkloadTable::keyAt(int row) const
{
    return model()->index(row, 0).data(WorkloadModel::KeyRole).value<bridge::WorkloadKey>();
}

void WorkloadTable::keep()
{
    m_kept = {};
    const auto rows = selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        if (row.data(WorkloadGroups::GroupRole).toBool())
            m_kept.headers.insert(row.data(WorkloadGroups::GroupNameRole).toString());
        else
            m_kept.keys.insert(keyAt(row.row()));
    }
    if (currentIndex().isValid())
        m_kept.current = keyAt(currentIndex().row());
    m_kept.scrolled = verticalScrollBar()->value();
}

void WorkloadTable::restore()
{
    QItemSelection selection;
    QModelIndex current;
    const int last = model()->columnCount() - 1;
    const bool needed = !m_kept.keys.isEmpty() || !m_kept.headers.isEmpty() || !m_kept.current.id.isEmpty();
    for (int row = 0; needed && row < model()->rowCount(); ++row) {
        const QModelIndex first = model()->index(row, 0);
        const bool header = isHeader(row);
        const bridge::WorkloadKey key = header ? bridge::WorkloadKey{} : keyAt(row);
        if (!header && key == m_kept.current)
            current = first;
        if (header ? m_kept.headers.contains(first.data(WorkloadGroups::GroupNameRole).toString())
                   : m_kept.keys.contains(key))
            selection.select(first, model()->index(row, last));
    }
    m_isRestoring = true; // it is told once, below
    if (current.isValid())
        selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    m_isRestoring = false;
    executeDelayedItemsLayout();
    updateGeometries();
    verticalScrollBar()->setValue(m_kept.scrolled);
    emit selectionMoved();
}

bool WorkloadTable::isHeader(int row) const
{
    return model() == m_groups && m_groups->isHeader(row);
}

QList<bridge::WorkloadKey> WorkloadTable::selectedKeys() const
{
    QList<bridge::WorkloadKey> keys;
    QSet<bridge::WorkloadKey> seen;
    const auto rows = selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        const QList<bridge::WorkloadKey> these =
            isHeader(row.row()) ? m_groups->keysOf(row.row()) : QList{keyAt(row.row())};
        for (const bridge::WorkloadKey &key : these) {
            if (!seen.contains(key)) {
                seen.insert(key);
                keys.append(key);
            }
        }
    }
    return keys;
}

std::optional<bridge::WorkloadKey> WorkloadTable::onlySelected() const
{
    const auto rows = selectionModel()->selectedRows();
    if (rows.size() != 1 || isHeader(rows[0].row()))
        return {};
    return keyAt(rows[0].row());
}

void WorkloadTable::setFolded(int row, bool folded)
{
    const int header = m_groups->headerOf(row);
    // A row that goes into its group leaves the cursor at the header.
    if (folded && currentIndex().row() > header && m_groups->headerOf(currentIndex().row()) == header)
        setCurrentIndex(model()->index(header, 0));
    m_groups->setFolded(row, folded);
}

void WorkloadTable::choose(const bridge::WorkloadKey &key)
{
    if (model() == m_groups)
        m_groups->reveal(key);
    for (int row = 0; row < model()->rowCount(); ++row) {
        if (!isHeader(row) && keyAt(row) == key) {
            chooseRow(*this, row);
            return;
        }
    }
}

void WorkloadTable::keyPressEvent(QKeyEvent *event)
{
    const int row = currentIndex().row();
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (model() != m_groups || row < 0 || !plain) {
        QTableView::keyPressEvent(event);
        return;
    }
    const bool mirrored = isRightToLeft();
    const int inwards = mirrored ? Qt::Key_Left : Qt::Key_Right;
    const int outwards = mirrored ? Qt::Key_Right : Qt::Key_Left;
    if (event->key() == inwards && isHeader(row))
        setFolded(row, false);
    else if (event->key() == outwards && isHeader(row))
        setFolded(row, true);
    else if (event->key() == outwards)
        setCurrentIndex(model()->index(m_groups->headerOf(row), currentIndex().column()));
    else if (event->key() == Qt::Key_Space && isHeader(row))
        setFolded(row, !model()->index(row, 0).data(WorkloadGroups::FoldedRole).toBool());
    else
        QTableView::keyPressEvent(event);
}

void WorkloadTable::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    const QRect cell = visualRect(index);
    const int inside = isRightToLeft() ? cell.right() - event->pos().x() : event->pos().x() - cell.left();
    if (event->button() == Qt::LeftButton && index.column() == WorkloadModel::Name && isHeader(index.row()) &&
        inside < kSignWidth) {
        setFolded(index.row(), !index.data(WorkloadGroups::FoldedRole).toBool());
        return;
    }
    QTableView::mousePressEvent(event);
}

void WorkloadTable::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && isHeader(index.row())) {
        setFolded(index.row(), !index.data(WorkloadGroups::FoldedRole).toBool());
        return;
    }
    QTableView::mouseDoubleClickEvent(event);
}

void WorkloadTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    if (!m_isRestoring)
        emit selectionMoved();
}

} // namespace catamaran::ui
