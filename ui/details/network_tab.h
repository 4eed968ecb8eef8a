// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"
#include "ui/details/details_tab.h"

class QLabel;
class QPushButton;
class QStandardItemModel;
class QTableView;

namespace catamaran::ui {

class CliLine;

/// The networks a workload is on, its addresses, and the ports it publishes.
class NetworkTab : public DetailsTab {
    Q_OBJECT

public:
    explicit NetworkTab(bridge::Session &session, QWidget *parent = nullptr);
    void setWorkload(const bridge::WorkloadRow &row, bool isNew) override;

signals:
    /// Show this network on its page; empty: any.
    void networkWanted(const QString &name);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void fill();
    void act(bool join);

    bridge::Session &m_session;
    bridge::WorkloadRow m_row;
    QStandardItemModel *m_model;
    QTableView *m_table;
    QStandardItemModel *m_portModel;
    QTableView *m_ports;
    QLabel *m_note;
    QPushButton *m_disconnect;
};

} // namespace catamaran::ui
