// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/details_panel.h"

#include "src/bridge/log_stream.h"
#include "src/bridge/metrics_feed.h"
#include "ui/charts/chart_link.h"
#include "ui/charts/live_chart.h"
#include "ui/charts/range_bar.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/log_view.h"
#include "ui/widgets/pill.h"

#include <QButtonGroup>
#include <QFormLayout>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStackedWidget>

namespace catamaran::ui {

namespace {

/// A tinted tile with the hull's icon.
class HullTile : public QWidget {
public:
    HullTile() { setFixedSize(40, 40); }
    void setHull(bridge::Hull hull)
    {
        m_hull = hull;
        setAccessibleName(hullName(hull));
        update();
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        Q_UNUSED(event)
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::tokens().tint(hullColor(m_hull)));
        painter.drawRoundedRect(rect(), 10, 10);
        drawIcon(painter, QRectF(rect()).adjusted(10, 10, -10, -10), hullIcon(m_hull), hullColor(m_hull));
    }

private:
    bridge::Hull m_hull = bridge::Hull::Container;
};

} // namespace

DetailsPanel::DetailsPanel(bridge::Session &session, QWidget *parent) : QFrame(parent), m_session(session)
{
    setObjectName(QStringLiteral("card"));
    setMinimumWidth(340);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kLarge, space::kLarge, space::kLarge, space::kLarge);
    layout->setSpacing(space::kMedium);
    layout->addWidget(makeHead());
    layout->addWidget(makeTabs());
    m_stack = new QStackedWidget;
    m_stack->addWidget(makeSummary());
    m_stack->addWidget(makeLogs());
    m_stack->addWidget(makeStats());
    m_inspect = new QPlainTextEdit;
    m_inspect->setReadOnly(true);
    m_inspect->setFont(Theme::font(TextRole::Mono));
    m_inspect->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_inspect->setAccessibleName(tr("Inspect, as JSON"));
    m_stack->addWidget(m_inspect);
    layout->addWidget(m_stack, 1);

    connect(&session, &bridge::Session::workloadsChanged, this, &DetailsPanel::refresh);
    connect(&session, &bridge::Session::busyChanged, this, &DetailsPanel::refresh);
    connect(&session, &bridge::Session::inspected, this,
            [this](const bridge::WorkloadKey &key, const QString &json) {
                if (key == m_key)
                    m_inspect->setPlainText(json);
            });
    connect(&session, &bridge::Session::detailsReady, this,
            [this](const bridge::WorkloadKey &key, const bridge::DetailsView &details) {
                if (key != m_key)
                    return;
                m_facts = details;
                refresh();
            });
    connect(&session.metrics(), &bridge::MetricsFeed::ticked, this, &DetailsPanel::updateCharts);
}

DetailsPanel::~DetailsPanel() = default;

QWidget *DetailsPanel::makeHead()
{
    auto *head = new QWidget;
    auto *rows = new QVBoxLayout(head);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(space::kMedium);
    auto *top = new QHBoxLayout;
    top->setSpacing(space::kMedium);
    m_icon = new HullTile;
    top->addWidget(m_icon);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(1);
    m_name = new ElidedLabel;
    m_name->setFont(Theme::font(TextRole::CardTitle));
    m_state = new ElidedLabel;
    m_state->setProperty("tone", "2");
    texts->addWidget(m_name);
    texts->addWidget(m_state);
    top->addLayout(texts, 1);
    m_pill = new Pill;
    top->addWidget(m_pill);
    auto *close = makeToolButton(QStringLiteral("x"), tr("Close the details"));
    connect(close, &QToolButton::clicked, this, &DetailsPanel::closed);
    top->addWidget(close);
    rows->addLayout(top);

    auto *actions = new QHBoxLayout;
    actions->setSpacing(space::kSmall);
    m_start = makeButton(tr("Start"), QStringLiteral("play"));
    m_stop = makeButton(tr("Stop"), QStringLiteral("square"));
    m_remove = makeButton(tr("Remove…"), QStringLiteral("trash-2"), QStringLiteral("danger"));
    connect(m_start, &QPushButton::clicked, this, [this] { emit acted(bridge::Action::Start); });
    connect(m_stop, &QPushButton::clicked, this, [this] { emit acted(bridge::Action::Stop); });
    connect(m_remove, &QPushButton::clicked, this, [this] { emit acted(bridge::Action::Remove); });
    for (QPushButton *button : {m_start, m_stop, m_remove})
        actions->addWidget(button);
    actions->addStretch();
    rows->addLayout(actions);
    return head;
}

