// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stacks/stacked_chart.h"

#include "ui/theme/format.h"
#include "ui/theme/theme.h"

#include <QAreaSeries>
#include <QChart>
#include <QChartView>
#include <QDateTime>
#include <QLineSeries>
#include <QLocale>
#include <QValueAxis>
#include <cmath>

namespace catamaran::ui {

StackedChart::StackedChart(const QString &title, const QString &iconName, Unit unit, QWidget *parent,
                           bridge::Quantity quantity)
    : ChartCard(title, iconName, parent), m_unit(unit), m_quantity(quantity), m_chart(makeChart()),
      m_view(makeChartView(m_chart)), m_time(new QValueAxis(m_chart)), m_value(new QValueAxis(m_chart))
{
    m_chart->legend()->hide();
    m_time->setRange(-kSeconds, 0);
    m_time->setTickCount(5);
    m_time->setLabelFormat(QStringLiteral("%d s"));
    m_time->setGridLineVisible(false);
    m_value->setLineVisible(false);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_value, Qt::AlignLeft);
    setChart(m_view);
    m_timeView = new TimeView(
        m_chart, m_view, m_time, m_value, [this](double secondsAgo) { return readings(secondsAgo); }, this);
    connect(m_timeView, &TimeView::viewChanged, this, [this] {
        rebuild();
        redraw();
    });
    connect(this, &ChartCard::tableWanted, this, &StackedChart::fillTable);
    connect(Theme::current(), &Theme::changed, this, &StackedChart::restyle);
    setLayers({});
    restyle();
}

QList<QList<double>> StackedChart::edges(const QList<StackLayer> &layers, int seconds)
{
    QList<QList<double>> out;
    QList<double> below(seconds + 1, 0.0);
    for (const StackLayer &layer : layers) {
        QList<std::optional<double>> samples(seconds + 1);
        for (const bridge::CurvePoint &point : layer.points) {
            const int at = seconds - static_cast<int>(std::lround(point.secondsAgo));
            if (at >= 0 && at <= seconds && point.value)
                samples[at] = *point.value;
        }
        QList<double> edge(seconds + 1);
        for (int i = 0; i <= seconds; ++i) {
            // A sample that fell into the neighbouring second leaves no hole.
            const auto value = samples[i]                               ? samples[i]
                               : i > 0 && i < seconds && samples[i + 1] ? samples[i - 1]
                               : i == seconds && i > 0                  ? samples[i - 1]
                                                                        : std::nullopt;
            edge[i] = below[i] + value.value_or(0);
        }
        out.append(edge);
        below = edge;
    }
    return out;
}

QList<std::pair<int, int>> StackedChart::stretches(const QList<StackLayer> &layers, int seconds)
{
    QList<bool> measured(seconds + 1, false);
    for (const StackLayer &layer : layers) {
        for (const bridge::CurvePoint &point : layer.points) {
            const int at = seconds - static_cast<int>(std::lround(point.secondsAgo));
            if (at >= 0 && at <= seconds && point.value)
                measured[at] = true;
        }
    }
    QList<std::pair<int, int>> out;
    for (int i = 0; i <= seconds; ++i) {
        if (!measured[i])
            continue;
        // A sample that fell into the neighbouring second leaves no hole.
        if (!out.isEmpty() && i - out.constLast().second <= 2)
            out.last().second = i;
        else
            out.append({i, i});
    }
    // The newest second may not have been measured yet.
    if (!out.isEmpty() && out.constLast().second == seconds - 1)
        out.last().second = seconds;
    return out;
}

void StackedChart::setLink(ChartLink *link)
{
    m_timeView->setLink(link);
}

bool StackedChart::isLive() const
{
    return m_timeView == nullptr || m_timeView->link().isLive();
}

QList<std::optional<double>> StackedChart::columnsOf(const QList<PastPoint> &points, double from, double to,
                                                     int columns)
{
    QList<double> sums(columns, 0.0);
    QList<double> weights(columns, 0.0);
    const double width = (from - to) / columns;
    for (const PastPoint &point : points) {
        if (!point.mean)
            continue;
        // It stands for the time from secondsAgo on.
        const double begin = std::max(0.0, (from - point.secondsAgo) / width);
        const double end = std::min<double>(columns, (from - point.secondsAgo + point.stepSeconds) / width);
        for (int column = static_cast<int>(begin); column < columns && column < end; ++column) {
            const double part = std::min<double>(end, column + 1) - std::max<double>(begin, column);
            sums[column] += *point.mean * part;
            weights[column] += part;
        }
    }
    QList<std::optional<double>> out(columns);
    for (int i = 0; i < columns; ++i) {
        if (weights[i] > 0)
            out[i] = sums[i] / weights[i];
    }
    return out;
}

