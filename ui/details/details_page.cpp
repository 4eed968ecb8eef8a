// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/details_page.h"

#include "src/bridge/room_values.h"
#include "ui/details/health_tab.h"
#include "ui/details/inspect_tab.h"
#include "ui/details/network_tab.h"
#include "ui/details/snapshots_tab.h"
#include "ui/details/stats_tab.h"
#include "ui/details/summary_tab.h"
#include "ui/models/file_browser.h"
#include "ui/terminal/terminal_panel.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/log_pane.h"
#include "ui/widgets/pill.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QShortcut>
#include <QStackedWidget>

namespace catamaran::ui {

DetailsPage::DetailsPage(bridge::Session &session, QWidget *parent) : Page(parent), m_session(session)
{
    makeHeaderTools();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kMedium);
    layout->addWidget(makeHead());
    m_stack = new QStackedWidget;
    layout->addWidget(m_stack, 1);
    makeTabs();
    connect(&session, &bridge::Session::workloadsChanged, this, [this] {
        // The first one when nobody has chosen: a capture, or the page opened by its name.
        if (m_key.id.isEmpty() && m_merged.isEmpty() && isVisible() && !m_session.workloads().isEmpty())
            open(m_session.workloads().constFirst().key);
        refresh(false);
    });
    connect(&session, &bridge::Session::busyChanged, this, [this] { refresh(false); });
    connect(&session, &bridge::Session::settled, this, &Page::settled);
    offerTabs();
}

DetailsPage::~DetailsPage() = default;

QString DetailsPage::title() const
{
    if (m_merged.size() > 1)
        return tr("Logs of %1 workloads").arg(m_merged.size());
    const bridge::WorkloadRow *row = m_session.workload(m_key);
    return row != nullptr ? row->name : tr("Details");
}

QList<QWidget *> DetailsPage::headerWidgets()
{
    return {m_choice, m_back};
}

bool DetailsPage::isSettled() const
{
    return m_session.isSettled();
}

bool DetailsPage::isLive() const
{
    const auto *stats = static_cast<const StatsTab *>(part(Tab::Stats));
    return m_tab == Tab::Stats && stats->isLive();
}

void DetailsPage::makeHeaderTools()
{
    m_choice = new QComboBox(this);
    m_choice->setAccessibleName(tr("Container or VM"));
    m_choice->setToolTip(tr("Show another container or VM"));
    m_choice->setMinimumWidth(180);
    connect(m_choice, &QComboBox::activated, this,
            [this](int index) { open(m_choice->itemData(index).value<bridge::WorkloadKey>()); });
    m_start = makeButton(tr("Start"), QStringLiteral("play"), {}, this);
    m_stop = makeButton(tr("Stop"), QStringLiteral("square"), {}, this);
    connect(m_start, &QPushButton::clicked, this, [this] { m_session.act(bridge::Action::Start, {m_key}); });
    connect(m_stop, &QPushButton::clicked, this, [this] { m_session.act(bridge::Action::Stop, {m_key}); });
    m_back = makeButton(tr("All workloads"), QStringLiteral("arrow-left"), {}, this);
    m_back->setToolTip(tr("Back to the list (Alt+Left)"));
    const auto back = [this] {
        emit navigate(QStringLiteral("workloads"), m_key.id.isEmpty() ? QString() : QStringLiteral("select"),
                      QVariant::fromValue(m_key));
    };
    connect(m_back, &QPushButton::clicked, this, back);
    auto *keys = new QShortcut(QKeySequence(QStringLiteral("Alt+Left")), this);
    keys->setContext(Qt::WidgetWithChildrenShortcut);
    connect(keys, &QShortcut::activated, this, back);
}

