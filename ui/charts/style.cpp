// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/style.h"

#include "ui/theme/format.h"
#include "ui/theme/theme.h"

#include <QAbstractAxis>
#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QPen>
#include <array>
#include <cmath>

namespace catamaran::ui {

namespace {

/// Rounds up to 1, 2, 2.5 or 5 times a power of ten.
double tidyStep(double raw)
{
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0}) {
        if (raw <= factor * power * 1.0001)
            return factor * power;
    }
    return 10 * power;
}

} // namespace

Scale tidyScale(double highest, Unit unit)
{
    static constexpr std::array<const char *, 5> kUnits = {"B", "KiB", "MiB", "GiB", "TiB"};
    Scale scale;
    double least = 0;
    switch (unit) {
    case Unit::Percent:
        scale.unit = QStringLiteral("%");
        least = 4;
        break;
    case Unit::Milliseconds:
        scale.unit = highest >= 2000 ? QStringLiteral("s") : QStringLiteral("ms");
        scale.divisor = highest >= 2000 ? 1000 : 1;
        least = 1;
        break;
    case Unit::Bytes:
    case Unit::BytesPerSecond: {
        // An idle disk must not look busy: a few bytes stay at the bottom of a scale of kilobytes.
        highest = std::max(highest, unit == Unit::Bytes ? 1048576.0 : 4096.0);
        std::size_t step = 0;
        while (highest / scale.divisor >= 1024 && step + 1 < kUnits.size()) {
            scale.divisor *= 1024;
            ++step;
        }
        scale.unit = QLatin1String(kUnits[step]);
        if (unit == Unit::BytesPerSecond)
            scale.unit += QStringLiteral("/s");
        break;
    }
    }
    const double top = std::max(highest / scale.divisor, least / scale.divisor);
    const double step = tidyStep(std::max(top, 1e-9) * 1.05 / 4);
    scale.ticks = std::max(3, static_cast<int>(std::ceil(top * 1.02 / step)) + 1);
    scale.maximum = step * (scale.ticks - 1);
    scale.decimals = step >= 1 && std::abs(step - std::round(step)) < 1e-6 ? 0 : step >= 0.1 ? 1 : 2;
    return scale;
}

QString formatValue(double value, Unit unit)
{
    switch (unit) {
    case Unit::Percent:
        return formatPercent(value);
    case Unit::Bytes:
        return formatBytes(value);
    case Unit::BytesPerSecond:
        return formatRate(value);
    case Unit::Milliseconds:
        return formatMilliseconds(value);
    }
    return {};
}

QChart *makeChart()
{
    auto *chart = new QChart;
    chart->setAnimationOptions(QChart::NoAnimation);
    chart->setMargins(QMargins(0, 0, 4, 0));
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->setBackgroundVisible(false);
    chart->setBackgroundRoundness(0);
    return chart;
}

QChartView *makeChartView(QChart *chart)
{
    auto *view = new QChartView(chart);
    view->setRenderHint(QPainter::Antialiasing);
    view->setStyleSheet(QStringLiteral("background: transparent"));
    view->setFrameShape(QFrame::NoFrame);
    // The chart is a picture; its table is the way for the keyboard.
    view->setFocusPolicy(Qt::NoFocus);
    view->viewport()->setFocusPolicy(Qt::NoFocus);
    view->setMinimumHeight(120);
    return view;
}

void styleChart(QChart *chart)
{
    const Tokens &t = Theme::tokens();
    chart->legend()->setLabelColor(t.text2);
    chart->legend()->setFont(Theme::font(TextRole::Caption));
    const auto axes = chart->axes();
    for (QAbstractAxis *axis : axes)
        styleAxis(axis);
}

void styleAxis(QAbstractAxis *axis)
{
    const Tokens &t = Theme::tokens();
    QFont font = Theme::font(TextRole::Caption);
    font.setWeight(QFont::Normal);
    axis->setLabelsFont(font);
    axis->setLabelsColor(t.text3);
    axis->setGridLinePen(QPen(t.grid, 1));
    axis->setLinePen(QPen(t.grid, 1));
    axis->setMinorGridLineVisible(false);
    axis->setTitleVisible(false);
}

QPen curvePen(const QColor &color, bool dashed)
{
    QPen pen(color, 1.8);
    // Round joins are arcs between points that are four pixels apart: a fifth of what a curve costs, and
    // nobody sees them at this width.
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::BevelJoin);
    if (dashed)
        pen.setDashPattern({3, 3});
    return pen;
}

} // namespace catamaran::ui
