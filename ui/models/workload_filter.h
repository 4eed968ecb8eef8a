// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"

#include <QSortFilterProxyModel>
#include <optional>

namespace catamaran::ui {

class WorkloadModel;

/// The groups of states that the filter chips offer.
enum class StateGroup { Any, Running, Stopped, Failed };

/// Filters by kind, state and text, and sorts on request only: live figures never move a row.
class WorkloadFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit WorkloadFilter(QObject *parent = nullptr);

    /// A WorkloadModel.
    void setSourceModel(QAbstractItemModel *model) override;

    void setText(const QString &text);
    void setHull(std::optional<bridge::Hull> hull);
    void setStates(StateGroup group);
    [[nodiscard]] std::optional<bridge::Hull> hull() const { return m_hull; }
    /// Marks the sorted column with an arrow.
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    void refilter();

    WorkloadModel *m_workloads = nullptr;
    QStringList m_words;
    std::optional<bridge::Hull> m_hull;
    StateGroup m_group = StateGroup::Any;
};

} // namespace catamaran::ui
