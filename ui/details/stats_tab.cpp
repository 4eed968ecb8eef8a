// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/stats_tab.h"

#include "src/bridge/metrics_feed.h"
#include "ui/charts/live_chart.h"
#include "ui/theme/tokens.h"

#include <QGridLayout>

namespace catamaran::ui {

StatsTab::StatsTab(bridge::Session &session, QWidget *parent)
    : DetailsTab(parent), m_session(session), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(space::kLarge);
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
    if (changed && isVisible())
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
    if (!isVisible() || m_charts.size() != 4)
        return;
    using bridge::Quantity;
    const auto curve = [this](Quantity quantity) {
        return m_session.metrics().curve(m_row.key, quantity, LiveChart::kSeconds, LiveChart::kMaximumPoints);
    };
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

} // namespace catamaran::ui