void StackedChart::rebuild()
{
    m_grid = {};
    if (isLive()) {
        for (int i = 0; i <= kSeconds; ++i)
            m_grid.ago.append(kSeconds - i);
        m_grid.upper = edges(m_layers, kSeconds);
        m_grid.runs = stretches(m_layers, kSeconds);
        return;
    }
    const ChartLink &link = m_timeView->link();
    const int columns = m_timeView->columns();
    const double width = link.span() / columns;
    for (int i = 0; i < columns; ++i)
        m_grid.ago.append(link.from() - (i + 0.5) * width);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    QList<bool> measured(columns, false);
    QList<double> below(columns, 0.0);
    for (const StackLayer &layer : std::as_const(m_layers)) {
        for (const auto &past : layer.past) {
            if (!past)
                continue;
            const auto values =
                columnsOf(pastCurve(*past, {m_quantity}, now), link.from(), link.to(), columns);
            for (int i = 0; i < columns; ++i) {
                measured[i] = measured[i] || values[i].has_value();
                below[i] += values[i].value_or(0);
            }
        }
        m_grid.upper.append(below);
    }
    for (int i = 0; i < columns; ++i) {
        if (!measured[i])
            continue;
        if (!m_grid.runs.isEmpty() && m_grid.runs.constLast().second == i - 1)
            m_grid.runs.last().second = i;
        else
            m_grid.runs.append({i, i});
    }
    m_built.start();
}

QList<TimeView::Reading> StackedChart::readings(double secondsAgo) const
{
    if (m_grid.ago.isEmpty())
        return {};
    const double step = m_grid.ago.size() > 1 ? m_grid.ago[0] - m_grid.ago[1] : 1;
    const int at = std::clamp(static_cast<int>(std::lround((m_grid.ago.constFirst() - secondsAgo) / step)), 0,
                              static_cast<int>(m_grid.ago.size()) - 1);
    const bool measured = std::any_of(m_grid.runs.begin(), m_grid.runs.end(),
                                      [at](const auto &run) { return at >= run.first && at <= run.second; });
    const QList<QList<double>> &upper = m_grid.upper;
    QList<TimeView::Reading> out;
    // As they lie on one another: the uppermost first.
    for (qsizetype k = std::min(m_layers.size(), upper.size()); k-- > 0;) {
        const double value = upper[k][at] - (k == 0 ? 0.0 : upper[k - 1][at]);
        out.append({seriesColor(m_layers[k].color), m_layers[k].name,
                    measured ? formatValue(value, m_unit) : QStringLiteral("–"),
                    measured ? std::optional<double>(upper[k][at] / m_scale.divisor) : std::nullopt});
    }
    return out;
}

void StackedChart::fitAreas(QList<QAreaSeries *> &areas, qsizetype count)
{
    while (areas.size() < count) {
        auto *area = new QAreaSeries(new QLineSeries(m_chart), new QLineSeries(m_chart));
        area->setPen(Qt::NoPen); // an outline triples what painting costs
        m_chart->addSeries(area);
        area->attachAxis(m_time);
        area->attachAxis(m_value);
        areas.append(area);
    }
    while (areas.size() > count) {
        QAreaSeries *area = areas.takeLast();
        m_chart->removeSeries(area);
        delete area;
    }
}

void StackedChart::setLayers(const QList<StackLayer> &layers)
{
    const auto pasts = [](const QList<StackLayer> &list) {
        QList<QList<std::shared_ptr<const bridge::Past>>> all;
        for (const StackLayer &layer : list)
            all.append(layer.past);
        return all;
    };
    // The history is built of thousands of points: again when it is another one, or has moved by a pixel.
    const double pixel = isLive() ? 0 : m_timeView->link().span() / (2.0 * m_timeView->columns());
    const bool same = !isLive() && pasts(layers) == pasts(m_layers) && m_built.isValid() &&
                      static_cast<double>(m_built.elapsed()) / 1000 < pixel;
    m_layers = layers;
    if (same)
        return;
    rebuild();
    redraw();
}

