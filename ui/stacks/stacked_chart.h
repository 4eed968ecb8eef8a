// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/metrics_feed.h"
#include "ui/charts/chart_card.h"
#include "ui/charts/past_curve.h"
#include "ui/charts/style.h"
#include "ui/charts/time_view.h"

#include <QElapsedTimer>
#include <memory>
#include <optional>
#include <utility>

class QAreaSeries;
class QChart;
class QChartView;
class QLineSeries;
class QValueAxis;

namespace catamaran::ui {

class ChartLink;

/// One service's share of the stack.
struct StackLayer {
    QString name;
    int color = 0; ///< seriesColor()
    QList<bridge::CurvePoint> points;
    /// What its containers and VMs took before; asked for when the chart reaches further back than a minute.
    QList<std::shared_ptr<const bridge::Past>> past = {};
};

/// The last minute of a quantity for a whole stack, or as far back as its link says, the services on top of
/// one another, so that the upper edge is what the stack takes. A service without a sample at a moment counts
/// as nothing there; where none has a sample there is a gap.
class StackedChart : public ChartCard {
    Q_OBJECT

public:
    static constexpr int kSeconds = 60;

    /// `quantity`: of the history.
    StackedChart(const QString &title, const QString &iconName, Unit unit, QWidget *parent = nullptr,
                 bridge::Quantity quantity = bridge::Quantity::CpuPercent);
    void setLayers(const QList<StackLayer> &layers);

    /// For each second from the oldest to now the upper edge of each layer, in base units. Pure.
    [[nodiscard]] static QList<QList<double>> edges(const QList<StackLayer> &layers, int seconds);
    /// The stretches [first, last] of those seconds in which any layer was measured. Pure.
    [[nodiscard]] static QList<std::pair<int, int>> stretches(const QList<StackLayer> &layers, int seconds);
    /// The mean in each of `columns` equal parts of [from, to] seconds ago; nothing where nothing was
    /// measured. Pure.
    [[nodiscard]] static QList<std::optional<double>> columnsOf(const QList<PastPoint> &points, double from,
                                                                double to, int columns);
    void setLink(ChartLink *link);
    /// What is drawn: the upper edge of each layer in base units, and the stretches that were measured.
    struct Grid {
        QList<double> ago; ///< seconds, oldest first
        QList<QList<double>> upper;
        QList<std::pair<int, int>> runs;
    };
    [[nodiscard]] const Grid &grid() const { return m_grid; }
    [[nodiscard]] bool isLive() const;
    [[nodiscard]] TimeView &timeView() { return *m_timeView; }

private:
    [[nodiscard]] QList<TimeView::Reading> readings(double secondsAgo) const;
    void fitAreas(QList<QAreaSeries *> &areas, qsizetype count);
    void fillTable();
    void restyle();
    void redraw();
    void rebuild();

    Unit m_unit;
    bridge::Quantity m_quantity;
    Grid m_grid;
    QElapsedTimer m_built; ///< the history: it moves less than a pixel a second
    QChart *m_chart;
    QChartView *m_view;
    QValueAxis *m_time;
    QValueAxis *m_value;
    QList<QList<QAreaSeries *>> m_areas; ///< for each layer one for each stretch
    QList<StackLayer> m_layers;
    Scale m_scale;
    TimeView *m_timeView = nullptr;
};

} // namespace catamaran::ui
