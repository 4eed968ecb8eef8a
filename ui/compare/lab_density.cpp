// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/lab_bar.h"
#include "ui/compare/lab_views.h"
#include "ui/theme/format.h"
#include "ui/widgets/controls.h"

#include <QChart>
#include <QChartView>
#include <QLineSeries>
#include <QScatterSeries>
#include <QVBoxLayout>
#include <QValueAxis>

namespace catamaran::ui {

namespace {

constexpr int kChartHeight = 300;
constexpr int kDefaultCount = 20;

QString rampTitle(const bridge::DensityView &ramp)
{
    const bool vm = ramp.hull == bridge::Hull::Vm;
    const QString name = vm ? DensityPanel::tr("VMs") : DensityPanel::tr("Containers");
    return vm && !ramp.origin.vmNote.isEmpty() ? QStringLiteral("%1 (%2)").arg(name, ramp.origin.vmNote)
                                               : name;
}

} // namespace

RampChart::RampChart(Quantity quantity, QWidget *parent)
    : ChartCard(quantity == Quantity::MemoryTaken ? tr("Memory of all instances")
                                                  : tr("Start of the last instance"),
                quantity == Quantity::MemoryTaken ? QStringLiteral("memory-stick") : QStringLiteral("timer"),
                parent),
      m_quantity(quantity), m_chart(makeChart()), m_view(makeChartView(m_chart))
{
    m_chart->legend()->hide();
    setChart(m_view);
    connect(Theme::current(), &Theme::changed, this, &RampChart::rebuild);
    connect(this, &ChartCard::tableWanted, this, &RampChart::fillTable);
}

void RampChart::setRamps(const QList<bridge::DensityView> &ramps)
{
    m_ramps = ramps;
    rebuild();
    if (isTableShown())
        fillTable();
}

double RampChart::valueAt(const bridge::DensityView &ramp, qsizetype index) const
{
    return m_quantity == Quantity::MemoryTaken ? static_cast<double>(ramp.points[index].instancesBytes)
                                               : ramp.points[index].startMs;
}

void RampChart::rebuild()
{
    m_chart->removeAllSeries();
    const auto axes = m_chart->axes();
    for (QAbstractAxis *axis : axes) {
        m_chart->removeAxis(axis);
        delete axis;
    }
    double highest = 0;
    int most = 2;
    for (const bridge::DensityView &ramp : m_ramps) {
        for (qsizetype i = 0; i < ramp.points.size(); ++i)
            highest = std::max(highest, valueAt(ramp, i));
        if (!ramp.points.isEmpty())
            most = std::max(most, ramp.points.last().count);
    }
    const Scale scale =
        tidyScale(highest, m_quantity == Quantity::MemoryTaken ? Unit::Bytes : Unit::Milliseconds);
    auto *count = new QValueAxis;
    // Room for half of the last dot.
    count->setRange(0, most + 0.03 * most);
    // Whole numbers only: nothing runs two and a half times.
    count->setTickType(QValueAxis::TicksDynamic);
    count->setTickAnchor(0);
    count->setTickInterval(std::max(1, (most + 4) / 5));
    count->setLabelFormat(QStringLiteral("%.0f"));
    auto *value = new QValueAxis;
    value->setRange(0, scale.maximum);
    value->setTickCount(scale.ticks);
    value->setLabelFormat(QStringLiteral("%.") + QString::number(scale.decimals) + QLatin1Char('f'));
    m_chart->addAxis(count, Qt::AlignBottom);
    m_chart->addAxis(value, Qt::AlignLeft);
    setUnit(scale.unit);
    QStringList legend;
    for (const bridge::DensityView &ramp : m_ramps) {
        auto *line = new QLineSeries;
        auto *dots = new QScatterSeries;
        line->setPen(curvePen(hullColor(ramp.hull), ramp.hull == bridge::Hull::Vm));
        dots->setMarkerSize(7);
        dots->setColor(hullColor(ramp.hull));
        dots->setBorderColor(Theme::tokens().surface);
        for (qsizetype i = 0; i < ramp.points.size(); ++i) {
            const QPointF at(ramp.points[i].count, valueAt(ramp, i) / scale.divisor);
            line->append(at);
            dots->append(at);
        }
        for (QXYSeries *series : {static_cast<QXYSeries *>(line), static_cast<QXYSeries *>(dots)}) {
            m_chart->addSeries(series);
            series->attachAxis(count);
            series->attachAxis(value);
        }
        legend.append(QStringLiteral("<span style='color:%1'>■</span>&nbsp;%2")
                          .arg(hullColor(ramp.hull).name(), rampTitle(ramp).toHtmlEscaped()));
    }
    setFooter(legend.join(QStringLiteral("&nbsp;&nbsp; ")) + tr("&nbsp;&nbsp; over the number that runs"));
    styleChart(m_chart);
}

void RampChart::fillTable()
{
    QList<QStringList> rows;
    for (const bridge::DensityView &ramp : m_ramps)
        for (qsizetype i = 0; i < ramp.points.size(); ++i)
            rows.append({rampTitle(ramp), QString::number(ramp.points[i].count),
                         m_quantity == Quantity::MemoryTaken ? formatBytes(valueAt(ramp, i))
                                                             : formatMilliseconds(valueAt(ramp, i))});
    setTable({tr("Hull"), tr("Instances"), title()}, rows);
}

DensityPanel::DensityPanel(bridge::Session &session, QWidget *parent) : QWidget(parent), m_session(session)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kLarge);
    auto *controls = makeCard();
    m_bar = new LabBar(session, tr("Ends by itself before memory gets short; all is removed then."));
    m_bar->addHull(tr("Start containers or VMs of the image"));
    m_bar->addNumber(tr("At most"), 2, 1000, kDefaultCount,
                     tr("The ramp ends here, or earlier at a safety stop"));
    m_bar->setCommand(QStringLiteral("catamaran compare density --hull HULL --max NUMBER IMAGE"));
    cardLayout(controls)->addWidget(m_bar);
    column->addWidget(controls);
    m_result = new QWidget;
    auto *results = new QVBoxLayout(m_result);
    results->setContentsMargins(0, 0, 0, 0);
    results->setSpacing(space::kLarge);
    auto *card = makeCard();
    m_verdict = makeLabel({}, TextRole::CardTitle);
    m_verdict->setWordWrap(true);
    cardLayout(card)->addWidget(m_verdict);
    results->addWidget(card);
    auto *charts = new QHBoxLayout;
    charts->setSpacing(space::kLarge);
    m_memory = new RampChart(RampChart::Quantity::MemoryTaken);
    m_start = new RampChart(RampChart::Quantity::StartTime);
    for (RampChart *chart : {m_memory, m_start}) {
        chart->setFixedHeight(kChartHeight);
        charts->addWidget(chart, 1);
    }
    results->addLayout(charts);
    results->addStretch();
    column->addWidget(m_result, 1);
    m_empty =
        new EmptyState(QStringLiteral("layers"), tr("How many fit on this computer?"),
                       tr("Instances of one image are started one after the other. The ramp stops at your "
                          "number, or as soon as memory gets short or starts get slow; then all of them are "
                          "removed. Run it for containers and for VMs, and the curves lie side by side."),
                       tr("Run"));
    column->addWidget(m_empty, 1);
    connect(m_empty, &EmptyState::activated, m_bar, &LabBar::run);
    connect(m_bar, &LabBar::run, this,
            [this] { m_session.lab().rampUp(m_bar->image(), m_bar->hull(), m_bar->number()); });
    connect(&session.lab(), &bridge::Lab::changed, this, &DensityPanel::show);
    connect(&session.lab(), &bridge::Lab::grew, this, &DensityPanel::show);
    connect(Theme::current(), &Theme::changed, this, &DensityPanel::show);
    show();
}

