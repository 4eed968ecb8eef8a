// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/workload_filter.h"

#include "ui/models/workload_model.h"

namespace catamaran::ui {

WorkloadFilter::WorkloadFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(false);
    setSortRole(WorkloadModel::SortRole);
}

void WorkloadFilter::setText(const QString &text)
{
    m_words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void WorkloadFilter::setHull(std::optional<bridge::Hull> hull)
{
    m_hull = hull;
    invalidateFilter();
}

void WorkloadFilter::setStates(StateGroup group)
{
    m_group = group;
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
        bool found = false;
        for (const int column : {WorkloadModel::Name, WorkloadModel::Kind, WorkloadModel::Status,
                                 WorkloadModel::Ports, WorkloadModel::Image}) {
            if (sourceModel()
                    ->index(row, column, parent)
                    .data()
                    .toString()
                    .contains(word, Qt::CaseInsensitive)) {
                found = true;
                break;
            }
        }
        if (!found)
            return false;
    }
    return true;
}

bool WorkloadFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant a = left.data(WorkloadModel::SortRole);
    const QVariant b = right.data(WorkloadModel::SortRole);
    return QVariant::compare(a, b) == QPartialOrdering::Less;
}

} // namespace catamaran::ui
