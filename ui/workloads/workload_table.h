// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/workload_groups.h"

#include <QTableView>

namespace catamaran::ui {

class WorkloadFilter;

/// The list of workloads, plain or below headers that fold: Left and Right, Space, a click on the sign or a
/// double click. A selected header stands for all of its group. What is selected and where it is scrolled to
/// stay when rows move. Thread: GUI.
class WorkloadTable : public QTableView {
    Q_OBJECT

public:
    /// `filter` is not owned and outlives this.
    explicit WorkloadTable(WorkloadFilter &filter, QWidget *parent = nullptr);

    void setGrouping(Grouping by);
    [[nodiscard]] Grouping grouping() const { return m_groups->grouping(); }
    [[nodiscard]] WorkloadGroups &groups() { return *m_groups; }

    /// Of all selected rows, those of a group for its header; each once.
    [[nodiscard]] QList<bridge::WorkloadKey> selectedKeys() const;
    /// The one workload whose row alone is selected.
    [[nodiscard]] std::optional<bridge::WorkloadKey> onlySelected() const;
    [[nodiscard]] bool isHeader(int row) const;
    void setFolded(int row, bool folded);
    /// Selects this workload alone and shows its row; unfolds its group.
    void choose(const bridge::WorkloadKey &key);

signals:
    void selectionMoved();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    /// What is kept while rows move.
    struct Kept {
        QSet<bridge::WorkloadKey> keys;
        QSet<QString> headers;
        bridge::WorkloadKey current;
        int scrolled = 0;
    };
    void useModel(QAbstractItemModel *model);
    void keep();
    void restore();
    [[nodiscard]] bridge::WorkloadKey keyAt(int row) const;

    WorkloadFilter &m_filter;
    WorkloadGroups *m_groups;
    Kept m_kept;
    bool m_isRestoring = false;
};

} // namespace catamaran::ui