void DensityPanel::show()
{
    QList<bridge::DensityView> ramps;
    QStringList verdict;
    for (const bridge::Hull hull : {bridge::Hull::Container, bridge::Hull::Vm}) {
        const auto &ramp = m_session.lab().density(hull);
        if (!ramp || ramp->points.isEmpty())
            continue;
        ramps.append(*ramp);
        QString sentence = tr("%1: %2 ran").arg(rampTitle(*ramp)).arg(ramp->points.last().count);
        if (ramp->bytesEach && *ramp->bytesEach > 0)
            sentence += tr(", %1 each").arg(formatBytes(*ramp->bytesEach));
        if (ramp->wouldFit)
            sentence += tr(", about %1 would fit (estimate)").arg(*ramp->wouldFit);
        if (ramp->stopped.isEmpty())
            sentence += tr(", more are coming");
        else
            sentence += ramp->safety ? tr("; safety stop: %1").arg(ramp->stopped)
                                     : tr("; ended: %1").arg(ramp->stopped);
        verdict.append(sentence);
    }
    m_result->setVisible(!ramps.isEmpty());
    m_empty->setVisible(ramps.isEmpty());
    m_verdict->setText(verdict.join(QLatin1Char('\n')));
    m_memory->setRamps(ramps);
    m_start->setRamps(ramps);
}

} // namespace catamaran::ui
