// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/room_values.h"
#include "src/bridge/session.h"
#include "ui/details/details_tab.h"

class QLabel;
class QPushButton;
class QStandardItemModel;
class QTableView;

namespace catamaran::ui {

class CliLine;

/// Snapshots of a VM: take one, go back, remove.
class SnapshotsTab : public DetailsTab {
    Q_OBJECT

public:
    explicit SnapshotsTab(bridge::Session &session, QWidget *parent = nullptr);
    void setWorkload(const bridge::WorkloadRow &row, bool isNew) override;
    [[nodiscard]] const QList<bridge::SnapshotRow> &rows() const { return m_rows; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void load();
    void fill();
    void askTake();
    void askDo(bridge::RoomCommand::Verb verb);

    bridge::Session &m_session;
    bridge::WorkloadRow m_row;
    QList<bridge::SnapshotRow> m_rows;
    QStandardItemModel *m_model;
    QTableView *m_table;
    QLabel *m_note;
    QPushButton *m_revert;
    QPushButton *m_remove;
    CliLine *m_cli;
};

} // namespace catamaran::ui
