// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/workload_groups.h"

#include "ui/models/workload_filter.h"
#include "ui/theme/format.h"

#include <QMap>
#include <QTimer>
#include <utility>

namespace catamaran::ui {

WorkloadGroups::WorkloadGroups(QObject *parent) : QAbstractProxyModel(parent) {}

void WorkloadGroups::setFilter(WorkloadFilter *filter)
{
    m_filter = filter;
    m_model = qobject_cast<WorkloadModel *>(filter->sourceModel());
    setSourceModel(filter);
    // Whatever moves rows below is looked at once, when all of it has happened.
    connect(filter, &QAbstractItemModel::layoutChanged, this, &WorkloadGroups::regroup);
    connect(filter, &QAbstractItemModel::modelReset, this, &WorkloadGroups::regroup);
    connect(filter, &QAbstractItemModel::rowsInserted, this, &WorkloadGroups::regroup);
    connect(filter, &QAbstractItemModel::rowsRemoved, this, &WorkloadGroups::regroup);
    connect(filter, &QAbstractItemModel::dataChanged, this, &WorkloadGroups::onFigures);
}

void WorkloadGroups::setGrouping(Grouping by)
{
    if (m_by == by)
        return;
    m_by = by;
    regroup();
}

bridge::WorkloadKey WorkloadGroups::keyAt(int filterRow) const
{
    const int row = m_filter->mapToSource(m_filter->index(filterRow, 0)).row();
    return row < 0 ? bridge::WorkloadKey{} : m_model->row(row).key;
}

QString WorkloadGroups::foldKey(const QString &name) const
{
    return QString::number(static_cast<int>(m_by)) + QLatin1Char(':') + name;
}

QList<WorkloadGroups::Group> WorkloadGroups::grouped() const
{
    QList<Group> groups;
    if (m_by == Grouping::None)
        return groups;
    // By name without regard to case, "Web" and "web" being two all the same.
    QMap<std::pair<QString, QString>, Group> byName;
    QHash<QString, Group *> known;
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const int workload = m_filter->mapToSource(m_filter->index(row, 0)).row();
        const QString name = m_model->groupOf(workload, m_by);
        Group *&group = known[name];
        if (group == nullptr) {
            group = &byName[{name.toLower(), name}];
            group->name = name;
            group->folded = m_folded.contains(foldKey(name));
        }
        group->rows.append(row);
        group->running += m_model->row(workload).isRunning() ? 1 : 0;
    }
    for (Group &group : byName) {
        if (!group.name.isEmpty())
            groups.append(std::move(group));
    }
    if (const auto none = byName.find({QString(), QString()}); none != byName.end())
        groups.append(std::move(*none));
    return groups;
}

QList<WorkloadGroups::Place> WorkloadGroups::placesOf(const QList<Group> &groups) const
{
    QList<Place> places;
    for (int group = 0; group < groups.size(); ++group) {
        places.append({group, -1});
        for (int at = 0; !groups[group].folded && at < groups[group].rows.size(); ++at)
            places.append({group, at});
    }
    return places;
}

// A state, name or tag may have changed, and with it the group; of many changes in a row only the last
// counts.
void WorkloadGroups::changeLater()
{
    if (std::exchange(m_isPending, true))
        return;
    QTimer::singleShot(0, this, &WorkloadGroups::regroup);
}

void WorkloadGroups::regroup()
{
    m_isPending = false;
    QList<Group> groups = grouped();
    const QList<Place> places = placesOf(groups);
    QList<bridge::WorkloadKey> keys;
    keys.reserve(places.size());
    bool same = places.size() == m_places.size();
    for (qsizetype i = 0; i < places.size(); ++i) {
        const Place &place = places[i];
        keys.append(place.at < 0 ? bridge::WorkloadKey{} : keyAt(groups[place.group].rows[place.at]));
        same = same && (m_places[i].at < 0) == (place.at < 0) && m_keys[i] == keys[i] &&
               m_groups[m_places[i].group].name == groups[place.group].name;
    }
    ++m_round;
    if (same) {
        m_groups = std::move(groups);
        m_places = places;
        if (!m_places.isEmpty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    emit aboutToRegroup();
    beginResetModel();
    m_groups = std::move(groups);
    m_places = places;
    m_keys = std::move(keys);
    endResetModel();
    emit regrouped();
}

void WorkloadGroups::onFigures(const QModelIndex &first, const QModelIndex &last)
{
    if (m_by == Grouping::None)
        return;
    ++m_round;
    if (first.column() < WorkloadModel::Cpu)
        changeLater();
    if (!m_places.isEmpty())
        emit dataChanged(index(0, first.column()), index(rowCount() - 1, last.column()));
}

void WorkloadGroups::setFolded(int row, bool folded)
{
    if (row < 0 || row >= m_places.size())
        return;
    const int header = headerOf(row);
    const int number = m_places[header].group;
    Group &group = m_groups[number];
    if (group.folded == folded)
        return;
    const auto count = static_cast<int>(group.rows.size());
    if (folded) {
        m_folded.insert(foldKey(group.name));
        beginRemoveRows({}, header + 1, header + count);
        group.folded = true;
        m_places.remove(header + 1, count);
        m_keys.remove(header + 1, count);
        endRemoveRows();
    } else {
        m_folded.remove(foldKey(group.name));
        beginInsertRows({}, header + 1, header + count);
        group.folded = false;
        m_places.insert(header + 1, count, Place{});
        m_keys.insert(header + 1, count, bridge::WorkloadKey{});
        for (int at = 0; at < count; ++at) {
            m_places[header + 1 + at] = {number, at};
            m_keys[header + 1 + at] = keyAt(group.rows[at]);
        }
        endInsertRows();
    }
    emit dataChanged(index(header, 0), index(header, columnCount() - 1));
    emit foldingChanged();
}

bool WorkloadGroups::isHeader(int row) const
{
    return row >= 0 && row < m_places.size() && m_places[row].at < 0;
}

int WorkloadGroups::headerOf(int row) const
{
    return row - (m_places[row].at + 1);
}

QList<bridge::WorkloadKey> WorkloadGroups::keysOf(int row) const
{
    if (row < 0 || row >= m_places.size())
        return {};
    if (!isHeader(row))
        return {m_keys[row]};
    QList<bridge::WorkloadKey> keys;
    for (const int one : m_groups[m_places[row].group].rows)
        keys.append(keyAt(one));
    return keys;
}

int WorkloadGroups::rowOf(const bridge::WorkloadKey &key) const
{
    return static_cast<int>(m_keys.indexOf(key));
}

void WorkloadGroups::reveal(const bridge::WorkloadKey &key)
{
    for (int row = 0; row < rowCount(); ++row) {
        if (isHeader(row) && m_groups[m_places[row].group].folded && keysOf(row).contains(key)) {
            setFolded(row, false);
            return;
        }
    }
}

QStringList WorkloadGroups::folded() const
{
    QStringList all(m_folded.cbegin(), m_folded.cend());
    all.sort();
    return all;
}

void WorkloadGroups::setAllFolded(const QStringList &groups)
{
    m_folded = {groups.cbegin(), groups.cend()};
    regroup();
}

int WorkloadGroups::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_places.size());
}