void StackedChart::redraw()
{
    const QList<StackLayer> &layers = m_layers;
    const QList<QList<double>> &upper = m_grid.upper;
    double highest = 0;
    if (!upper.isEmpty()) {
        for (const double value : upper.constLast())
            highest = std::max(highest, value);
    }
    const Scale wanted = tidyScale(highest, m_unit);
    const double now = m_scale.maximum * m_scale.divisor;
    if (m_scale.unit.isEmpty() || highest > now || wanted.maximum * wanted.divisor <= now * 0.45) {
        m_scale = wanted;
        m_value->setRange(0, m_scale.maximum);
        m_value->setTickCount(m_scale.ticks);
        m_value->setLabelFormat(QStringLiteral("%.") + QString::number(m_scale.decimals) + QLatin1Char('f'));
        setUnit(m_scale.unit);
    }
    const auto &runs = m_grid.runs;
    const auto x = [this](int i) {
        return m_timeView != nullptr ? m_timeView->axisX(m_grid.ago[i]) : -m_grid.ago[i];
    };
    while (m_areas.size() > layers.size()) {
        fitAreas(m_areas.last(), 0);
        m_areas.removeLast();
    }
    m_areas.resize(layers.size());
    QStringList words;
    for (qsizetype k = 0; k < layers.size(); ++k) {
        const QColor color = seriesColor(layers[k].color);
        fitAreas(m_areas[k], runs.size());
        for (qsizetype run = 0; run < runs.size(); ++run) {
            QList<QPointF> top;
            QList<QPointF> bottom;
            for (int i = runs[run].first; i <= runs[run].second; ++i) {
                top.append({x(i), upper[k][i] / m_scale.divisor});
                bottom.append({x(i), k == 0 ? 0.0 : upper[k - 1][i] / m_scale.divisor});
            }
            if (top.size() == 1) {
                top.append(top.constFirst() + QPointF((m_time->max() - m_time->min()) / 150, 0));
                bottom.append(bottom.constFirst() + QPointF((m_time->max() - m_time->min()) / 150, 0));
            }
            m_areas[k][run]->upperSeries()->replace(top);
            m_areas[k][run]->lowerSeries()->replace(bottom);
            m_areas[k][run]->setBrush(blend(color, Theme::tokens().surface, 0.75));
        }
        const double latest = upper[k].constLast() - (k == 0 ? 0.0 : upper[k - 1].constLast());
        words.append(QStringLiteral("<span style=\"color:%1\">■</span>&nbsp;%2&nbsp;%3")
                         .arg(color.name(), layers[k].name.toHtmlEscaped(),
                              formatValue(latest, m_unit).replace(QLatin1Char(' '), QChar(0xa0))));
    }
    setFooter(words.join(QStringLiteral("&nbsp;&nbsp; ")));
    setNote(upper.isEmpty() ? QString()
                            : tr("together %1").arg(formatValue(upper.constLast().constLast(), m_unit)));
    if (m_timeView != nullptr)
        m_timeView->refresh();
    if (isTableShown())
        fillTable();
}

void StackedChart::restyle()
{
    styleChart(m_chart);
    redraw();
}

void StackedChart::fillTable()
{
    QStringList header{isLive() ? tr("Seconds ago") : tr("Time")};
    for (const StackLayer &layer : std::as_const(m_layers))
        header.append(layer.name);
    header.append(tr("Together"));
    // A table that is read aloud is no help with hundreds of rows.
    constexpr qsizetype kMostRows = 96;
    const qsizetype step = isLive() ? 5 : std::max<qsizetype>(1, m_grid.ago.size() / kMostRows);
    const QDateTime now = QDateTime::currentDateTime();
    const QList<QList<double>> &upper = m_grid.upper;
    QList<QStringList> rows;
    for (qsizetype at = m_grid.ago.size() - 1; at >= 0; at -= step) {
        const double ago = m_grid.ago[at];
        QStringList row{isLive() ? QString::number(ago)
                                 : QLocale().toString(now.addMSecs(-static_cast<qint64>(ago * 1000)),
                                                      QStringLiteral("ddd HH:mm:ss"))};
        for (qsizetype k = 0; k < upper.size(); ++k)
            row.append(formatValue(upper[k][at] - (k == 0 ? 0.0 : upper[k - 1][at]), m_unit));
        row.append(upper.isEmpty() ? QStringLiteral("–") : formatValue(upper.constLast()[at], m_unit));
        rows.append(row);
    }
    setTable(header, rows);
}

} // namespace catamaran::ui
