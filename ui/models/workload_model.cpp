// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/workload_model.h"

#include "src/bridge/desk.h"
#include "src/bridge/metrics_feed.h"
#include "src/bridge/session.h"
#include "src/bridge/undo_bin.h"
#include "ui/models/workload_marks.h"
#include "ui/theme/format.h"

#include <limits>
#include <utility>

namespace catamaran::ui {

namespace {
constexpr int kCurveSeconds = 40;
constexpr int kCurvePoints = 40;
constexpr qsizetype kMostRanges = 64;
} // namespace

WorkloadModel::WorkloadModel(bridge::Session &session, const WorkloadMarks *marks, QObject *parent)
    : QAbstractTableModel(parent), m_session(session), m_marks(marks)
{
    if (marks != nullptr)
        connect(marks, &WorkloadMarks::tagsChanged, this, &WorkloadModel::takeTags);
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

WorkloadModel::Entry WorkloadModel::entryOf(const bridge::WorkloadRow &row) const
{
    Entry entry;
    entry.row = row;
    entry.ports = row.ports.isEmpty() ? QStringLiteral("–") : row.ports.join(QStringLiteral(", "));
    if (m_marks != nullptr) {
        for (const QString &tag : m_marks->tags(row.key))
            entry.tags += (entry.tags.isEmpty() ? QStringLiteral("#") : QStringLiteral(" #")) + tag;
    }
    entry.words = QStringList{row.name,  hullName(row.key.hull), stateName(row.state), entry.ports, row.image,
                              entry.tags}
                      .join(QLatin1Char('\n'))
                      .toLower();
    return entry;
}

void WorkloadModel::takeTags()
{
    for (int i = 0; i < rowCount(); ++i) {
        const Entry now = entryOf(m_rows[i].row);
        if (now.tags == m_rows[i].tags)
            continue;
        m_rows[i].tags = now.tags;
        m_rows[i].words = now.words;
        emit dataChanged(index(i, Name), index(i, Name));
    }
}

void WorkloadModel::removeMissing(const QHash<bridge::WorkloadKey, int> &places)
{
    QList<std::pair<int, int>> ranges; // of neighbours, the last one first
    for (int i = rowCount() - 1; i >= 0; --i) {
        if (places.contains(m_rows[i].row.key))
            continue;
        if (!ranges.isEmpty() && ranges.constLast().first == i + 1)
            ranges.last().first = i;
        else
            ranges.append({i, i});
    }
    // Each range costs every view and proxy a walk over all rows.
    if (ranges.size() > kMostRanges) {
        beginResetModel();
        m_rows.removeIf([&places](const Entry &entry) { return !places.contains(entry.row.key); });
        endResetModel();
        return;
    }
    for (const auto &[first, last] : std::as_const(ranges)) {
        beginRemoveRows({}, first, last);
        m_rows.remove(first, last - first + 1);
        endRemoveRows();
    }
}

void WorkloadModel::sync()
{
    const QList<bridge::WorkloadRow> &wanted = m_session.workloads();
    QHash<bridge::WorkloadKey, int> places;
    places.reserve(wanted.size());
    for (int i = 0; i < wanted.size(); ++i)
        places.insert(wanted[i].key, i);
    removeMissing(places);
    QList<std::pair<int, int>> changed;
    for (int i = 0; i < rowCount(); ++i) {
        const bridge::WorkloadRow &now = wanted[places.take(m_rows[i].row.key)];
        if (now == m_rows[i].row)
            continue;
        Entry entry = entryOf(now);
        entry.figures = m_rows[i].figures;
        entry.curve = m_rows[i].curve;
        m_rows[i] = std::move(entry);
        if (!changed.isEmpty() && changed.constLast().second == i - 1)
            changed.last().second = i;
        else
            changed.append({i, i});
    }
    if (changed.size() > kMostRanges)
        changed = {{changed.constFirst().first, changed.constLast().second}};
    for (const auto &[first, last] : std::as_const(changed))
        emit dataChanged(index(first, 0), index(last, ColumnCount - 1));
    if (!places.isEmpty()) {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(places.size()) - 1);
        for (const bridge::WorkloadRow &row : wanted) {
            if (places.contains(row.key))
                m_rows.append(entryOf(row));
        }
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
    ++m_round;
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, Cpu), index(rowCount() - 1, Uptime));
}

const WorkloadModel::Figures &WorkloadModel::figures(const Entry &entry) const
{
    Figures &figures = entry.figures;
    if (figures.round == m_round)
        return figures;
    figures = {};
    figures.round = m_round;
    // Missing is not zero: a stopped workload shows no figure.
    if (!entry.row.isRunning() && entry.row.state != bridge::State::Paused)
        return figures;
    const bridge::MetricsFeed &feed = m_session.metrics();
    using bridge::Quantity;
    figures.cpu = feed.latest(entry.row.key, Quantity::CpuPercent);
    figures.memory = feed.latest(entry.row.key, Quantity::MemoryBytes);
    figures.received = feed.latest(entry.row.key, Quantity::NetworkReceiveRate);
    figures.sent = feed.latest(entry.row.key, Quantity::NetworkSendRate);
    return figures;
}

