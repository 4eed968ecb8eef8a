// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart_card.h"
#include "ui/charts/style.h"

#include <QColor>

class QChart;
class QChartView;
class QLineSeries;
class QValueAxis;

namespace catamaran::ui {

/// One line of a live chart.
struct Curve {
    QString name; ///< "Container", "VM, sent"
    bridge::Hull hull = bridge::Hull::Container;
    bool dashed = false; ///< the second line of a hull: sent, written
};

/// The last minute of up to four quantities as splines: measured points once a second, gaps left open.
///
/// The axes keep their range until a value leaves it or falls far below, so that the picture does not swim.
class LiveChart : public ChartCard {
    Q_OBJECT

public:
    static constexpr int kSeconds = 60;
    static constexpr int kMaximumPoints = 120;

    LiveChart(const QString &title, const QString &iconName, Unit unit, const QList<Curve> &curves,
              QWidget *parent = nullptr);

    void setData(int curve, const QList<bridge::CurvePoint> &points);
    /// Said beside the names of a VM's curves: how it is accelerated. Empty: nothing.
    void setVmNote(const QString &note);
    /// Redraws after one or more setData(); call once a tick.
    void flush();
    /// The pieces into which the gaps cut the data; for tests.
    [[nodiscard]] static QList<QList<QPointF>> pieces(const QList<bridge::CurvePoint> &points,
                                                      double divisor);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Line {
        Curve curve;
        QList<bridge::CurvePoint> points;
        QList<QLineSeries *> pieces;
    };
    void restyle();
    void fillLegend();
    void rescale();
    void draw(Line &line);
    void fillTable();
    void showTip(const QPoint &position);

    Unit m_unit;
    QString m_vmNote;
    QChart *m_chart;
    QChartView *m_view;
    QValueAxis *m_time;
    QValueAxis *m_value;
    QList<Line> m_lines;
    Scale m_scale;
};

} // namespace catamaran::ui
