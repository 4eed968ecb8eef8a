// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/workloads_page.h"

#include "src/bridge/desk.h"
#include "src/bridge/metrics_feed.h"
#include "src/bridge/undo_bin.h"
#include "ui/dialogs/tool_menu.h"
#include "ui/models/plain_table.h"
#include "ui/models/workload_delegate.h"
#include "ui/models/workload_filter.h"
#include "ui/models/workload_marks.h"
#include "ui/models/workload_model.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/preferences.h"
#include "ui/workloads/details_panel.h"
#include "ui/workloads/filter_chips.h"
#include "ui/workloads/run_dialog.h"
#include "ui/workloads/workload_table.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QScrollBar>
#include <QSet>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>

namespace catamaran::ui {

namespace {

struct ColumnRule {
    int column;
    int width;
    int priority; ///< lower ones go first when the table gets narrow
};
constexpr ColumnRule kColumns[] = {
    {WorkloadModel::Name, 150, 9},  {WorkloadModel::Kind, 124, 8},  {WorkloadModel::Status, 112, 8},
    {WorkloadModel::Cpu, 146, 7},   {WorkloadModel::Memory, 92, 6}, {WorkloadModel::Network, 182, 2},
    {WorkloadModel::Ports, 156, 4}, {WorkloadModel::Image, 176, 1}, {WorkloadModel::Uptime, 94, 3},
};
constexpr int kDetailsWidth = 420;
constexpr int kClockMilliseconds = 1000;
constexpr qsizetype kMostSelected = 64; ///< that are sampled without being seen

const QString kGroupingKey = QStringLiteral("workloads/grouping");
const QString kFoldedKey = QStringLiteral("workloads/folded");

QString ellipsis(QString line)
{
    constexpr qsizetype kLongest = 90;
    line.replace(QLatin1Char('\n'), QStringLiteral("; "));
    return line.size() <= kLongest ? line : line.left(kLongest - 1) + QStringLiteral("…");
}

} // namespace

WorkloadsPage::WorkloadsPage(bridge::Session &session, QWidget *parent)
    : Page(parent), m_session(session), m_marks(new WorkloadMarks(Preferences::instance().store(), this)),
      m_model(new WorkloadModel(session, m_marks, this)), m_filter(new WorkloadFilter(this))
{
    m_filter->setSourceModel(m_model);
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Filter workloads"));
    m_search->setAccessibleName(tr("Filter workloads"));
    m_search->setToolTip(tr("Filter by name, image, port, state or #tag (Ctrl+F)"));
    m_search->setClearButtonEnabled(true);
    m_search->setFixedWidth(240);
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_run = makeButton(tr("Run…"), QStringLiteral("plus"), QStringLiteral("primary"), this);
    m_run->setToolTip(tr("Run an image as a container, a VM or both (Ctrl+N)"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kMedium);
    layout->addWidget(makeChips());
    m_splitter = new QSplitter;
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(space::kLarge);
    layout->addWidget(m_splitter, 1);

    m_stack = new QStackedWidget;
    makeTable();
    m_empty = new EmptyState(QStringLiteral("box"), tr("Nothing runs yet"),
                             tr("Run an image as a container or a VM, or compare both side by side. What is "
                                "started here goes on when this window is closed."),
                             tr("Compare the demo"));
    m_stack->addWidget(m_empty);
    m_splitter->addWidget(m_stack);
    m_details = new DetailsPanel(session);
    m_details->hide();
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);

    m_more = makeButton(tr("More"), QStringLiteral("chevron-down"), {}, this);
    m_more->setToolTip(tr("VMs of disks, and what makes VMs start faster"));
    connect(m_more, &QPushButton::clicked, this, [this] {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        addTools(*menu, m_session.desk(), {bridge::Tool::Object::Machine, {}, {}}, this,
                 {QStringLiteral("vm launch"), QStringLiteral("vm warm ls"), QStringLiteral("vm warm rm"),
                  QStringLiteral("vm kernel ls"), QStringLiteral("vm kernel import")});
        menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
    });
    connect(m_search, &QLineEdit::textChanged, m_filter, &WorkloadFilter::setText);
    connect(m_run, &QPushButton::clicked, this, [this] { openRunDialog(); });
    connect(m_empty, &EmptyState::activated, this,
            [this] { emit navigate(QStringLiteral("compare"), {}, {}); });
    connect(&session, &bridge::Session::workloadsChanged, this, &WorkloadsPage::updateCounts);
    connect(&session, &bridge::Session::settled, this, &Page::settled);
    connect(m_details, &DetailsPanel::closed, this, [this] { m_table->clearSelection(); });
    connect(m_details, &DetailsPanel::acted, this, &WorkloadsPage::act);
    m_clock.setInterval(kClockMilliseconds);
    connect(&m_clock, &QTimer::timeout, this, &WorkloadsPage::refreshTexts);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &WorkloadsPage::updateWatch);
    makeGrouping();
    makeShortcuts();
    updateCounts();
}

