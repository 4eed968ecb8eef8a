// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart_card.h"
#include "ui/charts/past_curve.h"
#include "ui/charts/style.h"
#include "ui/charts/time_view.h"

#include <QColor>
#include <QElapsedTimer>
#include <QTimer>
#include <memory>

class QChart;
class QChartView;
class QLineSeries;
class QValueAxis;

namespace catamaran::ui {

class ChartLink;

/// One line of a live chart.
struct Curve {
    QString name; ///< "Container", "VM, sent"
    bridge::Hull hull = bridge::Hull::Container;
    bool dashed = false; ///< the second line of a hull: sent, written
};

/// The last minute of up to four quantities as splines: measured points once a second, gaps left open; or, as
/// far back as its link says, their history, with what was highest between two points as a faint second line.
///
/// Crosshair, zoom and keys: see TimeView.
/// The axes keep their range until a value leaves it or falls far below, so that the picture does not swim.
class LiveChart : public ChartCard {
    Q_OBJECT

public:
    static constexpr int kSeconds = 60;
    static constexpr int kMaximumPoints = 120;

    LiveChart(const QString &title, const QString &iconName, Unit unit, const QList<Curve> &curves,
              QWidget *parent = nullptr);

    void setData(int curve, const QList<bridge::CurvePoint> &points);
    /// What is shown when the link reaches further back than a minute; the sum of some quantities. Null:
    /// not read yet.
    void setPast(int curve, const std::shared_ptr<const bridge::Past> &past,
                 const QList<bridge::Quantity> &quantities);
    /// Charts of one link share range, zoom and crosshair.
    void setLink(ChartLink *link);
    [[nodiscard]] TimeView &timeView() { return *m_timeView; }
    /// All measurements of the part in view, in base units (percent, bytes, bytes per second).
    [[nodiscard]] QString csv() override;
    /// Said beside the names of a VM's curves: how it is accelerated. Empty: nothing.
    void setVmNote(const QString &note);
    /// Redraws after one or more setData(); call once a tick. Ticks that come faster than the picture moves
    /// by three pixels share a redraw.
    void flush();
    /// How old a history this range bears, in seconds: a fraction of what a pixel is.
    [[nodiscard]] static int freshSeconds(int range);
    /// The pieces into which the gaps cut the data; for tests.
    [[nodiscard]] static QList<QList<QPointF>> pieces(const QList<bridge::CurvePoint> &points,
                                                      double divisor);

private:
    struct Line {
        Curve curve;
        QList<bridge::CurvePoint> points;
        QList<QLineSeries *> pieces;
        QList<QLineSeries *> peaks;
        std::shared_ptr<const bridge::Past> past;
        QList<PastPoint> history; ///< seconds ago as of m_historyMs
    };
    void restyle();
    void fillLegend();
    [[nodiscard]] bool isTooSoon();
    void flushNow();
    void rescale();
    void redraw();
    void draw(Line &line);
    void drawPast(Line &line);
    void setSeries(QList<QLineSeries *> &series, const QList<QList<QPointF>> &wanted, const Line &line,
                   bool peak);
    [[nodiscard]] QList<TimeView::Reading> readings(double secondsAgo) const;
    void fillTable();
    void fillPastTable();
    [[nodiscard]] bool isLive() const;
    /// What the history has moved on since it was made into points.
    [[nodiscard]] double drift() const;
    [[nodiscard]] std::optional<double> latest(const Line &line) const;

    Unit m_unit;
    QString m_vmNote;
    QChart *m_chart;
    QChartView *m_view;
    QValueAxis *m_time;
    QValueAxis *m_value;
    QList<Line> m_lines;
    Scale m_scale;
    TimeView *m_timeView = nullptr;
    QElapsedTimer m_drawn; ///< the picture; of the history it moves less than a pixel a second
    QElapsedTimer m_flushed;
    int m_fast = 0; ///< flushes in a row that came faster than the picture moves
    QTimer m_late;  ///< draws what came last
};

} // namespace catamaran::ui
