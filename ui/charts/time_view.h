// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart_link.h"

#include <QColor>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>
#include <functional>
#include <optional>

class QChart;
class QChartView;
class QValueAxis;

namespace catamaran::ui {

/// The time axis of a chart and all that is done along it: one crosshair for all charts of a link, with what
/// each series was at that moment; a range that is dragged over, the wheel (with Ctrl, or on a chart that has
/// the focus) and keys that go nearer: + and -, 0 for the whole range, Left and Right for the crosshair, with
/// Shift for the view, Escape.
class TimeView : public QObject {
    Q_OBJECT

public:
    /// One series at the crosshair.
    struct Reading {
        QColor color;
        QString name;
        QString value;           ///< with its unit
        std::optional<double> y; ///< on the axis; none: no dot
    };
    using At = std::function<QList<Reading>(double secondsAgo)>;

    /// All belong to the same card; `at` reads what is drawn.
    TimeView(QChart *chart, QChartView *view, QValueAxis *time, QValueAxis *value, At at, QObject *parent);
    ~TimeView() override;

    /// Null: a link of its own.
    void setLink(ChartLink *link);
    [[nodiscard]] ChartLink &link() const { return *m_link; }
    /// Where a moment is on the axis, which counts in seconds, minutes or hours.
    [[nodiscard]] double axisX(double secondsAgo) const { return -secondsAgo / m_unitSeconds; }
    /// What the tooltip says for this moment, one line for each series; also for screen readers.
    [[nodiscard]] QString textAt(double secondsAgo) const;
    /// Columns worth drawing.
    [[nodiscard]] int columns() const;
    /// The crosshair's readings have changed.
    void refresh();

signals:
    /// Another part of the time is in view, or the unit of the axis has changed: draw again.
    void viewChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    class Overlay;
    void updateAxis();
    void onCrosshair();
    bool onKey(int key, bool shift);
    [[nodiscard]] double secondsAt(const QPoint &position) const;
    [[nodiscard]] QPoint placeOf(double secondsAgo, double y) const;
    [[nodiscard]] QRect plot() const;

    QChart *m_chart;
    QChartView *m_view;
    QValueAxis *m_time;
    QValueAxis *m_value;
    At m_at;
    ChartLink *m_own;
    QPointer<ChartLink> m_link;
    Overlay *m_overlay;
    double m_unitSeconds = 1;
    std::optional<int> m_dragFrom; ///< x in the viewport
    int m_dragTo = 0;
};

} // namespace catamaran::ui