WorkloadsPage::~WorkloadsPage() = default;

QString WorkloadsPage::title() const
{
    return tr("Workloads");
}

QList<QWidget *> WorkloadsPage::headerWidgets()
{
    return {m_search, m_more, m_run};
}

bool WorkloadsPage::isSettled() const
{
    return m_session.isSettled();
}

QWidget *WorkloadsPage::makeChips()
{
    m_chips = new FilterChips(*m_marks);
    connect(m_chips, &FilterChips::changed, this, [this] {
        const SavedFilter filter = m_chips->current();
        m_filter->setHull(filter.hull);
        m_filter->setStates(filter.states);
    });
    connect(m_chips, &FilterChips::chosen, this,
            [this](const SavedFilter &filter) { m_search->setText(filter.text); });
    connect(m_search, &QLineEdit::textChanged, m_chips, &FilterChips::setText);
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    layout->addWidget(m_chips, 1);
    auto *label = new QLabel(tr("&Group by"));
    layout->addWidget(label);
    m_grouping = new QComboBox;
    m_grouping->setAccessibleName(tr("Group by"));
    m_grouping->setToolTip(
        tr("Puts workloads below headers with sums, which fold; of several tags or networks "
           "the first counts"));
    // In the order of Grouping; the words that are kept are the same in every language.
    m_grouping->addItem(tr("Nothing"), QStringLiteral("none"));
    m_grouping->addItem(tr("Stack"), QStringLiteral("stack"));
    m_grouping->addItem(tr("Tag"), QStringLiteral("tag"));
    m_grouping->addItem(tr("Kind"), QStringLiteral("kind"));
    m_grouping->addItem(tr("Network"), QStringLiteral("network"));
    label->setBuddy(m_grouping);
    layout->addWidget(m_grouping);
    return bar;
}

void WorkloadsPage::makeGrouping()
{
    connect(m_grouping, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_table->setGrouping(static_cast<Grouping>(index));
        updateColumns();
        updateWatch();
        if (QSettings *store = Preferences::instance().store())
            store->setValue(kGroupingKey, m_grouping->currentData());
    });
    connect(&m_table->groups(), &WorkloadGroups::foldingChanged, this, [this] {
        updateWatch();
        if (QSettings *store = Preferences::instance().store())
            store->setValue(kFoldedKey, m_table->groups().folded());
    });
    connect(m_marks, &WorkloadMarks::tagsChanged, m_filter, [this] {
        if (m_table->grouping() == Grouping::Tag)
            m_filter->invalidate();
    });
    if (const QSettings *store = Preferences::instance().store()) {
        m_table->groups().setAllFolded(store->value(kFoldedKey).toStringList());
        m_grouping->setCurrentIndex(std::max(0, m_grouping->findData(store->value(kGroupingKey))));
    }
}

