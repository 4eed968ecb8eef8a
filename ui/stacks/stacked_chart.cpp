// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stacks/stacked_chart.h"

#include "ui/theme/format.h"
#include "ui/theme/theme.h"

#include <QAreaSeries>
#include <QChart>
#include <QChartView>
#include <QLineSeries>
#include <QValueAxis>
#include <cmath>

namespace catamaran::ui {

StackedChart::StackedChart(const QString &title, const QString &iconName, Unit unit, QWidget *parent)
    : ChartCard(title, iconName, parent), m_unit(unit), m_chart(makeChart()), m_view(makeChartView(m_chart)),
      m_time(new QValueAxis(m_chart)), m_value(new QValueAxis(m_chart))
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

void StackedChart::setLayers(const QList<StackLayer> &layers)
{
    m_layers = layers;
    const QList<QList<double>> upper = edges(layers, kSeconds);
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
    while (m_areas.size() < layers.size()) {
        auto *area = new QAreaSeries(new QLineSeries(m_chart), new QLineSeries(m_chart));
        area->setPen(Qt::NoPen); // an outline triples what painting costs
        m_chart->addSeries(area);
        area->attachAxis(m_time);
        area->attachAxis(m_value);
        m_areas.append(area);
    }
    while (m_areas.size() > layers.size()) {
        QAreaSeries *area = m_areas.takeLast();
        m_chart->removeSeries(area);
        delete area;
    }
    QStringList words;
    for (qsizetype k = 0; k < layers.size(); ++k) {
        QList<QPointF> top;
        QList<QPointF> bottom;
        for (int i = 0; i <= kSeconds; ++i) {
            const double x = i - kSeconds;
            top.append({x, upper[k][i] / m_scale.divisor});
            bottom.append({x, k == 0 ? 0.0 : upper[k - 1][i] / m_scale.divisor});
        }
        m_areas[k]->upperSeries()->replace(top);
        m_areas[k]->lowerSeries()->replace(bottom);
        const double latest = upper[k].constLast() - (k == 0 ? 0.0 : upper[k - 1].constLast());
        const QColor color = seriesColor(layers[k].color);
        m_areas[k]->setBrush(blend(color, Theme::tokens().surface, 0.75));
        words.append(QStringLiteral("<span style=\"color:%1\">■</span>&nbsp;%2&nbsp;%3")
                         .arg(color.name(), layers[k].name.toHtmlEscaped(),
                              formatValue(latest, m_unit).replace(QLatin1Char(' '), QChar(0xa0))));
    }
    setFooter(words.join(QStringLiteral("&nbsp;&nbsp; ")));
    setNote(upper.isEmpty() ? QString()
                            : tr("together %1").arg(formatValue(upper.constLast().constLast(), m_unit)));
    if (isTableShown())
        fillTable();
}

void StackedChart::restyle()
{
    styleChart(m_chart);
    setLayers(m_layers);
}

void StackedChart::fillTable()
{
    const QList<QList<double>> upper = edges(m_layers, kSeconds);
    QStringList header{tr("Seconds ago")};
    for (const StackLayer &layer : std::as_const(m_layers))
        header.append(layer.name);
    header.append(tr("Together"));
    QList<QStringList> rows;
    for (int ago = 0; ago <= kSeconds; ago += 5) {
        QStringList row{QString::number(ago)};
        const int at = kSeconds - ago;
        for (qsizetype k = 0; k < upper.size(); ++k)
            row.append(formatValue(upper[k][at] - (k == 0 ? 0.0 : upper[k - 1][at]), m_unit));
        row.append(upper.isEmpty() ? QStringLiteral("–") : formatValue(upper.constLast()[at], m_unit));
        rows.append(row);
    }
    setTable(header, rows);
}

} // namespace catamaran::ui
