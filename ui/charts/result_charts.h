// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart_card.h"
#include "ui/charts/style.h"

class QChart;
class QChartView;

namespace catamaran::ui {

/// Start-up time of both hulls as box plots (minimum, quartiles, median, maximum), with a logarithmic axis
/// when they lie far apart; the card says which.
class StartupChart : public ChartCard {
    Q_OBJECT

public:
    explicit StartupChart(QWidget *parent = nullptr);
    void setResult(const bridge::ExperimentView &view);

private:
    void rebuild();
    void fillTable();
    bridge::ExperimentView m_view;
    QChart *m_chart;
    QChartView *m_chartView;
};

/// One bar a hull, cut into named parts that add up: the memory ledger, or shared and own disk.
class PartsChart : public ChartCard {
    Q_OBJECT

public:
    struct Bar {
        bridge::Hull hull = bridge::Hull::Container;
        QString note;                        ///< how a VM is accelerated
        QList<QPair<QString, qint64>> parts; ///< bytes
    };
    PartsChart(const QString &title, const QString &iconName, QWidget *parent = nullptr);
    void setBars(const QList<Bar> &bars);

private:
    void rebuild();
    void fillTable();
    QList<Bar> m_bars;
    QChart *m_chart;
    QChartView *m_chartView;
};

} // namespace catamaran::ui