void WorkloadsPage::makeTable()
{
    auto *card = new QFrame;
    card->setObjectName(QStringLiteral("card"));
    auto *layout = new QVBoxLayout(card);
    // The rounded corners are not clipped by Qt: keep the square table inside them.
    layout->setContentsMargins(4, 6, 4, 6);
    m_table = new WorkloadTable(*m_filter);
    m_table->setItemDelegate(new WorkloadDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setShowGrid(false);
    m_table->setMouseTracking(true);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(space::kRow);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setFixedHeight(36);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionsClickable(true);
    m_table->horizontalHeader()->setMinimumSectionSize(60);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    for (const ColumnRule &rule : kColumns)
        m_table->setColumnWidth(rule.column, rule.width);
    m_table->horizontalHeader()->setSectionResizeMode(WorkloadModel::Name, QHeaderView::Stretch);
    m_table->setAccessibleName(tr("Workloads"));
    m_table->setToolTip(tr("Containers and VMs; Enter opens, the menu key shows what can be done"));
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->viewport()->installEventFilter(this);
    layout->addWidget(m_table);
    m_stack->addWidget(card);

    connect(m_table->horizontalHeader(), &QHeaderView::sectionClicked, this, [this](int column) {
        const bool again = m_filter->sortColumn() == column && m_filter->sortOrder() == Qt::AscendingOrder;
        m_filter->sort(column, again ? Qt::DescendingOrder : Qt::AscendingOrder);
        m_table->horizontalHeader()->viewport()->update();
    });
    connect(m_table, &QTableView::customContextMenuRequested, this, &WorkloadsPage::showMenu);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        if (m_table->isHeader(index.row())) {
            m_table->setFolded(index.row(), !index.data(WorkloadGroups::FoldedRole).toBool());
            return;
        }
        emit navigate(QStringLiteral("details"), QStringLiteral("open"), index.data(WorkloadModel::KeyRole));
    });
    connect(m_table, &WorkloadTable::selectionMoved, this, &WorkloadsPage::onSelection);
}

void WorkloadsPage::makeShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto call) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, call);
    };
    add(QKeySequence::Find, [this] { m_search->setFocus(); });
    add(QKeySequence::New, [this] { openRunDialog(); });
    add(QKeySequence::Delete, [this] { act(bridge::Action::Remove); });
    add(QKeySequence(Qt::Key_Escape), [this] { m_table->clearSelection(); });
    add(QKeySequence(QStringLiteral("Ctrl+Shift+S")), [this] { m_chips->askToSave(); });
    add(QKeySequence(QStringLiteral("Ctrl+T")), [this] { askForTags(); });
    add(QKeySequence(QStringLiteral("Ctrl+L")), [this] { m_details->showTab(DetailsPanel::Tab::Logs); });
    add(QKeySequence(QStringLiteral("Ctrl+Shift+L")), [this] { openLogs(); });
    add(QKeySequence(Qt::Key_Menu),
        [this] { showMenu(m_table->visualRect(m_table->currentIndex()).bottomLeft()); });
}

void WorkloadsPage::updateCounts()
{
    int containers = 0;
    int machines = 0;
    int running = 0;
    for (const bridge::WorkloadRow &row : m_session.workloads()) {
        (row.key.hull == bridge::Hull::Vm ? machines : containers) += 1;
        running += row.isRunning() ? 1 : 0;
    }
    m_chips->setCounts(containers, machines, running);
    if (m_session.isSettled())
        m_marks->keepOnly(m_session.workloads());
    setSubtitle(QStringLiteral("%1 · %2, %3")
                    .arg(tr("%1 running").arg(running), count(containers, tr("container"), tr("containers")),
                         count(machines, tr("virtual machine"), tr("virtual machines"))));
    if (!m_table->viewport()->underMouse())
        m_filter->invalidate();
    const bool empty = m_session.isSettled() && m_session.workloads().isEmpty();
    m_stack->setCurrentIndex(empty ? 1 : 0);
    m_run->setEnabled(m_session.phase() == bridge::Session::Phase::Open);
    if (isSeen(*this))
        updateWatch();
    onSelection();
}

void WorkloadsPage::updateWatch()
{
    // The new token is taken before the old one goes, so that no curve breaks.
    const QList<bridge::WorkloadKey> keys = visibleKeys();
    if (!isSeen(*this) || (m_watch != nullptr && keys == m_watched))
        return;
    m_watched = keys;
    m_watch = m_session.metrics().watch(keys);
}

QList<bridge::WorkloadKey> WorkloadsPage::visibleKeys() const
{
    QList<bridge::WorkloadKey> keys;
    QSet<bridge::WorkloadKey> seen;
    const auto add = [&](const QModelIndex &index) {
        const auto key = index.data(WorkloadModel::KeyRole).value<bridge::WorkloadKey>();
        const bridge::WorkloadRow *workload = m_session.workload(key);
        const bool alive =
            workload != nullptr && (workload->isRunning() || workload->state == bridge::State::Paused);
        if (!alive || seen.contains(key))
            return;
        seen.insert(key);
        keys.append(key);
    };
    // The order by a figure needs the figure of every row, and so do the sums of groups.
    const bool everything =
        WorkloadModel::isFigure(m_filter->sortColumn()) || m_table->grouping() != Grouping::None;
    const int first = everything ? 0 : m_table->rowAt(0);
    const int lowest = everything ? -1 : m_table->rowAt(m_table->viewport()->height() - 1);
    const int last = lowest < 0 ? m_filter->rowCount() - 1 : lowest;
    for (int row = std::max(first, 0); row <= last; ++row)
        add(m_filter->index(row, 0));
    // A row that is selected feeds the details beside the table, wherever it was scrolled to.
    const auto rows = m_table->selectionModel()->selectedRows(); // a header has no key
    for (qsizetype i = 0; i < std::min<qsizetype>(rows.size(), kMostSelected); ++i)
        add(rows[i]);
    return keys;
}

