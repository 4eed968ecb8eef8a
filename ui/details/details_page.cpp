// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/details_page.h"

#include "src/bridge/desk.h"
#include "src/bridge/room_values.h"
#include "ui/details/health_tab.h"
#include "ui/details/inspect_tab.h"
#include "ui/details/network_tab.h"
#include "ui/details/screen_tab.h"
#include "ui/details/snapshots_tab.h"
#include "ui/details/stats_tab.h"
#include "ui/details/summary_tab.h"
#include "ui/dialogs/tool_menu.h"
#include "ui/models/file_browser.h"
#include "ui/terminal/terminal_deck.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/log_pane.h"
#include "ui/widgets/pill.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QMenu>
#include <QShortcut>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QTimer>

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

TerminalPanel &DetailsPage::terminal()
{
    return m_terminals->current();
}

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
    m_more = makeButton(tr("More"), QStringLiteral("chevron-down"), {}, this);
    m_more->setToolTip(tr("Everything else that can be done with it (Alt+M)"));
    m_more->setShortcut(QKeySequence(QStringLiteral("Alt+M")));
    connect(m_more, &QPushButton::clicked, this, &DetailsPage::showMore);
    m_back = makeButton({}, QStringLiteral("arrow-left"), {}, this);
    setOrigin(m_from);
    connect(m_back, &QPushButton::clicked, this, &DetailsPage::goBack);
    // Of the window: who came by the mouse has no focus in here yet. A page that is not shown has no keys.
    auto *keys = new QShortcut(QKeySequence(QStringLiteral("Alt+Left")), this);
    connect(keys, &QShortcut::activated, this, &DetailsPage::goBack);
}

void DetailsPage::setOrigin(const QString &pageId)
{
    m_from = pageId.isEmpty() ? QStringLiteral("workloads") : pageId;
    const bool list = m_from == QLatin1String("workloads");
    m_back->setText(QLatin1Char(' ') + (list ? tr("All workloads") : tr("Back")));
    m_back->setAccessibleName(m_back->text().trimmed());
    m_back->setToolTip(list ? tr("Back to the list (Alt+Left)") : tr("Back to where you were (Alt+Left)"));
}

void DetailsPage::goBack()
{
    // Other pages are as they were left.
    const bool select = m_from == QLatin1String("workloads") && !m_key.id.isEmpty();
    emit navigate(m_from, select ? QStringLiteral("select") : QString(), QVariant::fromValue(m_key));
}

QWidget *DetailsPage::makeHead()
{
    auto *head = new QWidget;
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kLarge);
    m_group = new QButtonGroup(this);
    const QStringList names{tr("Summary"), tr("Logs"),   tr("Terminal"), tr("Files"),     tr("Stats"),
                            tr("Inspect"), tr("Health"), tr("Network"),  tr("Snapshots"), tr("Screen")};
    for (int i = 0; i < names.size(); ++i) {
        auto *tab = makeButton(names[i], {}, QStringLiteral("tab"));
        tab->setCheckable(true);
        tab->setToolTip(tr("%1 (Alt+%2)").arg(names[i]).arg((i + 1) % 10));
        m_group->addButton(tab, i);
        m_tabs.append(tab);
        layout->addWidget(tab);
        auto *keys = new QShortcut(QKeySequence(QStringLiteral("Alt+%1").arg((i + 1) % 10)), this);
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
    layout->addWidget(m_more);
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
    m_terminals = new TerminalDeck(m_session);
    m_stack->addWidget(m_terminals);
    connect(m_terminals, &TerminalDeck::workloadWanted, this, [this](const bridge::WorkloadKey &key) {
        open(key);
        showTab(Tab::Terminal);
    });
    m_files = new FileBrowser(m_session);
    m_stack->addWidget(m_files);
    part(Tab::Stats, new StatsTab(m_session));
    part(Tab::Inspect, new InspectTab(m_session));
    part(Tab::Health, new HealthTab(m_session));
    auto *network = new NetworkTab(m_session);
    part(Tab::Network, network);
    part(Tab::Snapshots, new SnapshotsTab(m_session));
    part(Tab::Screen, new ScreenTab(m_session));
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
        m_tabs[i]->setVisible(merged ? tab == Tab::Logs
                              : vm   ? !forContainers
                                     : tab != Tab::Snapshots && tab != Tab::Screen);
    }
    m_tabs[static_cast<int>(Tab::Terminal)]->setText(vm ? tr("Console") : tr("Terminal"));
}