int WorkloadGroups::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : WorkloadModel::ColumnCount;
}

QModelIndex WorkloadGroups::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex WorkloadGroups::parent(const QModelIndex &child) const
{
    Q_UNUSED(child)
    return {};
}

QModelIndex WorkloadGroups::mapToSource(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= m_places.size() || isHeader(index.row()))
        return {};
    const Place &place = m_places[index.row()];
    return m_filter->index(m_groups[place.group].rows[place.at], index.column());
}

QModelIndex WorkloadGroups::mapFromSource(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const int row = rowOf(keyAt(index.row()));
    return row < 0 ? QModelIndex() : createIndex(row, index.column());
}

QString WorkloadGroups::titleOf(const Group &group) const
{
    if (!group.name.isEmpty())
        return m_by == Grouping::Tag ? QLatin1Char('#') + group.name : group.name;
    switch (m_by) {
    case Grouping::Stack:
        return tr("In no stack");
    case Grouping::Tag:
        return tr("Without a tag");
    case Grouping::Network:
        return tr("On no network");
    default:
        return {};
    }
}

const WorkloadModel::Totals &WorkloadGroups::totals(const Group &group) const
{
    if (std::exchange(group.round, m_round) == m_round)
        return group.totals;
    group.totals = {};
    for (const int row : group.rows)
        m_model->addTo(group.totals, m_filter->mapToSource(m_filter->index(row, 0)).row());
    return group.totals;
}

QVariant WorkloadGroups::headerText(const Group &group, int column) const
{
    switch (column) {
    case WorkloadModel::Name:
        return titleOf(group);
    case WorkloadModel::Kind:
        return count(static_cast<int>(group.rows.size()), tr("workload"), tr("workloads"));
    case WorkloadModel::Status:
        return tr("%1 running").arg(group.running);
    case WorkloadModel::Cpu:
        return totals(group).cpuMeasured > 0 ? formatPercent(totals(group).cpu) : QStringLiteral("–");
    case WorkloadModel::Memory:
        return totals(group).memoryMeasured > 0 ? formatBytes(totals(group).memory) : QStringLiteral("–");
    default:
        return QString();
    }
}

QString WorkloadGroups::accessibleText(const Group &group, int column) const
{
    if (column != WorkloadModel::Name)
        return headerText(group, column).toString();
    return tr("Group %1, %2, %3 running, %4")
        .arg(titleOf(group), headerText(group, WorkloadModel::Kind).toString())
        .arg(group.running)
        .arg(group.folded ? tr("folded") : tr("unfolded"));
}

QVariant WorkloadGroups::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_places.size())
        return {};
    const Group &group = m_groups[m_places[index.row()].group];
    if (role == GroupNameRole)
        return group.name;
    if (!isHeader(index.row()))
        return role == GroupRole ? QVariant(false) : QAbstractProxyModel::data(index, role);
    switch (role) {
    case GroupRole:
        return true;
    case FoldedRole:
        return group.folded;
    case Qt::DisplayRole:
        return headerText(group, index.column());
    case Qt::AccessibleTextRole:
        return accessibleText(group, index.column());
    case Qt::ToolTipRole:
        if (index.column() == WorkloadModel::Cpu || index.column() == WorkloadModel::Memory) {
            const WorkloadModel::Totals &sums = totals(group);
            return tr("Sum of the %1 of %2 that are measured")
                .arg(index.column() == WorkloadModel::Cpu ? sums.cpuMeasured : sums.memoryMeasured)
                .arg(group.running);
        }
        return accessibleText(group, WorkloadModel::Name);
    case Qt::TextAlignmentRole:
        return m_model->data(m_model->index(0, index.column()), role);
    default:
        return {};
    }
}

QVariant WorkloadGroups::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_filter->headerData(section, orientation, role);
}

Qt::ItemFlags WorkloadGroups::flags(const QModelIndex &index) const
{
    return index.isValid() ? Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren
                           : Qt::NoItemFlags;
}

} // namespace catamaran::ui