void WorkloadsPage::refreshTexts()
{
    updateWatch(); // a filter or a new size may have brought other rows into view
    m_model->updateFigures();
    if (m_details->isVisible())
        m_session.refresh(); // the sentence about the state comes from the engine
}

void WorkloadsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    updateCounts();
    updateColumns();
    m_clock.start();
}

void WorkloadsPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_clock.stop();
    m_watch.reset();
}

void WorkloadsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    updateColumns();
}

bool WorkloadsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Leave)
        m_filter->invalidate();
    if (event->type() == QEvent::Resize)
        updateColumns();
    return Page::eventFilter(watched, event);
}

void WorkloadsPage::updateColumns()
{
    const int available = m_table->viewport()->width();
    for (int keepFrom = 1; keepFrom <= 9; ++keepFrom) {
        int needed = 0;
        for (const ColumnRule &rule : kColumns)
            needed += rule.priority >= keepFrom ? rule.width : 0;
        if (needed > available && keepFrom < 9)
            continue;
        for (const ColumnRule &rule : kColumns)
            m_table->setColumnHidden(rule.column, rule.priority < keepFrom);
        return;
    }
}

QList<bridge::WorkloadKey> WorkloadsPage::selected() const
{
    return m_table->selectedKeys();
}

void WorkloadsPage::select(const bridge::WorkloadKey &key)
{
    m_table->choose(key);
}

void WorkloadsPage::receive(const QString &topic, const QVariant &value)
{
    if (topic == QLatin1String("select"))
        select(value.value<bridge::WorkloadKey>());
    if (topic == QLatin1String("logs")) {
        select(value.value<bridge::WorkloadKey>());
        m_details->showTab(DetailsPanel::Tab::Logs);
    }
    if (topic == QLatin1String("run"))
        openRunDialog(value.toString());
}

void WorkloadsPage::onSelection()
{
    if (const auto only = m_table->onlySelected()) {
        const bool wasHidden = m_details->isHidden();
        m_details->setWorkload(*only);
        m_details->show();
        if (wasHidden)
            m_splitter->setSizes({width() - kDetailsWidth - space::kLarge, kDetailsWidth});
    } else {
        m_details->hide();
        m_details->clear();
    }
    updateColumns();
}

