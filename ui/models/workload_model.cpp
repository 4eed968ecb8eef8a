// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/workload_model.h"

#include "src/bridge/desk.h"
#include "src/bridge/metrics_feed.h"
#include "src/bridge/session.h"
#include "src/bridge/undo_bin.h"
#include "ui/theme/format.h"

#include <limits>

namespace catamaran::ui {

namespace {
constexpr int kCurveSeconds = 40;
constexpr int kCurvePoints = 40;
} // namespace

WorkloadModel::WorkloadModel(bridge::Session &session, QObject *parent)
    : QAbstractTableModel(parent), m_session(session)
{
    connect(&session, &bridge::Session::workloadsChanged, this, &WorkloadModel::sync);
    connect(&session, &bridge::Session::busyChanged, this, [this] {
        if (!m_rows.isEmpty())
            emit dataChanged(index(0, Status), index(rowCount() - 1, Status));
    });
    connect(&session.desk().bin(), &bridge::UndoBin::changed, this, [this] {
        if (!m_rows.isEmpty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
    connect(&session.metrics(), &bridge::MetricsFeed::ticked, this, &WorkloadModel::updateFigures);
    sync();
}

int WorkloadModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int WorkloadModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

void WorkloadModel::sync()
{
    const QList<bridge::WorkloadRow> &wanted = m_session.workloads();
    QHash<bridge::WorkloadKey, int> places;
    for (int i = 0; i < wanted.size(); ++i)
        places.insert(wanted[i].key, i);
    for (int i = rowCount() - 1; i >= 0; --i) {
        if (places.contains(m_rows[i].row.key))
            continue;
        beginRemoveRows({}, i, i);
        m_rows.removeAt(i);
        endRemoveRows();
    }
    for (int i = 0; i < rowCount(); ++i) {
        const bridge::WorkloadRow &now = wanted[places.take(m_rows[i].row.key)];
        if (now == m_rows[i].row)
            continue;
        m_rows[i].row = now;
        emit dataChanged(index(i, 0), index(i, ColumnCount - 1));
    }
    for (const bridge::WorkloadRow &row : wanted) {
        if (!places.contains(row.key))
            continue;
        beginInsertRows({}, rowCount(), rowCount());
        Entry entry;
        entry.row = row;
        m_rows.append(entry);
        endInsertRows();
    }
    updateFigures();
}

QList<bridge::WorkloadKey> WorkloadModel::runningKeys() const
{
    QList<bridge::WorkloadKey> keys;
    for (const Entry &entry : m_rows) {
        if (entry.row.isRunning() || entry.row.state == bridge::State::Paused)
            keys.append(entry.row.key);
    }
    return keys;
}

void WorkloadModel::updateFigures()
{
    if (m_rows.isEmpty())
        return;
    const bridge::MetricsFeed &feed = m_session.metrics();
    using bridge::Quantity;
    for (Entry &entry : m_rows) {
        entry.curve.clear();
        if (!entry.row.isRunning() && entry.row.state != bridge::State::Paused) {
            // Missing is not zero: a stopped workload shows no figure.
            entry.cpu = entry.memory = entry.received = entry.sent = std::nullopt;
            continue;
        }
        entry.cpu = feed.latest(entry.row.key, Quantity::CpuPercent);
        entry.memory = feed.latest(entry.row.key, Quantity::MemoryBytes);
        entry.received = feed.latest(entry.row.key, Quantity::NetworkReceiveRate);
        entry.sent = feed.latest(entry.row.key, Quantity::NetworkSendRate);
        const auto points = feed.curve(entry.row.key, Quantity::CpuPercent, kCurveSeconds, kCurvePoints);
        for (const bridge::CurvePoint &point : points)
            entry.curve.append(point.value.value_or(std::numeric_limits<double>::quiet_NaN()));
    }
    emit dataChanged(index(0, Cpu), index(rowCount() - 1, Uptime));
}

QString WorkloadModel::text(const Entry &entry, int column) const
{
    const bridge::WorkloadRow &row = entry.row;
    switch (column) {
    case Name:
        return row.name;
    case Kind:
        return hullName(row.key.hull);
    case Status:
        return stateName(row.state);
    case Cpu:
        return orDash(entry.cpu, formatPercent);
    case Memory:
        return orDash(entry.memory, formatBytes);
    case Network:
        if (!entry.received && !entry.sent)
            return QStringLiteral("–");
        return QStringLiteral("↓ %1  ↑ %2")
            .arg(orDash(entry.received, formatRate), orDash(entry.sent, formatRate));
    case Ports:
        return row.ports.isEmpty() ? QStringLiteral("–") : row.ports.join(QStringLiteral(", "));
    case Image:
        return row.image;
    case Uptime:
        return row.isRunning() ? formatAge(row.startedNs) : QStringLiteral("–");
    default:
        return {};
    }
}

QVariant WorkloadModel::sortKey(const Entry &entry, int column) const
{
    switch (column) {
    case Cpu:
        return entry.cpu.value_or(-1);
    case Memory:
        return entry.memory.value_or(-1);
    case Network:
        return entry.received.value_or(-1) + entry.sent.value_or(0);
    case Uptime:
        return entry.row.isRunning() ? -entry.row.startedNs : std::numeric_limits<qint64>::max();
    case Status:
        return static_cast<int>(entry.row.state);
    default:
        return text(entry, column).toLower();
    }
}

QString WorkloadModel::accessibleText(const Entry &entry, int column) const
{
    if (column == Cpu) {
        return entry.cpu ? tr("CPU history, now %1").arg(formatPercent(*entry.cpu)) : tr("no CPU figure");
    }
    if (column == Kind && !entry.row.accelerationLabel.isEmpty())
        return QStringLiteral("%1, %2").arg(text(entry, column), entry.row.accelerationLabel);
    return text(entry, column);
}

QVariant WorkloadModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Entry &entry = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return text(entry, index.column());
    case Qt::AccessibleTextRole:
        return accessibleText(entry, index.column());
    case Qt::ToolTipRole:
        if (index.column() == Status)
            return entry.row.stateText;
        if (!entry.row.accelerationLabel.isEmpty() &&
            (index.column() == Kind || index.column() == Cpu || index.column() == Memory))
            return QStringLiteral("%1 (%2)").arg(text(entry, index.column()), entry.row.accelerationLabel);
        return text(entry, index.column());
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter |
                        (index.column() == Cpu || index.column() == Memory ? Qt::AlignRight : Qt::AlignLeft));
    case KeyRole:
        return QVariant::fromValue(entry.row.key);
    case HullRole:
        return static_cast<int>(entry.row.key.hull);
    case StateRole:
        return static_cast<int>(entry.row.state);
    case RunningRole:
        return entry.row.isRunning();
    case SortRole:
        return sortKey(entry, index.column());
    case CurveRole:
        return QVariant::fromValue(entry.curve);
    case NoteRole:
        return entry.row.accelerationLabel;
    case LeavingRole:
        return m_session.isLeaving(entry.row.key);
    default:
        return {};
    }
}

QVariant WorkloadModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section == Memory ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Kind:
        return tr("Kind");
    case Status:
        return tr("State");
    case Cpu:
        return tr("CPU");
    case Memory:
        return tr("Memory");
    case Network:
        return tr("Network");
    case Ports:
        return tr("Ports");
    case Image:
        return tr("Image");
    case Uptime:
        return tr("Uptime");
    default:
        return {};
    }
}

} // namespace catamaran::ui
