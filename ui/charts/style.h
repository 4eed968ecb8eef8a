// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QAbstractAxis;
class QChart;
class QChartView;
class QPen;
class QColor;

/// One look for all charts. QtCharts' own themes are not used: every pen and label is set here.
namespace catamaran::ui {

/// What an axis measures; decides units and steps.
enum class Unit { Percent, Bytes, BytesPerSecond, Milliseconds };

/// An axis from 0 to `maximum` in a unit that keeps the labels short: values are divided by `divisor`.
struct Scale {
    double maximum = 1; ///< in divided units
    double divisor = 1;
    int ticks = 5;
    int decimals = 0;
    QString unit; ///< "%", "MiB", "KiB/s", "ms"
    bool operator==(const Scale &other) const = default;
};

/// The smallest tidy scale that holds `highest` (in base units).
Scale tidyScale(double highest, Unit unit);
QString formatValue(double value, Unit unit);

QChart *makeChart();
QChartView *makeChartView(QChart *chart);
void styleChart(QChart *chart);
void styleAxis(QAbstractAxis *axis);
QPen curvePen(const QColor &color, bool dashed);

} // namespace catamaran::ui
