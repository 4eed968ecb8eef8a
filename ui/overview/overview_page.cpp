// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/overview_page.h"

#include "src/bridge/metrics_feed.h"
#include "ui/charts/live_chart.h"
#include "ui/overview/disk_card.h"
#include "ui/overview/kpi_card.h"
#include "ui/overview/sum_curves.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QGridLayout>
#include <QPainter>
#include <QScrollArea>
#include <QTimer>

namespace catamaran::ui {

namespace {

/// The icon of one line of the attention list.
class ToneIcon : public QWidget {
public:
    ToneIcon(QString name, QString tone) : m_name(std::move(name)), m_tone(std::move(tone))
    {
        setFixedSize(18, 18);
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        Q_UNUSED(event)
        const Tokens &t = Theme::tokens();
        QPainter painter(this);
        drawIcon(painter, rect(), m_name,
                 m_tone == QLatin1String("error")  ? t.error
                 : m_tone == QLatin1String("warn") ? t.warn
                                                   : t.ok);
    }

private:
    QString m_name;
    QString m_tone;
};

} // namespace

OverviewPage::OverviewPage(bridge::Session &session, QWidget *parent) : Page(parent), m_session(session)
{
    m_compare =
        makeButton(tr("Run side by side"), QStringLiteral("columns-2"), QStringLiteral("primary"), this);
    m_compare->setToolTip(tr("Go to the comparison of the demo image"));
    connect(m_compare, &QPushButton::clicked, this,
            [this] { emit navigate(QStringLiteral("compare"), {}, {}); });

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kLarge);
    auto *kpis = new QHBoxLayout;
    kpis->setSpacing(space::kLarge);
    m_containers = new KpiCard(tr("Containers"), QStringLiteral("box"), QStringLiteral("container"));
    m_vms = new KpiCard(tr("Virtual machines"), QStringLiteral("monitor"), QStringLiteral("vm"));
    m_memory =
        new KpiCard(tr("Memory of workloads"), QStringLiteral("memory-stick"), QStringLiteral("accent"));
    m_cpu = new KpiCard(tr("CPU of workloads"), QStringLiteral("cpu"), QStringLiteral("accent"));
    for (KpiCard *card : {m_containers, m_vms, m_memory, m_cpu})
        kpis->addWidget(card, 1);
    column->addLayout(kpis);

    const QList<Curve> pair{{tr("Containers"), bridge::Hull::Container, false},
                            {tr("VMs"), bridge::Hull::Vm, false}};
    m_charts = {new LiveChart(tr("CPU"), QStringLiteral("cpu"), Unit::Percent, pair),
                new LiveChart(tr("Memory"), QStringLiteral("memory-stick"), Unit::Bytes, pair),
                new LiveChart(tr("Network"), QStringLiteral("arrow-down-up"), Unit::BytesPerSecond, pair),
                new LiveChart(tr("Disk"), QStringLiteral("hard-drive"), Unit::BytesPerSecond, pair)};
    auto *grid = new QGridLayout;
    grid->setSpacing(space::kLarge);
    for (int i = 0; i < m_charts.size(); ++i) {
        m_charts[i]->setMinimumHeight(210);
        grid->addWidget(m_charts[i], i / 2, i % 2);
    }
    column->addLayout(grid, 1);

    m_attention = makeCard();
    cardLayout(m_attention)->addWidget(makeLabel(tr("Needs attention"), TextRole::CardTitle));
    m_attentionRows = new QVBoxLayout;
    m_attentionRows->setSpacing(space::kMedium);
    cardLayout(m_attention)->addLayout(m_attentionRows);
    column->addWidget(m_attention);
    m_disk = new DiskCard(session);
    column->addWidget(m_disk);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_scroll = makeScroll(content);
    layout->addWidget(m_scroll);

    connect(&session, &bridge::Session::workloadsChanged, this, &OverviewPage::updateCounts);
    connect(&session, &bridge::Session::featuresChanged, this, [this] {
        updateCounts();
        updateAttention();
    });
    connect(&session, &bridge::Session::phaseChanged, this, &OverviewPage::updateCounts);
    connect(&session, &bridge::Session::settled, this, &Page::settled);
    connect(&session.metrics(), &bridge::MetricsFeed::ticked, this, &OverviewPage::updateFigures);
    updateCounts();
    updateAttention();
}

OverviewPage::~OverviewPage() = default;

QString OverviewPage::title() const
{
    return tr("Overview");
}

QList<QWidget *> OverviewPage::headerWidgets()
{
    return {m_compare};
}

void OverviewPage::receive(const QString &topic, const QVariant &value)
{
    Q_UNUSED(value)
    if (topic == QLatin1String("disk"))
        QTimer::singleShot(0, this, [this] { m_scroll->ensureWidgetVisible(m_disk); });
}

