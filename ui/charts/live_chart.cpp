// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/live_chart.h"

#include "ui/charts/chart_link.h"
#include "ui/charts/monotone.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"

#include <QChart>
#include <QChartView>
#include <QDateTime>
#include <QLineSeries>
#include <QLocale>
#include <QMap>
#include <QValueAxis>
#include <cmath>

namespace catamaran::ui {

namespace {
constexpr int kMostSteps = 6;
/// From the crosshair to a sample of another second: then there is none.
constexpr double kFarSeconds = 2.5;
constexpr double kFewPixels = 3;
constexpr double kLongestGap = 0.4; ///< seconds
constexpr int kFastTicks = 2;

/// What was highest between two points: there, but not in the way.
QPen peakPen(const QColor &color)
{
    return QPen(blend(color, Theme::tokens().surface, 0.4), 1);
}

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
    m_timeView = new TimeView(
        m_chart, m_view, m_time, m_value, [this](double secondsAgo) { return readings(secondsAgo); }, this);
    connect(m_timeView, &TimeView::viewChanged, this, &LiveChart::redraw);
    m_late.setSingleShot(true);
    connect(&m_late, &QTimer::timeout, this, &LiveChart::flushNow);
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

void LiveChart::setPast(int curve, const std::shared_ptr<const bridge::Past> &past,
                        const QList<bridge::Quantity> &quantities)
{
    if (curve >= m_lines.size() || past == m_lines[curve].past)
        return;
    m_lines[curve].past = past;
    m_lines[curve].history = past ? pastCurve(*past, quantities, past->readAtMs) : QList<PastPoint>();
    m_drawn.invalidate();
}

void LiveChart::setLink(ChartLink *link)
{
    m_timeView->setLink(link);
}

bool LiveChart::isLive() const
{
    return m_timeView->link().isLive();
}

int LiveChart::freshSeconds(int range)
{
    return std::clamp(range / 300, 3, 60);
}

double LiveChart::drift() const
{
    for (const Line &line : m_lines) {
        if (line.past)
            return static_cast<double>(QDateTime::currentMSecsSinceEpoch() - line.past->readAtMs) / 1000;
    }
    return 0;
}

std::optional<double> LiveChart::latest(const Line &line) const
{
    if (!line.points.isEmpty())
        return line.points.constLast().value;
    if (isLive() || line.history.isEmpty() || line.history.constLast().secondsAgo > 2 * freshSeconds(3600))
        return std::nullopt;
    return line.history.constLast().mean;
}

bool LiveChart::isTooSoon()
{
    // How long the newest value takes to move by kFewPixels. Whoever measures more often than that pays for
    // no picture that nobody could tell from the one before; one that comes now and then is drawn at once.
    const double width = std::max(1.0, m_chart->plotArea().width());
    const double gap = std::min(kLongestGap, kFewPixels * m_timeView->link().span() / width);
    const bool fast = m_flushed.isValid() && static_cast<double>(m_flushed.elapsed()) / 1000 < gap;
    m_flushed.start();
    m_fast = fast ? m_fast + 1 : 0;
    if (m_fast <= kFastTicks || static_cast<double>(m_drawn.elapsed()) / 1000 >= gap)
        return false;
    // Ticks may end with this one.
    if (!m_late.isActive())
        m_late.start(static_cast<int>(gap * 1000));
    return true;
}

void LiveChart::flush()
{
    if (isLive() && m_drawn.isValid() && isTooSoon())
        return;
    m_late.stop();
    flushNow();
}

void LiveChart::flushNow()
{
    const double pixel = m_timeView->link().span() / (2.0 * m_timeView->columns());
    if (isLive() || !m_drawn.isValid() || static_cast<double>(m_drawn.elapsed()) / 1000 >= pixel)
        redraw();
    for (int i = 0; i < m_lines.size(); ++i) {
        const std::optional<double> now = latest(m_lines[i]);
        setLegendText(i, now ? formatValue(*now, m_unit) : QStringLiteral("–"), m_lines[i].curve.name);
    }
}

void LiveChart::redraw()
{
    rescale();
    for (Line &line : m_lines) {
        if (isLive())
            draw(line);
        else
            drawPast(line);
    }
    m_drawn.start();
    m_timeView->refresh();
    if (isTableShown())
        fillTable();
}

void LiveChart::rescale()
{
    const ChartLink &link = m_timeView->link();
    const double shift = drift();
    double highest = 0;
    for (const Line &line : std::as_const(m_lines)) {
        if (isLive()) {
            for (const bridge::CurvePoint &point : line.points)
                highest = std::max(highest, point.value.value_or(0));
            continue;
        }
        for (const PastPoint &point : line.history) {
            const double ago = point.secondsAgo + shift;
            if (ago <= link.from() + point.stepSeconds && ago >= link.to() - point.stepSeconds)
                highest = std::max(highest, std::max(point.mean.value_or(0), point.peak.value_or(0)));
        }
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

void LiveChart::setSeries(QList<QLineSeries *> &series, const QList<QList<QPointF>> &wanted, const Line &line,
                          bool peak)
{
    while (series.size() < wanted.size()) {
        auto *one = new QLineSeries(m_chart);
        one->setName(line.curve.name);
        m_chart->addSeries(one);
        one->attachAxis(m_time);
        one->attachAxis(m_value);
        one->setPen(peak ? peakPen(hullColor(line.curve.hull))
                         : curvePen(hullColor(line.curve.hull), line.curve.dashed));
        series.append(one);
    }
    for (int i = 0; i < series.size(); ++i) {
        // An empty one that stays empty need not be laid out again.
        if (i < wanted.size())
            series[i]->replace(wanted[i]);
        else if (series[i]->count() > 0)
            series[i]->clear();
    }
}

void LiveChart::draw(Line &line)
{
    QList<QList<QPointF>> wanted = pieces(line.points, m_scale.divisor);
    // A curve needs no more points than there are pixels to see it by.
    const int steps =
        std::clamp(m_timeView->columns() / std::max(1, static_cast<int>(line.points.size())), 1, kMostSteps);
    for (QList<QPointF> &piece : wanted)
        piece = monotoneCurve(piece, steps);
    setSeries(line.pieces, wanted, line, false);
    setSeries(line.peaks, {}, line, true);
}

void LiveChart::drawPast(Line &line)
{
    const ChartLink &link = m_timeView->link();
    const double shift = drift();
    const auto points = thinned(line.history, link.from() - shift, link.to() - shift, m_timeView->columns());
    QList<QList<QPointF>> means;
    QList<QList<QPointF>> peaks;
    bool open = false;
    bool peaked = false;
    const auto at = [&](const PastPoint &point, double value) {
        // In the middle of the time it stands for.
        return QPointF(m_timeView->axisX(point.secondsAgo + shift - point.stepSeconds / 2),
                       value / m_scale.divisor);
    };
    for (const PastPoint &point : points) {
        if (!point.mean) {
            open = false;
            continue;
        }
        if (!open) {
            means.append(QList<QPointF>());
            peaks.append(QList<QPointF>());
        }
        open = true;
        means.last().append(at(point, *point.mean));
        peaks.last().append(at(point, point.peak.value_or(*point.mean)));
        peaked = peaked || (point.peak && *point.peak > *point.mean * 1.02);
    }
    for (QList<QPointF> &piece : means) {
        if (piece.size() == 1)
            piece.append(piece.constFirst() + QPointF(m_time->max() - m_time->min(), 0) / 300);
    }
    setSeries(line.peaks, peaked ? peaks : QList<QList<QPointF>>(), line, true);
    setSeries(line.pieces, means, line, false);
}

QList<TimeView::Reading> LiveChart::readings(double secondsAgo) const
{
    QList<TimeView::Reading> out;
    for (const Line &line : m_lines) {
        std::optional<double> value;
        std::optional<double> peak;
        if (isLive()) {
            const bridge::CurvePoint *nearest = nullptr;
            for (const bridge::CurvePoint &point : line.points) {
                if (nearest == nullptr ||
                    std::abs(point.secondsAgo - secondsAgo) < std::abs(nearest->secondsAgo - secondsAgo))
                    nearest = &point;
            }
            if (nearest != nullptr && std::abs(nearest->secondsAgo - secondsAgo) < kFarSeconds)
                value = nearest->value;
        } else if (const PastPoint *point = pointAt(line.history, secondsAgo - drift())) {
            value = point->mean;
            if (point->stepSeconds > 1)
                peak = point->peak;
        }
        QString text = value ? formatValue(*value, m_unit) : QStringLiteral("–");
        if (value && peak && *peak > *value * 1.02)
            text = tr("%1, peak %2").arg(text, formatValue(*peak, m_unit));
        out.append({hullColor(line.curve.hull), line.curve.name, text,
                    value ? std::optional<double>(*value / m_scale.divisor) : std::nullopt});
    }
    return out;
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
        for (QLineSeries *series : line.peaks)
            series->setPen(peakPen(hullColor(line.curve.hull)));
    }
}

void LiveChart::fillTable()
{
    if (!isLive()) {
        fillPastTable();
        return;
    }
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

void LiveChart::fillPastTable()
{
    QStringList header{tr("Time")};
    for (const Line &line : std::as_const(m_lines)) {
        header.append(line.curve.name);
        header.append(tr("%1, peak").arg(line.curve.name));
    }
    // A table that is read aloud is no help with thousands of rows.
    constexpr int kMostRows = 96;
    const ChartLink &link = m_timeView->link();
    const QDateTime now = QDateTime::currentDateTime();
    QList<QStringList> rows;
    for (int i = 0; i < kMostRows; ++i) {
        const double ago = link.to() + link.span() * i / kMostRows;
        const auto moment = now.addMSecs(-static_cast<qint64>(ago * 1000));
        QStringList row{QLocale().toString(moment, QStringLiteral("ddd HH:mm:ss"))};
        for (const Line &line : std::as_const(m_lines)) {
            const PastPoint *point = pointAt(line.history, ago - drift());
            row.append(point != nullptr ? formatValue(*point->mean, m_unit) : QStringLiteral("–"));
            row.append(point != nullptr && point->peak ? formatValue(*point->peak, m_unit)
                                                       : QStringLiteral("–"));
        }
        rows.append(row);
    }
    setTable(header, rows);
}

QString LiveChart::csv()
{
    QStringList header{QStringLiteral("time")};
    const QString unit = m_unit == Unit::Percent        ? QStringLiteral("percent")
                         : m_unit == Unit::Bytes        ? QStringLiteral("bytes")
                         : m_unit == Unit::Milliseconds ? QStringLiteral("ms")
                                                        : QStringLiteral("bytes/s");
    const ChartLink &link = m_timeView->link();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    // One row for each moment at which anything was measured; what was not is an empty cell.
    QMap<qint64, QStringList> rows;
    const int columns = static_cast<int>(m_lines.size()) * (isLive() ? 1 : 2);
    const auto put = [&](double ago, int column, const std::optional<double> &value) {
        if (ago > link.from() || ago < link.to())
            return;
        const qint64 moment = now.toMSecsSinceEpoch() - static_cast<qint64>(std::lround(ago)) * 1000;
        QStringList &row = rows[moment / 1000];
        while (row.size() < columns)
            row.append(QString());
        if (value)
            row[column] = QString::number(*value, 'g', 10);
    };
    for (int i = 0; i < m_lines.size(); ++i) {
        const Line &line = m_lines[i];
        header.append(QStringLiteral("%1 (%2)").arg(line.curve.name, unit));
        if (isLive()) {
            for (const bridge::CurvePoint &point : line.points)
                put(point.secondsAgo, i, point.value);
            continue;
        }
        header.append(QStringLiteral("%1 peak (%2)").arg(line.curve.name, unit));
        for (const PastPoint &point : line.history) {
            if (!point.mean)
                continue;
            put(point.secondsAgo + drift(), 2 * i, point.mean);
            put(point.secondsAgo + drift(), 2 * i + 1, point.peak);
        }
    }
    QString text = csvLine(header);
    for (auto row = rows.cbegin(); row != rows.cend(); ++row)
        text += csvLine(QStringList{QDateTime::fromSecsSinceEpoch(row.key(), Qt::UTC).toString(Qt::ISODate)} +
                        row.value());
    return text;
}

} // namespace catamaran::ui
