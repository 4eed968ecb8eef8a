// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/workload_filter.h"

#include "ui/models/workload_model.h"

namespace catamaran::ui {

namespace {
constexpr int kMostSingleRows = 300;
}

WorkloadFilter::WorkloadFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(false);
    setSortRole(WorkloadModel::SortRole);
}

void WorkloadFilter::setText(const QString &text)
{
    m_words = text.simplified().toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    refilter();
}

void WorkloadFilter::setHull(std::optional<bridge::Hull> hull)
{
    m_hull = hull;
    refilter();
}

void WorkloadFilter::setStates(StateGroup group)
{
    m_group = group;
    refilter();
}

void WorkloadFilter::setSourceModel(QAbstractItemModel *model)
{
    m_workloads = qobject_cast<WorkloadModel *>(model);
    QSortFilterProxyModel::setSourceModel(model);
}

void WorkloadFilter::refilter()
{
    // Rows that come and go one by one cost a walk over all of them each; a new order costs one for all.
    if (sourceModel() != nullptr && sourceModel()->rowCount() > kMostSingleRows)
        invalidate();
    else
        invalidateFilter();
}

QVariant WorkloadFilter::headerData(int section, Qt::Orientation orientation, int role) const
{
    const QVariant value = QSortFilterProxyModel::headerData(section, orientation, role);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section != sortColumn())
        return value;
    return value.toString() +
           (sortOrder() == Qt::AscendingOrder ? QStringLiteral("  ↑") : QStringLiteral("  ↓"));
}

bool WorkloadFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex first = sourceModel()->index(row, WorkloadModel::Name, parent);
    if (m_hull && first.data(WorkloadModel::HullRole).toInt() != static_cast<int>(*m_hull))
        return false;
    const auto state = static_cast<bridge::State>(first.data(WorkloadModel::StateRole).toInt());
    const bool running = first.data(WorkloadModel::RunningRole).toBool();
    const bool failed = state == bridge::State::Failed;
    if ((m_group == StateGroup::Running && !running) || (m_group == StateGroup::Failed && !failed) ||
        (m_group == StateGroup::Stopped && (running || failed)))
        return false;
    for (const QString &word : m_words) {
        if (!m_workloads->matches(row, word))
            return false;
    }
    return true;
}

bool WorkloadFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    return m_workloads->isLess(left.row(), right.row(), left.column());
}

} // namespace catamaran::ui
