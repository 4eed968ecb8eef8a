// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart_card.h"
#include "ui/charts/style.h"

class QAreaSeries;
class QChart;
class QChartView;
class QLineSeries;
class QValueAxis;

namespace catamaran::ui {

/// One service's share of the stack.
struct StackLayer {
    QString name;
    int color = 0; ///< seriesColor()
    QList<bridge::CurvePoint> points;
};

/// The last minute of a quantity for a whole stack, the services on top of one another, so that the upper
/// edge is what the stack takes. A service without a sample at a moment counts as nothing there.
class StackedChart : public ChartCard {
    Q_OBJECT

public:
    static constexpr int kSeconds = 60;

    StackedChart(const QString &title, const QString &iconName, Unit unit, QWidget *parent = nullptr);
    void setLayers(const QList<StackLayer> &layers);

    /// For each second from the oldest to now the upper edge of each layer, in base units. Pure.
    [[nodiscard]] static QList<QList<double>> edges(const QList<StackLayer> &layers, int seconds);

private:
    void fillTable();
    void restyle();

    Unit m_unit;
    QChart *m_chart;
    QChartView *m_view;
    QValueAxis *m_time;
    QValueAxis *m_value;
    QList<QAreaSeries *> m_areas;
    QList<StackLayer> m_layers;
    Scale m_scale;
};

} // namespace catamaran::ui