const QList<qreal> &WorkloadModel::curve(const Entry &entry) const
{
    if (std::exchange(entry.curveRound, m_round) == m_round)
        return entry.curve;
    entry.curve.clear();
    if (!entry.row.isRunning() && entry.row.state != bridge::State::Paused)
        return entry.curve;
    const auto points =
        m_session.metrics().curve(entry.row.key, bridge::Quantity::CpuPercent, kCurveSeconds, kCurvePoints);
    entry.curve.reserve(points.size());
    for (const bridge::CurvePoint &point : points)
        entry.curve.append(point.value.value_or(std::numeric_limits<double>::quiet_NaN()));
    return entry.curve;
}

bool WorkloadModel::matches(int index, const QString &word) const
{
    return m_rows[index].words.contains(word);
}

QString WorkloadModel::groupOf(int index, Grouping by) const
{
    const bridge::WorkloadRow &row = m_rows[index].row;
    switch (by) {
    case Grouping::Stack:
        for (const auto &[key, value] : row.labels) {
            if (key == QLatin1String("com.docker.compose.project"))
                return value;
        }
        return {};
    case Grouping::Tag:
        return m_marks == nullptr ? QString() : m_marks->tags(row.key).value(0);
    case Grouping::Kind:
        return hullName(row.key.hull);
    case Grouping::Network:
        if (row.networks.isEmpty() && row.key.hull == bridge::Hull::Vm)
            return tr("User-mode network of QEMU");
        return row.networks.value(0);
    case Grouping::None:
        break;
    }
    return {};
}

void WorkloadModel::addTo(Totals &totals, int index) const
{
    const bridge::WorkloadRow &row = m_rows[index].row;
    if (!row.isRunning() && row.state != bridge::State::Paused)
        return;
    const bridge::MetricsFeed &feed = m_session.metrics();
    const auto cpu = feed.latest(row.key, bridge::Quantity::CpuPercent);
    const auto memory = feed.latest(row.key, bridge::Quantity::MemoryBytes);
    totals.cpuMeasured += cpu ? 1 : 0;
    totals.memoryMeasured += memory ? 1 : 0;
    totals.cpu += cpu.value_or(0);
    totals.memory += memory.value_or(0);
}

bool WorkloadModel::isLess(int left, int right, int column) const
{
    const Entry &a = m_rows[left];
    const Entry &b = m_rows[right];
    const auto started = [](const Entry &entry) {
        return entry.row.isRunning() ? -entry.row.startedNs : std::numeric_limits<qint64>::max();
    };
    switch (column) {
    case Cpu:
        return figures(a).cpu.value_or(-1) < figures(b).cpu.value_or(-1);
    case Memory:
        return figures(a).memory.value_or(-1) < figures(b).memory.value_or(-1);
    case Network:
        return figures(a).received.value_or(-1) + figures(a).sent.value_or(0) <
               figures(b).received.value_or(-1) + figures(b).sent.value_or(0);
    case Uptime:
        return started(a) < started(b);
    case Status:
        return a.row.state < b.row.state;
    case Name:
        return a.row.name.compare(b.row.name, Qt::CaseInsensitive) < 0;
    case Image:
        return a.row.image.compare(b.row.image, Qt::CaseInsensitive) < 0;
    case Ports:
        return a.ports.compare(b.ports, Qt::CaseInsensitive) < 0;
    default:
        return QVariant::compare(sortKey(a, column), sortKey(b, column)) == QPartialOrdering::Less;
    }
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
        return orDash(figures(entry).cpu, formatPercent);
    case Memory:
        return orDash(figures(entry).memory, formatBytes);
    case Network:
        if (!figures(entry).received && !figures(entry).sent)
            return QStringLiteral("–");
        return QStringLiteral("↓ %1  ↑ %2")
            .arg(orDash(figures(entry).received, formatRate), orDash(figures(entry).sent, formatRate));
    case Ports:
        return entry.ports;
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
        return figures(entry).cpu.value_or(-1);
    case Memory:
        return figures(entry).memory.value_or(-1);
    case Network:
        return figures(entry).received.value_or(-1) + figures(entry).sent.value_or(0);
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
        const auto &cpu = figures(entry).cpu;
        return cpu ? tr("CPU history, now %1").arg(formatPercent(*cpu)) : tr("no CPU figure");
    }
    if (column == Name && !entry.tags.isEmpty())
        return tr("%1, tags %2").arg(entry.row.name, entry.tags);
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
        if (index.column() == Name)
            return accessibleText(entry, Name);
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
        return QVariant::fromValue(curve(entry));
    case NoteRole:
        return index.column() == Name ? entry.tags : entry.row.accelerationLabel;
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
