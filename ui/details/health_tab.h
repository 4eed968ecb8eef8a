// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"
#include "ui/details/details_tab.h"
#include "ui/details/health_history.h"

#include <QTimer>

class QLabel;
class QStackedWidget;
class QStandardItemModel;
class QTableView;

namespace catamaran::ui {

class ElidedLabel;
class HealthStrip;

/// The health check over time: one bar a probe, and each with its output in a table.
class HealthTab : public DetailsTab {
    Q_OBJECT

public:
    explicit HealthTab(bridge::Session &session, QWidget *parent = nullptr);
    void setWorkload(const bridge::WorkloadRow &row, bool isNew) override;
    [[nodiscard]] const HealthHistory &history() const { return m_history; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void load();
    void fill();

    bridge::Session &m_session;
    bridge::WorkloadKey m_key;
    HealthHistory m_history;
    QTimer m_again;
    QStackedWidget *m_stack;
    HealthStrip *m_strip;
    QLabel *m_status;
    ElidedLabel *m_test;
    QStandardItemModel *m_model;
    QTableView *m_table;
};

} // namespace catamaran::ui
