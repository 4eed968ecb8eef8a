// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"

#include <QFrame>
#include <memory>

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace catamaran::ui {

class ElidedLabel;
class ChartLink;
class LiveChart;
class LogView;
class Pill;

/// The right-hand panel of the workloads page: summary, log, statistics and inspect of one workload. Each tab
/// loads when it is first looked at; the log is followed only while its tab is open.
class DetailsPanel : public QFrame {
    Q_OBJECT

public:
    enum class Tab { Summary, Logs, Stats, Inspect };

    explicit DetailsPanel(bridge::Session &session, QWidget *parent = nullptr);
    ~DetailsPanel() override;

    void setWorkload(const bridge::WorkloadKey &key);
    void clear();
    void showTab(Tab tab);
    [[nodiscard]] LogView &logView() { return *m_log; }

signals:
    void closed();
    void acted(catamaran::bridge::Action action);

private:
    QWidget *makeHead();
    QWidget *makeTabs();
    QWidget *makeSummary();
    QWidget *makeLogs();
    QWidget *makeStats();
    void refresh();
    void fillSummary(const bridge::WorkloadRow &row);
    void openTab();
    void updateCharts();
    struct Fact {
        QString name;
        QString value;
    };
    [[nodiscard]] QList<Fact> factsOf(const bridge::WorkloadRow &row) const;

    bridge::Session &m_session;
    bridge::WorkloadKey m_key;
    bridge::DetailsView m_facts;
    Tab m_tab = Tab::Summary;
    QWidget *m_icon = nullptr;
    ElidedLabel *m_name = nullptr;
    ElidedLabel *m_state = nullptr;
    Pill *m_pill = nullptr;
    QPushButton *m_start = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_remove = nullptr;
    QList<QPushButton *> m_tabs;
    QStackedWidget *m_stack = nullptr;
    QFormLayout *m_summary = nullptr;
    QList<QPair<QString, QLabel *>> m_factLabels;
    LogView *m_log = nullptr;
    QLabel *m_logState = nullptr;
    QPlainTextEdit *m_inspect = nullptr;
    QVBoxLayout *m_statsLayout = nullptr;
    ChartLink *m_chartLink = nullptr;
    QList<LiveChart *> m_charts;
    bridge::Hull m_chartHull = bridge::Hull::Container;
    std::unique_ptr<bridge::LogStream> m_stream;
};

} // namespace catamaran::ui