void WorkloadsPage::showMenu(const QPoint &position)
{
    const QList<bridge::WorkloadKey> keys = selected();
    if (keys.isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    fillMenu(*menu, keys);
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void WorkloadsPage::fillMenu(QMenu &menu, const QList<bridge::WorkloadKey> &keys)
{
    QList<bridge::WorkloadRow> rows;
    for (const bridge::WorkloadKey &key : keys) {
        if (const bridge::WorkloadRow *row = m_session.workload(key))
            rows.append(*row);
    }
    const auto add = [&](const QString &iconName, const QString &text, auto call) {
        QAction *action = menu.addAction(icon(iconName), text);
        connect(action, &QAction::triggered, this, call);
    };
    // What fits none of them is not offered; each line says how the shell would do it.
    const auto control = [&](bridge::Action action, const QString &iconName, const QString &text) {
        const QString line = bridge::commandLine(action, rows);
        if (line.isEmpty())
            return;
        QAction *item = menu.addAction(icon(iconName), text);
        item->setToolTip(line);
        connect(item, &QAction::triggered, this, [this, action] { act(action); });
    };
    control(bridge::Action::Start, QStringLiteral("play"), tr("Start"));
    control(bridge::Action::Stop, QStringLiteral("square"), tr("Stop"));
    control(bridge::Action::Restart, QStringLiteral("rotate-cw"), tr("Restart"));
    control(bridge::Action::Pause, QStringLiteral("pause"), tr("Pause"));
    control(bridge::Action::Resume, QStringLiteral("play"), tr("Resume"));
    control(bridge::Action::Kill, QStringLiteral("unplug"), tr("Kill"));
    menu.addSeparator();
    if (keys.size() == 1)
        add(QStringLiteral("maximize-2"), tr("Open details\tEnter"), [this, keys] {
            emit navigate(QStringLiteral("details"), QStringLiteral("open"),
                          QVariant::fromValue(keys.constFirst()));
        });
    add(QStringLiteral("scroll-text"),
        keys.size() == 1 ? tr("Open log") : tr("Merged log of %1").arg(keys.size()), [this] { openLogs(); });
    if (keys.size() == 1) {
        add(QStringLiteral("scroll-text"), tr("Show log"),
            [this] { m_details->showTab(DetailsPanel::Tab::Logs); });
        add(QStringLiteral("file-json"), tr("Inspect"),
            [this] { m_details->showTab(DetailsPanel::Tab::Inspect); });
    }
    add(QStringLiteral("tag"), tr("Tags…\tCtrl+T"), [this] { askForTags(); });
    if (rows.size() == 1)
        addTools(*menu.addMenu(icon(QStringLiteral("wrench")), tr("More")), m_session.desk(),
                 toolSubject(rows.constFirst()), this);
    menu.addSeparator();
    control(bridge::Action::Remove, QStringLiteral("trash-2"), tr("Remove…"));
    addCommands(menu, rows);
}

void WorkloadsPage::addCommands(QMenu &menu, const QList<bridge::WorkloadRow> &rows)
{
    QMenu *copy = menu.addMenu(icon(QStringLiteral("copy")), tr("Copy as command"));
    using bridge::Action;
    for (const Action action : {Action::Start, Action::Stop, Action::Restart, Action::Pause, Action::Resume,
                                Action::Kill, Action::Remove}) {
        const QString line = bridge::commandLine(action, rows);
        if (!line.isEmpty())
            connect(copy->addAction(ellipsis(line)), &QAction::triggered, this,
                    [line] { QGuiApplication::clipboard()->setText(line); });
    }
}

void WorkloadsPage::askForTags()
{
    const QList<bridge::WorkloadKey> keys = selected();
    if (keys.isEmpty())
        return;
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Tags"));
    const QString known = m_marks->allTags().join(QLatin1Char(' '));
    dialog->setLabelText(
        known.isEmpty()
            ? tr("Words by which you find it again, with spaces between:")
            : tr("Words by which you find it again, with spaces between.\nIn use: %1").arg(known));
    dialog->setTextValue(m_marks->tags(keys.constFirst()).join(QLatin1Char(' ')));
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, keys](const QString &text) { m_marks->setTags(keys, WorkloadMarks::parseTags(text)); });
    dialog->open();
}

void WorkloadsPage::openLogs()
{
    QVariantList list;
    for (const bridge::WorkloadKey &key : selected())
        list.append(QVariant::fromValue(key));
    if (!list.isEmpty())
        emit navigate(QStringLiteral("details"), QStringLiteral("logs"), list);
}

void WorkloadsPage::act(bridge::Action action)
{
    const QList<bridge::WorkloadKey> keys = selected();
    if (keys.isEmpty())
        return;
    // What can be taken back needs no question.
    if (action == bridge::Action::Remove && m_session.desk().bin().grace().count() == 0) {
        const bridge::WorkloadRow *row = m_session.workload(keys.constFirst());
        QMessageBox box(QMessageBox::Warning, tr("Remove"),
                        keys.size() == 1 && row != nullptr ? tr("Remove %1?").arg(row->name)
                                                           : tr("Remove %1 workloads?").arg(keys.size()),
                        QMessageBox::Cancel, this);
        box.setInformativeText(tr("What runs is killed. Its changes to the file system and its log are lost; "
                                  "the image stays."));
        auto *remove = box.addButton(tr("Remove"), QMessageBox::DestructiveRole);
        remove->setProperty("kind", "danger");
        box.setDefaultButton(QMessageBox::Cancel);
        box.exec();
        if (box.clickedButton() != remove)
            return;
    }
    m_session.act(action, keys);
}

void WorkloadsPage::openRunDialog(const QString &image)
{
    auto *dialog = new RunDialog(m_session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setImage(image);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_session.run(dialog->request()); });
    dialog->open();
}

} // namespace catamaran::ui
