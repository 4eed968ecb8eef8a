// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/overview_page.h"

#include "src/bridge/metrics_feed.h"
#include "ui/charts/chart_link.h"
#include "ui/charts/live_chart.h"
#include "ui/charts/range_bar.h"
#include "ui/overview/disk_card.h"
#include "ui/overview/kpi_card.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QTimer>

namespace catamaran::ui {

namespace {

constexpr qsizetype kMostFailures = 10; ///< that are listed one by one

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

/// A line about a workload: double click or Enter opens its details.
class AttentionRow : public QWidget {
public:
    explicit AttentionRow(std::function<void()> open) : m_open(std::move(open)) {}

protected:
    void mouseDoubleClickEvent(QMouseEvent *event) override
    {
        if (m_open)
            m_open();
        else
            QWidget::mouseDoubleClickEvent(event);
    }
    void keyPressEvent(QKeyEvent *event) override
    {
        if (m_open && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
            m_open();
        else
            QWidget::keyPressEvent(event);
    }

private:
    std::function<void()> m_open;
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
    m_link = new ChartLink(this);
    connect(m_link, &ChartLink::rangeChanged, this, &OverviewPage::updateFigures);
    column->addWidget(new RangeBar(*m_link));
    auto *grid = new QGridLayout;
    grid->setSpacing(space::kLarge);
    for (int i = 0; i < m_charts.size(); ++i) {
        m_charts[i]->setMinimumHeight(210);
        m_charts[i]->setLink(m_link);
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
    connect(&session, &bridge::Session::workloadsChanged, this, &OverviewPage::noteFailures);
    connect(&session, &bridge::Session::featuresChanged, this, [this] {
        updateCounts();
        updateAttention();
    });
    connect(&session, &bridge::Session::phaseChanged, this, &OverviewPage::updateCounts);
    connect(&session, &bridge::Session::settled, this, &Page::settled);
    connect(&m_slices, &Slices::done, this, &Page::settled);
    connect(&session.metrics(), &bridge::MetricsFeed::ticked, this, &OverviewPage::updateFigures);
    connect(&session.metrics(), &bridge::MetricsFeed::pastRead, this, [this](const QString &key) {
        if (key.startsWith(QLatin1String("total:")) && !m_link->isLive())
            updateFigures();
    });
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
    if (isSeen(*this))
        updateWatch();
    updateFigures();
}

void OverviewPage::updateWatch()
{
    QList<bridge::WorkloadKey> keys;
    for (auto &names : m_running)
        names.clear();
    for (const bridge::WorkloadRow &row : m_session.workloads()) {
        if (!row.isRunning())
            continue;
        keys.append(row.key);
        m_running[row.key.hull == bridge::Hull::Vm ? 1 : 0].push_back(row.key.text().toStdString());
    }
    if (m_watch != nullptr && keys == m_watched)
        return;
    m_watched = keys;
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

QList<bridge::CurvePoint> OverviewPage::sum(bridge::Hull hull,
                                            const QList<bridge::Quantity> &quantities) const
{
    return m_session.metrics().sum(m_running[hull == bridge::Hull::Vm ? 1 : 0], quantities,
                                   LiveChart::kSeconds);
}

void OverviewPage::updateFigures()
{
    if (!isSeen(*this))
        return;
    using bridge::Hull;
    using bridge::Quantity;
    double cpu = 0;
    double memory = 0;
    for (const Hull hull : {Hull::Container, Hull::Vm}) {
        const int index = hull == Hull::Vm ? 1 : 0;
        const auto cpuCurve = sum(hull, {Quantity::CpuPercent});
        const auto memoryCurve = sum(hull, {Quantity::MemoryBytes});
        cpu += cpuCurve.isEmpty() ? 0 : cpuCurve.constLast().value.value_or(0);
        memory += memoryCurve.isEmpty() ? 0 : memoryCurve.constLast().value.value_or(0);
        if (!m_link->isLive()) {
            const auto past = m_session.metrics().past(bridge::MetricsFeed::totalKey(hull),
                                                       LiveChart::freshSeconds(m_link->range()));
            m_charts[0]->setPast(index, past, {Quantity::CpuPercent});
            m_charts[1]->setPast(index, past, {Quantity::MemoryBytes});
            m_charts[2]->setPast(index, past, {Quantity::NetworkReceiveRate, Quantity::NetworkSendRate});
            m_charts[3]->setPast(index, past, {Quantity::DiskReadRate, Quantity::DiskWriteRate});
        }
        m_charts[0]->setData(index, cpuCurve);
        m_charts[1]->setData(index, memoryCurve);
        m_charts[2]->setData(index, sum(hull, {Quantity::NetworkReceiveRate, Quantity::NetworkSendRate}));
        m_charts[3]->setData(index, sum(hull, {Quantity::DiskReadRate, Quantity::DiskWriteRate}));
    }
    const QString label = m_session.host().accelerationLabel;
    // One chart in a turn: four that are drawn anew at once take longer than a frame.
    m_redraws.clear();
    for (LiveChart *chart : std::as_const(m_charts)) {
        chart->setVmNote(label);
        m_redraws.addTurn([chart] { chart->flush(); });
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

void OverviewPage::noteFailures()
{
    QList<bridge::WorkloadKey> failed;
    for (const bridge::WorkloadRow &row : m_session.workloads()) {
        if (row.state == bridge::State::Failed)
            failed.append(row.key);
    }
    if (failed == m_failed)
        return;
    m_failed = failed;
    updateAttention();
}

void OverviewPage::updateAttention()
{
    m_slices.clear();
    qDeleteAll(m_attentionWidgets);
    m_attentionWidgets.clear();
    qsizetype failed = 0;
    for (const bridge::WorkloadRow &row : m_session.workloads()) {
        if (row.state == bridge::State::Failed && ++failed <= kMostFailures)
            addAttention(QStringLiteral("triangle-alert"), QStringLiteral("error"),
                         tr("%1 failed").arg(row.name), row.stateText, {}, row.key);
    }
    if (failed > kMostFailures)
        addAttention(QStringLiteral("triangle-alert"), QStringLiteral("error"),
                     tr("%1 more failed").arg(failed - kMostFailures), tr("The page Workloads lists them."),
                     {});
    for (const bridge::FeatureRow &feature : m_session.features()) {
        if (!feature.available)
            addAttention(QStringLiteral("triangle-alert"), QStringLiteral("warn"),
                         QStringLiteral("%1: %2").arg(feature.area, feature.name), feature.explanation,
                         feature.fix);
    }
    m_attention->setVisible(!m_slices.isDone());
}

void OverviewPage::addAttention(const QString &iconName, const QString &tone, const QString &title,
                                const QString &text, const QString &fix, const bridge::WorkloadKey &key)
{
    m_slices.add([this, iconName, tone, title, text, fix, key] {
        makeAttention(iconName, tone, title, text, fix, key);
    });
}

void OverviewPage::makeAttention(const QString &iconName, const QString &tone, const QString &title,
                                 const QString &text, const QString &fix, const bridge::WorkloadKey &key)
{
    const auto open = [this, key] {
        emit navigate(QStringLiteral("details"), QStringLiteral("open"), QVariant::fromValue(key));
    };
    auto *row = new AttentionRow(key.id.isEmpty() ? std::function<void()>() : open);
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
    if (!key.id.isEmpty()) {
        auto *button = makeButton(tr("Details"), QStringLiteral("maximize-2"));
        button->setAccessibleName(tr("Details: %1").arg(title));
        button->setToolTip(tr("Open its details (Enter, or double click on the line)"));
        connect(button, &QPushButton::clicked, this, open);
        line->addWidget(button, 0, Qt::AlignTop);
    }
    m_attentionRows->addWidget(row);
    m_attentionWidgets.append(row);
}

} // namespace catamaran::ui