QWidget *DetailsPanel::makeTabs()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kLarge);
    auto *group = new QButtonGroup(this);
    const QStringList names{tr("Summary"), tr("Logs"), tr("Stats"), tr("Inspect")};
    for (int i = 0; i < names.size(); ++i) {
        auto *tab = makeButton(names[i], {}, QStringLiteral("tab"));
        tab->setCheckable(true);
        tab->setChecked(i == 0);
        group->addButton(tab, i);
        m_tabs.append(tab);
        layout->addWidget(tab);
    }
    layout->addStretch();
    connect(group, &QButtonGroup::idClicked, this, [this](int id) { showTab(static_cast<Tab>(id)); });
    return bar;
}

QWidget *DetailsPanel::makeSummary()
{
    auto *content = new QWidget;
    m_summary = new QFormLayout(content);
    m_summary->setContentsMargins(0, 0, space::kSmall, 0);
    m_summary->setHorizontalSpacing(space::kLarge);
    m_summary->setVerticalSpacing(space::kSmall + 1);
    m_summary->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    return makeScroll(content);
}

QWidget *DetailsPanel::makeLogs()
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    m_log = new LogView;
    layout->addWidget(m_log, 1);
    auto *bar = new QHBoxLayout;
    m_logState = makeLabel({}, TextRole::Caption, QStringLiteral("3"));
    bar->addWidget(m_logState, 1);
    auto *times = makeButton(tr("Times"), {}, QStringLiteral("chip"));
    times->setCheckable(true);
    times->setChecked(true);
    connect(times, &QPushButton::toggled, m_log, &LogView::setTimesShown);
    auto *follow = makeButton(tr("Follow"), {}, QStringLiteral("chip"));
    follow->setCheckable(true);
    follow->setChecked(true);
    connect(follow, &QPushButton::clicked, m_log, &LogView::setFollowing);
    connect(m_log, &LogView::followingChanged, follow, &QPushButton::setChecked);
    bar->addWidget(times);
    bar->addWidget(follow);
    layout->addLayout(bar);
    return page;
}

QWidget *DetailsPanel::makeStats()
{
    auto *content = new QWidget;
    m_statsLayout = new QVBoxLayout(content);
    m_statsLayout->setContentsMargins(0, 0, 0, 0);
    m_statsLayout->setSpacing(space::kSmall);
    m_chartLink = new ChartLink(this);
    connect(m_chartLink, &ChartLink::rangeChanged, this, &DetailsPanel::updateCharts);
    connect(&m_session.metrics(), &bridge::MetricsFeed::pastRead, this, [this](const QString &key) {
        if (key == m_key.text() && !m_chartLink->isLive())
            updateCharts();
    });
    m_statsLayout->addWidget(new RangeBar(*m_chartLink));
    return makeScroll(content);
}

void DetailsPanel::setWorkload(const bridge::WorkloadKey &key)
{
    if (key == m_key && !m_key.id.isEmpty()) {
        refresh();
        return;
    }
    m_key = key;
    m_facts = {};
    m_stream.reset();
    m_log->clear();
    m_inspect->clear();
    refresh();
    openTab();
}

void DetailsPanel::clear()
{
    m_key = {};
    m_stream.reset();
}

void DetailsPanel::showTab(Tab tab)
{
    m_tab = tab;
    m_tabs[static_cast<int>(tab)]->setChecked(true);
    m_stack->setCurrentIndex(static_cast<int>(tab));
    openTab();
}