void DetailsPage::fillChoice()
{
    QList<std::pair<bridge::WorkloadKey, QString>> offered;
    offered.reserve(m_session.workloads().size());
    int current = -1;
    for (const bridge::WorkloadRow &row : m_session.workloads()) {
        if (row.key == m_key)
            current = static_cast<int>(offered.size());
        offered.append({row.key, row.name});
    }
    // Thousands of items are many milliseconds; mostly they are the same as before.
    if (offered != m_offered) {
        m_offered = offered;
        const QIcon icons[] = {icon(hullIcon(bridge::Hull::Container), hullColor(bridge::Hull::Container)),
                               icon(hullIcon(bridge::Hull::Vm), hullColor(bridge::Hull::Vm))};
        QList<QStandardItem *> items;
        items.reserve(offered.size());
        for (const auto &[key, name] : std::as_const(offered)) {
            auto *item = new QStandardItem(icons[key.hull == bridge::Hull::Vm ? 1 : 0], name);
            item->setData(QVariant::fromValue(key), Qt::UserRole);
            items.append(item);
        }
        auto *model = new QStandardItemModel(m_choice);
        model->appendColumn(items);
        m_choice->setModel(model); // which deletes the one before
    }
    m_choice->setCurrentIndex(current);
}

void DetailsPage::showMore()
{
    const bridge::WorkloadRow *row = m_session.workload(m_key);
    if (row == nullptr)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    const auto add = [&](bridge::Action action, const QString &iconName, const QString &text) {
        if (!bridge::applies(action, *row))
            return;
        QAction *item = menu->addAction(icon(iconName), text);
        item->setToolTip(bridge::commandLine(action, {*row}));
        connect(item, &QAction::triggered, this, [this, action] { m_session.act(action, {m_key}); });
    };
    add(bridge::Action::Restart, QStringLiteral("rotate-cw"), tr("Restart"));
    add(bridge::Action::Pause, QStringLiteral("pause"), tr("Pause"));
    add(bridge::Action::Resume, QStringLiteral("play"), tr("Resume"));
    add(bridge::Action::Kill, QStringLiteral("unplug"), tr("Kill"));
    menu->addSeparator();
    addTools(*menu, m_session.desk(), toolSubject(*row), this);
    menu->addSeparator();
    addToolLines(*menu, toolSubject(*row));
    add(bridge::Action::Remove, QStringLiteral("trash-2"), tr("Remove…"));
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

void DetailsPage::refresh(bool isNew)
{
    fillChoice();
    const bridge::WorkloadRow *row = m_session.workload(m_key);
    m_pill->setVisible(row != nullptr);
    m_start->setVisible(row != nullptr && !row->isRunning());
    m_stop->setVisible(row != nullptr && row->isRunning());
    m_more->setVisible(row != nullptr);
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
        m_terminals->setWorkload(m_key, row->name);
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
    // Whoever shows the page mostly says at once which workload it shall be.
    QTimer::singleShot(0, this, [this] {
        if (isVisible() && m_key.id.isEmpty() && m_merged.isEmpty() && !m_session.workloads().isEmpty())
            open(m_session.workloads().constFirst().key);
    });
}

void DetailsPage::receive(const QString &topic, const QVariant &value)
{
    if (topic == QLatin1String("from"))
        setOrigin(value.toString());
    else if (topic == QLatin1String("open"))
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
            QStringLiteral("network"), QStringLiteral("console"),  QStringLiteral("snapshots"),
            QStringLiteral("screen")};
}

void DetailsPage::showView(const QString &name)
{
    const bool vm = name == QLatin1String("console") || name == QLatin1String("snapshots") ||
                    name == QLatin1String("screen");
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
        {QStringLiteral("logs"), Tab::Logs},           {QStringLiteral("terminal"), Tab::Terminal},
        {QStringLiteral("console"), Tab::Terminal},    {QStringLiteral("files"), Tab::Files},
        {QStringLiteral("stats"), Tab::Stats},         {QStringLiteral("inspect"), Tab::Inspect},
        {QStringLiteral("health"), Tab::Health},       {QStringLiteral("network"), Tab::Network},
        {QStringLiteral("snapshots"), Tab::Snapshots}, {QStringLiteral("screen"), Tab::Screen}};
    showTab(kTabs.value(name, Tab::Summary));
}

} // namespace catamaran::ui