void OverviewPage::updateCounts()
{
    struct Count {
        int running = 0;
        int stopped = 0;
        int failed = 0;
    };
    Count counts[2];
    for (const bridge::WorkloadRow &row : m_session.workloads()) {
        Count &count = counts[row.key.hull == bridge::Hull::Vm ? 1 : 0];
        (row.isRunning()                      ? count.running
         : row.state == bridge::State::Failed ? count.failed
                                              : count.stopped) += 1;
    }
    const auto rest = [this](const Count &count) {
        QStringList parts;
        if (count.stopped > 0)
            parts.append(tr("%1 stopped").arg(count.stopped));
        if (count.failed > 0)
            parts.append(tr("%1 failed").arg(count.failed));
        return parts.isEmpty() ? tr("none stopped") : parts.join(QStringLiteral(" · "));
    };
    m_containers->setFigure(tr("%1 running").arg(counts[0].running), rest(counts[0]));
    const QString label = m_session.host().accelerationLabel;
    m_vms->setFigure(tr("%1 running").arg(counts[1].running),
                     label.isEmpty() ? rest(counts[1])
                                     : QStringLiteral("%1 · %2").arg(rest(counts[1]), label));
    const bridge::HostView &host = m_session.host();
    switch (m_session.phase()) {
    case bridge::Session::Phase::Open:
        setSubtitle(QStringLiteral("%1 · %2 · %3")
                        .arg(host.hostname, host.operatingSystem, count(host.cpus, tr("CPU"), tr("CPUs"))));
        break;
    case bridge::Session::Phase::Failed:
        setSubtitle(tr("The engine is not available"));
        break;
    case bridge::Session::Phase::Closed:
    case bridge::Session::Phase::Opening:
        setSubtitle(tr("Opening the engine…"));
        break;
    }
    if (isVisible())
        updateWatch();
    updateFigures();
}

void OverviewPage::updateWatch()
{
    QList<bridge::WorkloadKey> keys;
    for (const bridge::WorkloadRow &row : m_session.workloads()) {
        if (row.isRunning())
            keys.append(row.key);
    }
    m_watch = m_session.metrics().watch(keys);
}

void OverviewPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    updateWatch();
    updateFigures();
}

void OverviewPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_watch.reset();
}

QList<bridge::CurvePoint> OverviewPage::sum(bridge::Hull hull, bridge::Quantity quantity) const
{
    QList<QList<bridge::CurvePoint>> curves;
    for (const bridge::WorkloadRow &row : m_session.workloads()) {
        if (row.key.hull == hull && row.isRunning())
            curves.append(
                m_session.metrics().curve(row.key, quantity, LiveChart::kSeconds, LiveChart::kMaximumPoints));
    }
    return sumCurves(curves, LiveChart::kSeconds);
}

QList<bridge::CurvePoint> OverviewPage::sum(bridge::Hull hull, bridge::Quantity first,
                                            bridge::Quantity second) const
{
    return sumCurves({sum(hull, first), sum(hull, second)}, LiveChart::kSeconds);
}

void OverviewPage::updateFigures()
{
    if (!isVisible())
        return;
    using bridge::Hull;
    using bridge::Quantity;
    double cpu = 0;
    double memory = 0;
    for (const Hull hull : {Hull::Container, Hull::Vm}) {
        const int index = hull == Hull::Vm ? 1 : 0;
        const auto cpuCurve = sum(hull, Quantity::CpuPercent);
        const auto memoryCurve = sum(hull, Quantity::MemoryBytes);
        cpu += cpuCurve.isEmpty() ? 0 : cpuCurve.constLast().value.value_or(0);
        memory += memoryCurve.isEmpty() ? 0 : memoryCurve.constLast().value.value_or(0);
        m_charts[0]->setData(index, cpuCurve);
        m_charts[1]->setData(index, memoryCurve);
        m_charts[2]->setData(index, sum(hull, Quantity::NetworkReceiveRate, Quantity::NetworkSendRate));
        m_charts[3]->setData(index, sum(hull, Quantity::DiskReadRate, Quantity::DiskWriteRate));
    }
    const QString label = m_session.host().accelerationLabel;
    for (LiveChart *chart : std::as_const(m_charts)) {
        chart->setVmNote(label);
        chart->flush();
    }
    const bridge::HostView &host = m_session.host();
    m_memory->setFigure(formatBytes(memory),
                        host.memoryBytes > 0
                            ? tr("of %1 · %2")
                                  .arg(formatBytes(static_cast<double>(host.memoryBytes)),
                                       formatPercent(100 * memory / static_cast<double>(host.memoryBytes)))
                            : QString());
    m_cpu->setFigure(formatPercent(cpu),
                     host.cpus > 0 ? tr("of %1 · 100 % is one CPU").arg(formatPercent(host.cpus * 100.0))
                                   : QString());
}

void OverviewPage::updateAttention()
{
    qDeleteAll(m_attentionWidgets);
    m_attentionWidgets.clear();
    for (const bridge::WorkloadRow &row : m_session.workloads()) {
        if (row.state == bridge::State::Failed)
            addAttention(QStringLiteral("triangle-alert"), QStringLiteral("error"),
                         tr("%1 failed").arg(row.name), row.stateText, {});
    }
    for (const bridge::FeatureRow &feature : m_session.features()) {
        if (!feature.available)
            addAttention(QStringLiteral("triangle-alert"), QStringLiteral("warn"),
                         QStringLiteral("%1: %2").arg(feature.area, feature.name), feature.explanation,
                         feature.fix);
    }
    m_attention->setVisible(!m_attentionWidgets.isEmpty());
}

void OverviewPage::addAttention(const QString &iconName, const QString &tone, const QString &title,
                                const QString &text, const QString &fix)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::kMedium);
    line->addWidget(new ToneIcon(iconName, tone), 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(makeLabel(title, TextRole::BodyStrong));
    for (const QString &sentence : {text, fix.isEmpty() ? QString() : tr("What to do: %1").arg(fix)}) {
        if (sentence.isEmpty())
            continue;
        auto *label = makeLabel(sentence, TextRole::Body, QStringLiteral("2"));
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        texts->addWidget(label);
    }
    line->addLayout(texts, 1);
    m_attentionRows->addWidget(row);
    m_attentionWidgets.append(row);
}

} // namespace catamaran::ui