void DetailsPanel::openTab()
{
    if (m_key.id.isEmpty())
        return;
    if (m_tab != Tab::Logs)
        m_stream.reset();
    switch (m_tab) {
    case Tab::Summary:
        m_session.loadDetails(m_key);
        break;
    case Tab::Logs:
        if (m_stream)
            break;
        m_log->clear();
        m_logState->setText(tr("Following"));
        m_stream = m_session.openLog(m_key);
        connect(m_stream.get(), &bridge::LogStream::lines, m_log, &LogView::append);
        connect(m_stream.get(), &bridge::LogStream::finished, this, [this](const bridge::Problem &problem) {
            m_logState->setText(problem.isEmpty() ? tr("End of the log") : problem.text());
        });
        break;
    case Tab::Stats:
        if (m_charts.isEmpty() || m_chartHull != m_key.hull) {
            qDeleteAll(m_charts);
            m_charts.clear();
            m_chartHull = m_key.hull;
            const auto add = [this](const QString &title, const QString &iconName, Unit unit,
                                    const QList<Curve> &curves) {
                auto *chart = new LiveChart(title, iconName, unit, curves);
                chart->setMinimumHeight(210);
                chart->setLink(m_chartLink);
                m_statsLayout->addWidget(chart);
                m_charts.append(chart);
            };
            const bridge::Hull hull = m_key.hull;
            add(tr("CPU"), QStringLiteral("cpu"), Unit::Percent, {{tr("CPU"), hull, false}});
            add(tr("Memory"), QStringLiteral("memory-stick"), Unit::Bytes, {{tr("Memory"), hull, false}});
            add(tr("Network"), QStringLiteral("arrow-down-up"), Unit::BytesPerSecond,
                {{tr("Received"), hull, false}, {tr("Sent"), hull, true}});
            add(tr("Disk"), QStringLiteral("hard-drive"), Unit::BytesPerSecond,
                {{tr("Read"), hull, false}, {tr("Written"), hull, true}});
        }
        updateCharts();
        break;
    case Tab::Inspect:
        m_session.inspect(m_key);
        break;
    }
}

void DetailsPanel::updateCharts()
{
    if (m_tab != Tab::Stats || !isVisible() || m_charts.size() != 4)
        return;
    using bridge::Quantity;
    const auto curve = [this](Quantity quantity) {
        return m_session.metrics().curve(m_key, quantity, LiveChart::kSeconds, LiveChart::kMaximumPoints);
    };
    const bridge::WorkloadRow *row = m_session.workload(m_key);
    if (!m_chartLink->isLive()) {
        const auto past =
            m_session.metrics().past(m_key.text(), LiveChart::freshSeconds(m_chartLink->range()));
        m_charts[0]->setPast(0, past, {Quantity::CpuPercent});
        m_charts[1]->setPast(0, past, {Quantity::MemoryBytes});
        m_charts[2]->setPast(0, past, {Quantity::NetworkReceiveRate});
        m_charts[2]->setPast(1, past, {Quantity::NetworkSendRate});
        m_charts[3]->setPast(0, past, {Quantity::DiskReadRate});
        m_charts[3]->setPast(1, past, {Quantity::DiskWriteRate});
    }
    m_charts[0]->setData(0, curve(Quantity::CpuPercent));
    m_charts[1]->setData(0, curve(Quantity::MemoryBytes));
    m_charts[2]->setData(0, curve(Quantity::NetworkReceiveRate));
    m_charts[2]->setData(1, curve(Quantity::NetworkSendRate));
    m_charts[3]->setData(0, curve(Quantity::DiskReadRate));
    m_charts[3]->setData(1, curve(Quantity::DiskWriteRate));
    for (LiveChart *chart : std::as_const(m_charts)) {
        chart->setVmNote(row != nullptr ? row->accelerationLabel : QString());
        chart->flush();
    }
}

