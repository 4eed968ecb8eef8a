// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"

#include <QAbstractTableModel>

namespace catamaran::bridge {
class MetricsFeed;
class Session;
} // namespace catamaran::bridge

namespace catamaran::ui {

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
        NoteRole,   ///< acceleration label
        LeavingRole ///< bool: its removal waits in the bin
    };

    explicit WorkloadModel(bridge::Session &session, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] const bridge::WorkloadRow &row(int index) const { return m_rows[index].row; }
    [[nodiscard]] QList<bridge::WorkloadKey> runningKeys() const;
    /// Takes the newest figures from the feed; one ranged signal.
    void updateFigures();

private:
    struct Entry {
        bridge::WorkloadRow row;
        std::optional<double> cpu;
        std::optional<double> memory;
        std::optional<double> received;
        std::optional<double> sent;
        QList<qreal> curve;
    };
    void sync();
    [[nodiscard]] QString text(const Entry &entry, int column) const;
    [[nodiscard]] QVariant sortKey(const Entry &entry, int column) const;
    [[nodiscard]] QString accessibleText(const Entry &entry, int column) const;

    bridge::Session &m_session;
    QList<Entry> m_rows;
};

} // namespace catamaran::ui
