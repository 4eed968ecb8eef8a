// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"
#include "ui/details/details_tab.h"

class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QStandardItemModel;
class QTreeView;

namespace catamaran::ui {

class CliLine;

/// What inspect says, as a tree with a search over names and values; copies a value, a path or all of it.
class InspectTab : public DetailsTab {
    Q_OBJECT

public:
    explicit InspectTab(bridge::Session &session, QWidget *parent = nullptr);
    void setWorkload(const bridge::WorkloadRow &row, bool isNew) override;
    [[nodiscard]] QLineEdit &search() { return *m_search; }
    [[nodiscard]] QTreeView &tree() { return *m_tree; }
    /// Rows that the search leaves.
    [[nodiscard]] int shownRows() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void load();
    void take(const QString &json);
    void showMenu(const QPoint &position);

    bridge::Session &m_session;
    bridge::WorkloadKey m_key;
    bridge::State m_state = bridge::State::Created;
    QString m_json;
    QStandardItemModel *m_model;
    QSortFilterProxyModel *m_filter;
    QTreeView *m_tree;
    QLineEdit *m_search;
    QLabel *m_note;
    CliLine *m_cli;
};

} // namespace catamaran::ui
