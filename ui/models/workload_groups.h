// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"
#include "ui/models/workload_model.h"

#include <QAbstractProxyModel>
#include <QHash>
#include <QSet>

namespace catamaran::ui {

class WorkloadFilter;

/// The rows of a WorkloadFilter below headers that can be folded: a header row, then the rows of its group in
/// the filter's order. Groups are in the order of their names, what belongs to none comes last.
///
/// Flat: a header is a row like the others, with GroupRole. Its figures are sums over the rows of the group
/// that have some; they are made when somebody asks for them, once for each tick. A change that moves a row
/// resets the model; all others leave every row where it is. Thread: GUI.
class WorkloadGroups : public QAbstractProxyModel {
    Q_OBJECT

public:
    enum Role {
        GroupRole = Qt::UserRole + 100, ///< bool: a header
        FoldedRole,                     ///< bool, of a header
        GroupNameRole                   ///< QString, of every row; empty: belongs to none
    };

    explicit WorkloadGroups(QObject *parent = nullptr);

    /// `filter`, with a WorkloadModel below it, is not owned.
    void setFilter(WorkloadFilter *filter);
    /// Grouping::None takes all rows away.
    void setGrouping(Grouping by);
    [[nodiscard]] Grouping grouping() const { return m_by; }

    /// Folds or unfolds the group of this row.
    void setFolded(int row, bool folded);
    [[nodiscard]] bool isHeader(int row) const;
    /// The header of the group that this row is in.
    [[nodiscard]] int headerOf(int row) const;
    /// All of a header's group, folded or not; of another row itself.
    [[nodiscard]] QList<bridge::WorkloadKey> keysOf(int row) const;
    /// -1 while its group is folded, or when it is filtered out.
    [[nodiscard]] int rowOf(const bridge::WorkloadKey &key) const;
    /// Unfolds the group of this workload, if there is one.
    void reveal(const bridge::WorkloadKey &key);

    /// The folded groups of all groupings, for keeping.
    [[nodiscard]] QStringList folded() const;
    void setAllFolded(const QStringList &groups);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] QModelIndex mapToSource(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex mapFromSource(const QModelIndex &index) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void foldingChanged();
    /// Around a reset, so that a view's selection can be kept by what is selected instead of by rows.
    void aboutToRegroup();
    void regrouped();

private:
    struct Group {
        QString name;
        QList<int> rows; ///< of the filter
        bool folded = false;
        int running = 0;
        mutable WorkloadModel::Totals totals;
        mutable quint64 round = 0;
    };
    /// A row of ours: a header (`at` is -1) or the at-th of its group.
    struct Place {
        int group = 0;
        int at = -1;
    };
    [[nodiscard]] QList<Group> grouped() const;
    [[nodiscard]] QList<Place> placesOf(const QList<Group> &groups) const;
    [[nodiscard]] bridge::WorkloadKey keyAt(int filterRow) const;
    [[nodiscard]] QString foldKey(const QString &name) const;
    [[nodiscard]] QString titleOf(const Group &group) const;
    [[nodiscard]] QVariant headerText(const Group &group, int column) const;
    [[nodiscard]] const WorkloadModel::Totals &totals(const Group &group) const;
    [[nodiscard]] QString accessibleText(const Group &group, int column) const;
    void changeLater();
    void regroup();
    void onFigures(const QModelIndex &first, const QModelIndex &last);

    WorkloadFilter *m_filter = nullptr;
    WorkloadModel *m_model = nullptr;
    Grouping m_by = Grouping::None;
    QList<Group> m_groups;
    QList<Place> m_places;
    QList<bridge::WorkloadKey> m_keys; ///< of m_places; a header has none
    QSet<QString> m_folded;
    quint64 m_round = 1;
    bool m_isPending = false;
};

} // namespace catamaran::ui