void DetailsPanel::refresh()
{
    const bridge::WorkloadRow *row = m_session.workload(m_key);
    if (row == nullptr)
        return;
    static_cast<HullTile *>(m_icon)->setHull(row->key.hull);
    m_name->setText(row->name);
    m_state->setText(row->stateText);
    m_pill->setState(row->state);
    const bool busy = m_session.isBusy(m_key);
    m_start->setVisible(!row->isRunning());
    m_stop->setVisible(row->isRunning());
    for (QPushButton *button : {m_start, m_stop, m_remove})
        button->setEnabled(!busy);
    fillSummary(*row);
}

void DetailsPanel::fillSummary(const bridge::WorkloadRow &row)
{
    const QList<Fact> facts = factsOf(row);
    bool sameNames = facts.size() == m_factLabels.size();
    for (qsizetype i = 0; sameNames && i < facts.size(); ++i)
        sameNames = facts[i].name == m_factLabels[i].first;
    if (!sameNames) {
        while (m_summary->rowCount() > 0)
            m_summary->removeRow(0);
        m_factLabels.clear();
        for (const Fact &fact : facts) {
            auto *label = makeLabel({}, TextRole::Body);
            label->setWordWrap(true);
            // One long word must not push the panel wider than the window.
            label->setMinimumWidth(1);
            label->setTextInteractionFlags(Qt::TextSelectableByMouse);
            auto *caption = makeLabel(fact.name, TextRole::Body, QStringLiteral("2"));
            caption->setMinimumWidth(92);
            m_summary->addRow(caption, label);
            m_factLabels.append({fact.name, label});
        }
    }
    // In place, once a second: what somebody has selected to copy stays selected.
    for (qsizetype i = 0; i < facts.size(); ++i) {
        if (m_factLabels[i].second->text() != facts[i].value)
            m_factLabels[i].second->setText(facts[i].value);
    }
}

QList<DetailsPanel::Fact> DetailsPanel::factsOf(const bridge::WorkloadRow &row) const
{
    QList<Fact> facts;
    const auto addFact = [&facts](const QString &name, const QString &value, const QString &note = {}) {
        facts.append({name, note.isEmpty() ? value : QStringLiteral("%1 · %2").arg(value, note)});
    };
    addFact(tr("Kind"), hullName(row.key.hull), row.accelerationLabel);
    addFact(tr("Image"), row.image);
    if (!row.command.isEmpty())
        addFact(tr("Command"), row.command);
    addFact(tr("Id"), row.key.id.left(12));
    addFact(tr("Created"), formatDate(row.createdNs));
    if (row.startedNs > 0)
        addFact(row.isRunning() ? tr("Up for") : tr("Last start"),
                row.isRunning() ? formatAge(row.startedNs) : formatDate(row.startedNs));
    if (row.exitCode)
        addFact(tr("Exit code"), QString::number(*row.exitCode));
    if (!row.health.isEmpty())
        addFact(tr("Health"), row.health);
    if (!row.ports.isEmpty())
        addFact(tr("Ports"), row.ports.join(QLatin1Char('\n')));
    const auto bytes = [](qint64 value) { return formatBytes(static_cast<double>(value)); };
    if (!m_facts.memory.entries.isEmpty()) {
        addFact(tr("Memory"), bytes(m_facts.memory.totalBytes), row.accelerationLabel);
        for (const auto &[name, value] : m_facts.memory.entries)
            addFact(QStringLiteral("   ") + name, bytes(value));
    }
    if (m_facts.diskSharedBytes) {
        addFact(tr("Disk, shared"), bytes(*m_facts.diskSharedBytes));
        addFact(tr("Disk, own"), bytes(m_facts.diskUniqueBytes.value_or(0)));
    }
    QStringList labels;
    for (const auto &[name, value] : row.labels) {
        // Our own book-keeping; Inspect shows it.
        if (!name.startsWith(QLatin1String("org.catamaran.")))
            labels.append(name + QLatin1Char('=') + value);
    }
    if (!labels.isEmpty())
        addFact(tr("Labels"), labels.join(QLatin1Char('\n')));
    if (!row.ours)
        addFact(tr("Note"), tr("Made by another program; it can be watched and stopped here."));
    return facts;
}

} // namespace catamaran::ui
