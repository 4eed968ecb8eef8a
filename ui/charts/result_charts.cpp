// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/result_charts.h"

#include "ui/theme/format.h"
#include "ui/theme/theme.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QBoxPlotSeries>
#include <QBoxSet>
#include <QChart>
#include <QChartView>
#include <QHorizontalStackedBarSeries>
#include <QLegendMarker>
#include <QLogValueAxis>
#include <QToolTip>
#include <QValueAxis>
#include <cmath>

namespace catamaran::ui {

namespace {

/// Medians further apart than this make the smaller box a line on a linear axis.
constexpr double kLogarithmicFrom = 5.0;

void clearChart(QChart *chart)
{
    chart->removeAllSeries();
    const auto axes = chart->axes();
    for (QAbstractAxis *axis : axes) {
        chart->removeAxis(axis);
        delete axis;
    }
}

QColor shade(bridge::Hull hull, qsizetype index, qsizetype count)
{
    const Tokens &t = Theme::tokens();
    const double step =
        count <= 1 ? 1.0 : 1.0 - 0.72 * static_cast<double>(index) / static_cast<double>(count - 1);
    return blend(hullColor(hull), t.surface, step);
}

/// Short names stay on one line.
QString escaped(const QString &name)
{
    constexpr qsizetype kShort = 20;
    QString html = name.toHtmlEscaped();
    return name.size() > kShort ? html : html.replace(QLatin1Char(' '), QStringLiteral("&nbsp;"));
}

/// "VM (software emulation)": no figure of a VM stands without it.
QString titleOf(bridge::Hull hull, const QString &note)
{
    return note.isEmpty() ? hullName(hull) : QStringLiteral("%1 (%2)").arg(hullName(hull), note);
}

} // namespace

StartupChart::StartupChart(QWidget *parent)
    : ChartCard(tr("Startup"), QStringLiteral("timer"), parent), m_chart(makeChart()),
      m_chartView(makeChartView(m_chart))
{
    m_chart->legend()->hide();
    setChart(m_chartView);
    connect(Theme::current(), &Theme::changed, this, &StartupChart::rebuild);
    connect(this, &ChartCard::tableWanted, this, &StartupChart::fillTable);
}

void StartupChart::setResult(const bridge::ExperimentView &view)
{
    m_view = view;
    rebuild();
    if (isTableShown())
        fillTable();
}

void StartupChart::rebuild()
{
    clearChart(m_chart);
    if (m_view.isEmpty())
        return;
    double lowest = 1e12;
    double highest = 0;
    for (const bridge::HullView &hull : m_view.hulls) {
        lowest = std::min(lowest, hull.startupMs.minimum);
        highest = std::max(highest, hull.startupMs.maximum);
    }
    const bool logarithmic = lowest > 0 && highest / lowest > kLogarithmicFrom;
    const Scale scale = tidyScale(highest, Unit::Milliseconds);
    const double divisor = logarithmic ? 1.0 : scale.divisor;

    auto *series = new QBoxPlotSeries;
    series->setBoxWidth(0.32);
    QStringList names;
    QStringList legend;
    for (const bridge::HullView &hull : m_view.hulls) {
        const bridge::DistributionView &d = hull.startupMs;
        auto *box = new QBoxSet(d.minimum / divisor, d.p25 / divisor, d.median / divisor, d.p75 / divisor,
                                d.maximum / divisor, hullName(hull.hull));
        const QColor color = hullColor(hull.hull);
        box->setPen(QPen(color, 1.8));
        box->setBrush(Theme::tokens().tint(color));
        series->append(box);
        names.append(hullName(hull.hull));
        legend.append(QStringLiteral("<span style='color:%1'>■</span>&nbsp;%2")
                          .arg(color.name(), tr("%1 median %2")
                                                 .arg(titleOf(hull.hull, hull.accelerationLabel),
                                                      formatMilliseconds(d.median))
                                                 .toHtmlEscaped()));
        const QString tip =
            tr("%1\nmedian %2\nhalf of the runs %3 to %4\nall runs %5 to %6")
                .arg(hullName(hull.hull), formatMilliseconds(d.median), formatMilliseconds(d.p25),
                     formatMilliseconds(d.p75), formatMilliseconds(d.minimum), formatMilliseconds(d.maximum));
        connect(box, &QBoxSet::hovered, this, [this, tip](bool entered) {
            entered ? QToolTip::showText(QCursor::pos(), tip, m_chartView) : QToolTip::hideText();
        });
    }
    setFooter(legend.join(QStringLiteral("<br>")));
    m_chart->addSeries(series);
    auto *categories = new QBarCategoryAxis;
    categories->append(names);
    categories->setGridLineVisible(false);
    m_chart->addAxis(categories, Qt::AlignBottom);
    series->attachAxis(categories);
    if (logarithmic) {
        auto *axis = new QLogValueAxis;
        axis->setBase(10);
        axis->setRange(lowest * 0.5, highest * 1.8);
        axis->setLabelFormat(QStringLiteral("%g"));
        m_chart->addAxis(axis, Qt::AlignLeft);
        series->attachAxis(axis);
        setUnit(tr("ms, log scale"));
    } else {
        auto *axis = new QValueAxis;
        axis->setRange(0, scale.maximum);
        axis->setTickCount(scale.ticks);
        axis->setLabelFormat(QStringLiteral("%.") + QString::number(scale.decimals) + QLatin1Char('f'));
        m_chart->addAxis(axis, Qt::AlignLeft);
        series->attachAxis(axis);
        setUnit(scale.unit);
    }
    styleChart(m_chart);
}

void StartupChart::fillTable()
{
    QList<QStringList> rows;
    for (const bridge::HullView &hull : m_view.hulls) {
        const bridge::DistributionView &d = hull.startupMs;
        rows.append({titleOf(hull.hull, hull.accelerationLabel), formatMilliseconds(d.median),
                     formatMilliseconds(d.p25), formatMilliseconds(d.p75), formatMilliseconds(d.minimum),
                     formatMilliseconds(d.maximum), QString::number(hull.runs.size())});
    }
    setTable({tr("Hull"), tr("Median"), tr("25 %"), tr("75 %"), tr("Min"), tr("Max"), tr("Runs")}, rows);
}

PartsChart::PartsChart(const QString &title, const QString &iconName, QWidget *parent)
    : ChartCard(title, iconName, parent), m_chart(makeChart()), m_chartView(makeChartView(m_chart))
{
    m_chart->legend()->hide();
    setChart(m_chartView);
    connect(Theme::current(), &Theme::changed, this, &PartsChart::rebuild);
    connect(this, &ChartCard::tableWanted, this, &PartsChart::fillTable);
}

void PartsChart::setBars(const QList<Bar> &bars)
{
    m_bars = bars;
    rebuild();
    if (isTableShown())
        fillTable();
}

void PartsChart::rebuild()
{
    clearChart(m_chart);
    if (m_bars.isEmpty())
        return;
    double highest = 0;
    for (const Bar &bar : m_bars) {
        double total = 0;
        for (const auto &[name, bytes] : bar.parts)
            total += static_cast<double>(bytes);
        highest = std::max(highest, total);
    }
    const Scale scale = tidyScale(highest, Unit::Bytes);

    QStringList hulls;
    // The first bar of a horizontal chart is the lowest: put the container on top.
    auto *series = new QHorizontalStackedBarSeries;
    series->setBarWidth(0.5);
    QStringList names;
    for (qsizetype i = m_bars.size() - 1; i >= 0; --i) {
        double total = 0;
        for (const auto &[name, bytes] : m_bars[i].parts)
            total += static_cast<double>(bytes);
        names.append(QStringLiteral("%1<br/>%2").arg(hullName(m_bars[i].hull), formatBytes(total)));
    }
    for (qsizetype i = 0; i < m_bars.size(); ++i) {
        const Bar &bar = m_bars[i];
        QStringList legend;
        for (qsizetype part = 0; part < bar.parts.size(); ++part) {
            const auto &[name, bytes] = bar.parts[part];
            if (bytes == 0)
                continue;
            auto *set = new QBarSet(name);
            for (qsizetype place = m_bars.size() - 1; place >= 0; --place)
                set->append(place == i ? static_cast<double>(bytes) / scale.divisor : 0.0);
            set->setColor(shade(bar.hull, part, bar.parts.size()));
            set->setBorderColor(Theme::tokens().surface);
            legend.append(QStringLiteral("<span style='color:%1'>■</span>&nbsp;%2&nbsp;%3")
                              .arg(set->color().name(), escaped(name),
                                   formatBytes(static_cast<double>(bytes))
                                       .replace(QLatin1Char(' '), QStringLiteral("&nbsp;"))));
            const QString tip = QStringLiteral("%1, %2: %3")
                                    .arg(hullName(bar.hull), name, formatBytes(static_cast<double>(bytes)));
            connect(set, &QBarSet::hovered, this, [this, tip](bool entered) {
                entered ? QToolTip::showText(QCursor::pos(), tip, m_chartView) : QToolTip::hideText();
            });
            series->append(set);
        }
        hulls.append(titleOf(bar.hull, bar.note).toHtmlEscaped() + QStringLiteral(":&nbsp; ") +
                     legend.join(QStringLiteral("&nbsp;&nbsp; ")));
    }
    setFooter(hulls.join(QStringLiteral("<br>")));
    m_chart->addSeries(series);
    auto *categories = new QBarCategoryAxis;
    categories->append(names);
    categories->setGridLineVisible(false);
    m_chart->addAxis(categories, Qt::AlignLeft);
    series->attachAxis(categories);
    auto *axis = new QValueAxis;
    axis->setRange(0, scale.maximum);
    axis->setTickCount(scale.ticks);
    axis->setLabelFormat(QStringLiteral("%.") + QString::number(scale.decimals) + QLatin1Char('f'));
    m_chart->addAxis(axis, Qt::AlignBottom);
    series->attachAxis(axis);
    setUnit(scale.unit);
    styleChart(m_chart);
    categories->setLabelsColor(Theme::tokens().text2);
}

void PartsChart::fillTable()
{
    QList<QStringList> rows;
    for (const Bar &bar : m_bars) {
        qint64 total = 0;
        for (const auto &[name, bytes] : bar.parts) {
            total += bytes;
            rows.append({QStringLiteral("%1, %2").arg(titleOf(bar.hull, bar.note), name),
                         formatBytes(static_cast<double>(bytes))});
        }
        rows.append(
            {tr("%1, total").arg(titleOf(bar.hull, bar.note)), formatBytes(static_cast<double>(total))});
    }
    setTable({tr("Part"), tr("Size")}, rows);
}

} // namespace catamaran::ui
