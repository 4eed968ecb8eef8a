// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/stats_tab.h"

#include "src/bridge/metrics_feed.h"
#include "ui/charts/chart_link.h"
#include "ui/charts/live_chart.h"
#include "ui/charts/range_bar.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/page.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace catamaran::ui {

StatsTab::StatsTab(bridge::Session &session, QWidget *parent)
    : DetailsTab(parent), m_session(session), m_link(new ChartLink(this)), m_ranges(new RangeBar(*m_link)),
      m_grid(new QGridLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kMedium);
    layout->addWidget(m_ranges);
    m_grid->setSpacing(space::kLarge);
    layout->addLayout(m_grid, 1);
    connect(m_link, &ChartLink::rangeChanged, this, &StatsTab::updateCharts);
    connect(&session.metrics(), &bridge::MetricsFeed::pastRead, this, [this](const QString &key) {
        if (key == m_row.key.text() && !m_link->isLive())
            updateCharts();
    });
    connect(&session.metrics(), &bridge::MetricsFeed::ticked, this, &StatsTab::updateCharts);
}

void StatsTab::makeCharts()
{
    if (m_charts.size() == 4 && m_hull == m_row.key.hull)
        return;
    qDeleteAll(m_charts);
    m_charts.clear();
    m_hull = m_row.key.hull;
    const auto add = [this](const QString &title, const QString &iconName, Unit unit,
                            const QList<Curve> &curves) {
        auto *chart = new LiveChart(title, iconName, unit, curves);
        chart->setLink(m_link);
        const auto place = static_cast<int>(m_charts.size());
        m_grid->addWidget(chart, place / 2, place % 2);
        m_charts.append(chart);
    };
    add(tr("CPU"), QStringLiteral("cpu"), Unit::Percent, {{tr("CPU"), m_hull, false}});
    add(tr("Memory"), QStringLiteral("memory-stick"), Unit::Bytes, {{tr("Memory"), m_hull, false}});
    add(tr("Network"), QStringLiteral("arrow-down-up"), Unit::BytesPerSecond,
        {{tr("Received"), m_hull, false}, {tr("Sent"), m_hull, true}});
    add(tr("Disk"), QStringLiteral("hard-drive"), Unit::BytesPerSecond,
        {{tr("Read"), m_hull, false}, {tr("Written"), m_hull, true}});
}

void StatsTab::setWorkload(const bridge::WorkloadRow &row, bool isNew)
{
    const bool changed = isNew || row.isRunning() != m_row.isRunning();
    m_row = row;
    if (changed && isSeen(*this))
        watch();
}

void StatsTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    watch();
}

void StatsTab::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_watch.reset();
}

void StatsTab::watch()
{
    if (m_row.key.id.isEmpty())
        return;
    makeCharts();
    m_watch = m_row.isRunning() ? m_session.metrics().watch({m_row.key}) : nullptr;
    updateCharts();
}

void StatsTab::updateCharts()
{
    if (!isSeen(*this) || m_charts.size() != 4)
        return;
    using bridge::Quantity;
    const auto curve = [this](Quantity quantity) {
        return m_session.metrics().curve(m_row.key, quantity, LiveChart::kSeconds, LiveChart::kMaximumPoints);
    };
    if (!m_link->isLive())
        updatePast();
    m_charts[0]->setData(0, curve(Quantity::CpuPercent));
    m_charts[1]->setData(0, curve(Quantity::MemoryBytes));
    m_charts[2]->setData(0, curve(Quantity::NetworkReceiveRate));
    m_charts[2]->setData(1, curve(Quantity::NetworkSendRate));
    m_charts[3]->setData(0, curve(Quantity::DiskReadRate));
    m_charts[3]->setData(1, curve(Quantity::DiskWriteRate));
    for (LiveChart *chart : std::as_const(m_charts)) {
        chart->setVmNote(m_row.accelerationLabel);
        chart->flush();
    }
}

void StatsTab::updatePast()
{
    using bridge::Quantity;
    const auto past = m_session.metrics().past(m_row.key.text(), LiveChart::freshSeconds(m_link->range()));
    m_charts[0]->setPast(0, past, {Quantity::CpuPercent});
    m_charts[1]->setPast(0, past, {Quantity::MemoryBytes});
    m_charts[2]->setPast(0, past, {Quantity::NetworkReceiveRate});
    m_charts[2]->setPast(1, past, {Quantity::NetworkSendRate});
    m_charts[3]->setPast(0, past, {Quantity::DiskReadRate});
    m_charts[3]->setPast(1, past, {Quantity::DiskWriteRate});
}

} // namespace catamaran::ui