QWidget *DetailsPage::makeHead()
{
    auto *head = new QWidget;
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kLarge);
    m_group = new QButtonGroup(this);
    const QStringList names{tr("Summary"), tr("Logs"),   tr("Terminal"), tr("Files"),    tr("Stats"),
                            tr("Inspect"), tr("Health"), tr("Network"),  tr("Snapshots")};
    for (int i = 0; i < names.size(); ++i) {
        auto *tab = makeButton(names[i], {}, QStringLiteral("tab"));
        tab->setCheckable(true);
        tab->setToolTip(tr("%1 (Alt+%2)").arg(names[i]).arg(i + 1));
        m_group->addButton(tab, i);
        m_tabs.append(tab);
        layout->addWidget(tab);
        auto *keys = new QShortcut(QKeySequence(QStringLiteral("Alt+%1").arg(i + 1)), this);
        keys->setContext(Qt::WidgetWithChildrenShortcut);
        connect(keys, &QShortcut::activated, this, [this, i] {
            if (m_tabs[i]->isVisibleTo(this))
                showTab(static_cast<Tab>(i));
        });
    }
    m_tabs[0]->setChecked(true);
    connect(m_group, &QButtonGroup::idClicked, this, [this](int id) { showTab(static_cast<Tab>(id)); });
    layout->addStretch(1);
    m_pill = new Pill;
    layout->addWidget(m_pill);
    layout->setSpacing(space::kMedium);
    layout->addWidget(m_start);
    layout->addWidget(m_stop);
    return head;
}

void DetailsPage::makeTabs()
{
    const auto part = [this](Tab tab, DetailsTab *widget) {
        m_parts.insert(static_cast<int>(tab), widget);
        m_stack->addWidget(widget);
    };
    part(Tab::Summary, new SummaryTab(m_session));
    m_logs = new LogPane(m_session);
    m_stack->addWidget(m_logs);
    m_terminal = new TerminalPanel(m_session);
    m_stack->addWidget(m_terminal);
    m_files = new FileBrowser(m_session);
    m_stack->addWidget(m_files);
    part(Tab::Stats, new StatsTab(m_session));
    part(Tab::Inspect, new InspectTab(m_session));
    part(Tab::Health, new HealthTab(m_session));
    auto *network = new NetworkTab(m_session);
    part(Tab::Network, network);
    part(Tab::Snapshots, new SnapshotsTab(m_session));
    connect(network, &NetworkTab::networkWanted, this, [this](const QString &name) {
        emit navigate(QStringLiteral("networks"), QStringLiteral("select"), name);
    });
}

void DetailsPage::open(const bridge::WorkloadKey &key)
{
    m_merged.clear();
    const bool isNew = key != m_key;
    m_key = key;
    offerTabs();
    refresh(isNew || m_logs->workloads() != QList<bridge::WorkloadKey>{key});
    showTab(m_tabs[static_cast<int>(m_tab)]->isHidden() ? Tab::Summary : m_tab);
}

void DetailsPage::openLogs(const QList<bridge::WorkloadKey> &keys)
{
    if (keys.size() == 1) {
        open(keys.constFirst());
        showTab(Tab::Logs);
        return;
    }
    m_merged = keys;
    m_key = {};
    m_logs->setWorkloads(keys);
    offerTabs();
    showTab(Tab::Logs);
    refresh(true);
}

void DetailsPage::offerTabs()
{
    const bool merged = m_merged.size() > 1;
    const bool vm = m_key.hull == bridge::Hull::Vm;
    for (int i = 0; i < m_tabs.size(); ++i) {
        const Tab tab = static_cast<Tab>(i);
        const bool forContainers = tab == Tab::Files || tab == Tab::Health;
        m_tabs[i]->setVisible(merged ? tab == Tab::Logs : vm ? !forContainers : tab != Tab::Snapshots);
    }
    m_tabs[static_cast<int>(Tab::Terminal)]->setText(vm ? tr("Console") : tr("Terminal"));
}

