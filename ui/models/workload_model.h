// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"

#include <QAbstractTableModel>

namespace catamaran::bridge {
class MetricsFeed;
class Session;
} // namespace catamaran::bridge

namespace catamaran::ui {

class WorkloadMarks;

/// By what the list of workloads puts rows together.
enum class Grouping { None, Stack, Tag, Kind, Network };

/// Containers and VMs as one table. Rows keep their place while they live; a refresh changes, adds and
/// removes single rows, so that selection and scroll position stay.
class WorkloadModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Kind, Status, Cpu, Memory, Network, Ports, Image, Uptime, ColumnCount };
    enum Role {
        KeyRole = Qt::UserRole, ///< bridge::WorkloadKey
        HullRole,               ///< int
        StateRole,              ///< int
        RunningRole,            ///< bool
        SortRole,
        CurveRole,  ///< QList<qreal>: CPU percent, oldest first; NaN is a gap
        NoteRole,   ///< the second line: tags (Name), acceleration label (Kind)
        LeavingRole ///< bool: its removal waits in the bin
    };

    /// `marks` (not owned, outlives the model) has the tags of the workloads; nullptr: there are none.
    explicit WorkloadModel(bridge::Session &session, const WorkloadMarks *marks = nullptr,
                           QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] const bridge::WorkloadRow &row(int index) const { return m_rows[index].row; }
    [[nodiscard]] QList<bridge::WorkloadKey> runningKeys() const;
    /// Says that there are newer figures; one ranged signal. They are taken from the feed when somebody asks
    /// for them, which a view does for the rows that it shows.
    void updateFigures();
    /// Order of two rows by a column, as SortRole has it but without making values of it.
    [[nodiscard]] bool isLess(int left, int right, int column) const;
    /// Whether name, kind, state, ports or image contain this word, which is in lower case.
    [[nodiscard]] bool matches(int index, const QString &word) const;
    /// The group that a row belongs to; empty: none. Of several tags or networks the first one by name.
    [[nodiscard]] QString groupOf(int index, Grouping by) const;
    /// Sums over rows that have figures.
    struct Totals {
        int cpuMeasured = 0; ///< how many have this figure
        int memoryMeasured = 0;
        double cpu = 0;
        double memory = 0;
    };
    void addTo(Totals &totals, int index) const;
    /// True for the columns whose figures come from the feed.
    [[nodiscard]] static bool isFigure(int column) { return column >= Cpu && column <= Network; }

private:
    struct Figures {
        quint64 round = 0; ///< of updateFigures(), when these were taken
        std::optional<double> cpu;
        std::optional<double> memory;
        std::optional<double> received;
        std::optional<double> sent;
    };
    struct Entry {
        bridge::WorkloadRow row;
        QString ports;
        QString words; ///< what a filter looks at, in lower case
        QString tags;  ///< "#db #web"
        mutable Figures figures;
        mutable quint64 curveRound = 0;
        mutable QList<qreal> curve;
    };
    [[nodiscard]] Entry entryOf(const bridge::WorkloadRow &row) const;
    void takeTags();
    void sync();
    void removeMissing(const QHash<bridge::WorkloadKey, int> &places);
    [[nodiscard]] const Figures &figures(const Entry &entry) const;
    [[nodiscard]] const QList<qreal> &curve(const Entry &entry) const;
    [[nodiscard]] QString text(const Entry &entry, int column) const;
    [[nodiscard]] QVariant sortKey(const Entry &entry, int column) const;
    [[nodiscard]] QString accessibleText(const Entry &entry, int column) const;

    bridge::Session &m_session;
    const WorkloadMarks *m_marks;
    QList<Entry> m_rows;
    quint64 m_round = 1;
};

} // namespace catamaran::ui
