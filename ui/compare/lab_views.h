// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/lab.h"
#include "src/bridge/session.h"
#include "ui/charts/chart_card.h"
#include "ui/charts/style.h"

#include <QWidget>

class QChart;
class QChartView;
class QGridLayout;
class QLabel;
class QPushButton;
class QTableWidget;
class QVBoxLayout;

namespace catamaran::ui {

class EmptyState;
class LabBar;

/// What is shared with the host, with the evidence that harmless probes brought.
class IsolationPanel : public QWidget {
    Q_OBJECT

public:
    explicit IsolationPanel(bridge::Session &session, QWidget *parent = nullptr);

private:
    void show(const std::optional<bridge::IsolationView> &view);
    bridge::Session &m_session;
    LabBar *m_bar;
    QLabel *m_verdict;
    QTableWidget *m_table;
    QWidget *m_result;
    EmptyState *m_empty;
};

/// Curves over the number of instances, one of each hull.
class RampChart : public ChartCard {
    Q_OBJECT

public:
    enum class Quantity { MemoryTaken, StartTime };
    RampChart(Quantity quantity, QWidget *parent = nullptr);
    void setRamps(const QList<bridge::DensityView> &ramps);

private:
    void rebuild();
    void fillTable();
    [[nodiscard]] double valueAt(const bridge::DensityView &ramp, qsizetype index) const;
    Quantity m_quantity;
    QList<bridge::DensityView> m_ramps;
    QChart *m_chart;
    QChartView *m_view;
};

/// How many fit: a ramp with a safety stop, and its undo.
class DensityPanel : public QWidget {
    Q_OBJECT

public:
    explicit DensityPanel(bridge::Session &session, QWidget *parent = nullptr);

private:
    void show();
    bridge::Session &m_session;
    LabBar *m_bar;
    QLabel *m_verdict;
    RampChart *m_memory;
    RampChart *m_start;
    QWidget *m_result;
    EmptyState *m_empty;
};

/// The time of each program in both hulls, side by side on a logarithmic axis.
class WorkChart : public ChartCard {
    Q_OBJECT

public:
    explicit WorkChart(QWidget *parent = nullptr);
    void setWork(const bridge::WorkView &view);

private:
    void rebuild();
    void fillTable();
    bridge::WorkView m_work;
    QChart *m_chart;
    QChartView *m_view;
};

class WorkPanel : public QWidget {
    Q_OBJECT

public:
    explicit WorkPanel(bridge::Session &session, QWidget *parent = nullptr);

private:
    void show();
    bridge::Session &m_session;
    LabBar *m_bar;
    QLabel *m_verdict;
    WorkChart *m_chart;
    QWidget *m_result;
    EmptyState *m_empty;
};

/// Container or VM: the textbook's table, filled with what was measured here; a press leads to the
/// experiment.
class TextbookPanel : public QWidget {
    Q_OBJECT

public:
    explicit TextbookPanel(bridge::Session &session, QWidget *parent = nullptr);

signals:
    /// "race", "isolation", "density" or "work".
    void wanted(const QString &experiment);

private:
    void show();
    bridge::Session &m_session;
    QVBoxLayout *m_rows;
};

/// All past experiments; two races can be laid over each other.
class HistoryPanel : public QWidget {
    Q_OBJECT

public:
    explicit HistoryPanel(bridge::Session &session, QWidget *parent = nullptr);

private:
    void show();
    void overlay();
    void updateState();
    [[nodiscard]] QStringList selected(bool onlyRaces) const;
    bridge::Session &m_session;
    QTableWidget *m_table;
    QTableWidget *m_overlay;
    QLabel *m_overlayTitle;
    QPushButton *m_compare;
    QPushButton *m_forget;
    QStringList m_wanted;
    QMap<QString, bridge::ExperimentView> m_races;
    EmptyState *m_empty;
    QWidget *m_result;
};

} // namespace catamaran::ui