void DetailsPage::refresh(bool isNew)
{
    m_choice->clear();
    for (const bridge::WorkloadRow &row : m_session.workloads()) {
        m_choice->addItem(icon(hullIcon(row.key.hull), hullColor(row.key.hull)), row.name,
                          QVariant::fromValue(row.key));
        if (row.key == m_key)
            m_choice->setCurrentIndex(m_choice->count() - 1);
    }
    const bridge::WorkloadRow *row = m_session.workload(m_key);
    m_pill->setVisible(row != nullptr);
    m_start->setVisible(row != nullptr && !row->isRunning());
    m_stop->setVisible(row != nullptr && row->isRunning());
    if (row == nullptr) {
        setSubtitle(m_merged.size() > 1  ? tr("Merged by time")
                    : m_key.id.isEmpty() ? QString()
                                         : tr("It is gone"));
        return;
    }
    m_pill->setState(row->state);
    m_start->setEnabled(!m_session.isBusy(m_key));
    m_stop->setEnabled(!m_session.isBusy(m_key));
    const QString flag =
        row->key.hull == bridge::Hull::Vm ? QStringLiteral("catamaran vm ") : QStringLiteral("catamaran ");
    m_start->setToolTip(tr("Start it\n%1").arg(flag + QStringLiteral("start ") + row->name));
    m_stop->setToolTip(tr("Ask it to end\n%1").arg(flag + QStringLiteral("stop ") + row->name));
    setSubtitle(QStringLiteral("%1 · %2 · %3").arg(hullName(row->key.hull), row->image, row->stateText));
    if (isNew) {
        m_logs->setWorkloads({m_key});
        m_terminal->setWorkload(m_key, row->name);
        m_files->setPlace({bridge::FilePlace::Kind::Container, m_key.id, row->name});
    }
    for (DetailsTab *part : std::as_const(m_parts))
        part->setWorkload(*row, isNew);
}

void DetailsPage::showTab(Tab tab)
{
    m_tab = tab;
    m_tabs[static_cast<int>(tab)]->setChecked(true);
    m_stack->setCurrentIndex(static_cast<int>(tab));
}

void DetailsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (m_key.id.isEmpty() && m_merged.isEmpty() && !m_session.workloads().isEmpty())
        open(m_session.workloads().constFirst().key);
}

void DetailsPage::receive(const QString &topic, const QVariant &value)
{
    if (topic == QLatin1String("open"))
        open(value.value<bridge::WorkloadKey>());
    else if (topic == QLatin1String("tab"))
        showTab(static_cast<Tab>(value.toInt()));
    if (topic == QLatin1String("logs")) {
        QList<bridge::WorkloadKey> keys;
        for (const QVariant &key : value.toList())
            keys.append(key.value<bridge::WorkloadKey>());
        openLogs(keys);
    }
}

QStringList DetailsPage::views()
{
    return {QStringLiteral("logs"),    QStringLiteral("terminal"), QStringLiteral("files"),
            QStringLiteral("stats"),   QStringLiteral("inspect"),  QStringLiteral("health"),
            QStringLiteral("network"), QStringLiteral("console"),  QStringLiteral("snapshots")};
}

void DetailsPage::showView(const QString &name)
{
    const bool vm = name == QLatin1String("console") || name == QLatin1String("snapshots");
    const bridge::WorkloadRow *best = nullptr;
    for (const bridge::WorkloadRow &row : m_session.workloads()) {
        const bool fits = (row.key.hull == bridge::Hull::Vm) == vm && row.isRunning();
        // The one with most to show.
        if (fits && (best == nullptr || (best->health.isEmpty() && !row.health.isEmpty())))
            best = &row;
    }
    if (best != nullptr)
        open(best->key);
    static const QHash<QString, Tab> kTabs = {
        {QStringLiteral("logs"), Tab::Logs},          {QStringLiteral("terminal"), Tab::Terminal},
        {QStringLiteral("console"), Tab::Terminal},   {QStringLiteral("files"), Tab::Files},
        {QStringLiteral("stats"), Tab::Stats},        {QStringLiteral("inspect"), Tab::Inspect},
        {QStringLiteral("health"), Tab::Health},      {QStringLiteral("network"), Tab::Network},
        {QStringLiteral("snapshots"), Tab::Snapshots}};
    showTab(kTabs.value(name, Tab::Summary));
}

} // namespace catamaran::ui
