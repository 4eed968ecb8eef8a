// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/live_chart.h"

#include "ui/charts/monotone.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"

#include <QChart>
#include <QChartView>
#include <QLineSeries>
#include <QMouseEvent>
#include <QToolTip>
#include <QValueAxis>

namespace catamaran::ui {

namespace {
constexpr int kStepsPerPiece = 6;
} // namespace

LiveChart::LiveChart(const QString &title, const QString &iconName, Unit unit, const QList<Curve> &curves,
                     QWidget *parent)
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
    for (const Curve &curve : curves) {
        m_lines.append({curve, {}, {}});
        addLegend(curve.hull == bridge::Hull::Vm ? QStringLiteral("vm") : QStringLiteral("container"),
                  curve.dashed);
    }
    setChart(m_view);
    m_view->viewport()->setMouseTracking(true);
    m_view->viewport()->installEventFilter(this);
    connect(this, &ChartCard::tableWanted, this, &LiveChart::fillTable);
    connect(Theme::current(), &Theme::changed, this, &LiveChart::restyle);
    m_scale = tidyScale(0, unit);
    m_value->setRange(0, m_scale.maximum);
    m_value->setTickCount(m_scale.ticks);
    m_value->setLabelFormat(QStringLiteral("%.") + QString::number(m_scale.decimals) + QLatin1Char('f'));
    setUnit(m_scale.unit);
    restyle();
}

void LiveChart::setData(int curve, const QList<bridge::CurvePoint> &points)
{
    if (curve < m_lines.size())
        m_lines[curve].points = points;
}

void LiveChart::flush()
{
    rescale();
    for (int i = 0; i < m_lines.size(); ++i) {
        Line &line = m_lines[i];
        draw(line);
        const std::optional<double> now =
            line.points.isEmpty() ? std::nullopt : line.points.constLast().value;
        setLegendText(i, now ? formatValue(*now, m_unit) : QStringLiteral("–"), line.curve.name);
    }
    if (isTableShown())
        fillTable();
}

void LiveChart::rescale()
{
    double highest = 0;
    for (const Line &line : m_lines) {
        for (const bridge::CurvePoint &point : line.points)
            highest = std::max(highest, point.value.value_or(0));
    }
    const Scale wanted = tidyScale(highest, m_unit);
    const double now = m_scale.maximum * m_scale.divisor;
    if (highest <= now && wanted.maximum * wanted.divisor > now * 0.45)
        return;
    m_scale = wanted;
    m_value->setRange(0, m_scale.maximum);
    m_value->setTickCount(m_scale.ticks);
    m_value->setLabelFormat(QStringLiteral("%.") + QString::number(m_scale.decimals) + QLatin1Char('f'));
    setUnit(m_scale.unit);
}

QList<QList<QPointF>> LiveChart::pieces(const QList<bridge::CurvePoint> &points, double divisor)
{
    QList<QList<QPointF>> result;
    bool open = false;
    for (const bridge::CurvePoint &point : points) {
        if (!point.value) {
            open = false;
            continue;
        }
        if (!open)
            result.append(QList<QPointF>());
        open = true;
        result.last().append(QPointF(-point.secondsAgo, *point.value / divisor));
    }
    // A lone sample would draw nothing: give it a visible width.
    for (QList<QPointF> &piece : result) {
        if (piece.size() == 1)
            piece.append(piece.first() + QPointF(0.4, 0));
    }
    return result;
}

void LiveChart::draw(Line &line)
{
    const QList<QList<QPointF>> wanted = pieces(line.points, m_scale.divisor);
    while (line.pieces.size() < wanted.size()) {
        auto *series = new QLineSeries(m_chart);
        series->setName(line.curve.name);
        m_chart->addSeries(series);
        series->attachAxis(m_time);
        series->attachAxis(m_value);
        series->setPen(curvePen(hullColor(line.curve.hull), line.curve.dashed));
        line.pieces.append(series);
    }
    for (int i = 0; i < line.pieces.size(); ++i)
        line.pieces[i]->replace(i < wanted.size() ? monotoneCurve(wanted[i], kStepsPerPiece)
                                                  : QList<QPointF>());
}

void LiveChart::setVmNote(const QString &note)
{
    if (note == m_vmNote)
        return;
    m_vmNote = note;
    fillLegend();
}

void LiveChart::fillLegend()
{
    QStringList entries;
    for (const Line &line : std::as_const(m_lines)) {
        QString name = line.curve.name;
        if (line.curve.hull == bridge::Hull::Vm && !m_vmNote.isEmpty())
            name += QStringLiteral(" (%1)").arg(m_vmNote);
        entries.append(QStringLiteral("<span style='color:%1'>%2</span>&nbsp;%3")
                           .arg(hullColor(line.curve.hull).name(),
                                line.curve.dashed ? QStringLiteral("┅") : QStringLiteral("━"),
                                name.toHtmlEscaped().replace(QLatin1Char(' '), QStringLiteral("&nbsp;"))));
    }
    setFooter(entries.join(QStringLiteral("&nbsp;&nbsp;&nbsp; ")));
}

void LiveChart::restyle()
{
    fillLegend();
    styleChart(m_chart);
    m_value->setLinePen(Qt::NoPen);
    for (const Line &line : m_lines) {
        for (QLineSeries *series : line.pieces)
            series->setPen(curvePen(hullColor(line.curve.hull), line.curve.dashed));
    }
}

void LiveChart::fillTable()
{
    QStringList header{tr("Seconds ago")};
    QList<QStringList> rows;
    qsizetype longest = 0;
    for (const Line &line : m_lines) {
        header.append(line.curve.name);
        longest = std::max(longest, line.points.size());
    }
    for (qsizetype back = 1; back <= longest; ++back) {
        QStringList row;
        for (const Line &line : m_lines) {
            const qsizetype index = line.points.size() - back;
            if (row.isEmpty())
                row.append(index < 0 ? QString() : QString::number(line.points[index].secondsAgo, 'f', 0));
            const std::optional<double> value = index < 0 ? std::nullopt : line.points[index].value;
            row.append(value ? formatValue(*value, m_unit) : QStringLiteral("–"));
        }
        rows.append(row);
    }
    setTable(header, rows);
}

bool LiveChart::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseMove)
        showTip(static_cast<QMouseEvent *>(event)->position().toPoint());
    return ChartCard::eventFilter(watched, event);
}

void LiveChart::showTip(const QPoint &position)
{
    const QPointF place = m_chart->mapFromScene(m_view->mapToScene(position));
    if (!m_chart->plotArea().contains(place)) {
        QToolTip::hideText();
        return;
    }
    const double wanted = -kSeconds * (m_chart->plotArea().right() - place.x()) / m_chart->plotArea().width();
    QString text = tr("%1 s ago").arg(-wanted, 0, 'f', 0);
    for (const Line &line : m_lines) {
        const bridge::CurvePoint *nearest = nullptr;
        for (const bridge::CurvePoint &point : line.points) {
            if (nearest == nullptr ||
                std::abs(point.secondsAgo + wanted) < std::abs(nearest->secondsAgo + wanted))
                nearest = &point;
        }
        const bool there = nearest != nullptr && nearest->value;
        text += QStringLiteral("\n%1: %2")
                    .arg(line.curve.name, there ? formatValue(*nearest->value, m_unit) : QStringLiteral("–"));
    }
    QToolTip::showText(m_view->viewport()->mapToGlobal(position + QPoint(12, 8)), text, m_view->viewport());
}

} // namespace catamaran::ui
