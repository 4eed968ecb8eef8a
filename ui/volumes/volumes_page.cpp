// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/volumes/volumes_page.h"

#include "src/bridge/desk.h"
#include "src/bridge/rooms.h"
#include "ui/dialogs/tool_menu.h"
#include "ui/models/file_browser.h"
#include "ui/models/plain_table.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/volumes/volume_logic.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/workload_links.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QTableView>

namespace catamaran::ui {

namespace {

using Verb = bridge::RoomCommand::Verb;
enum Column { Name, Size, Users, Created, ColumnCount };
constexpr int kShortName = 20;

QString bytes(qint64 value)
{
    return formatBytes(static_cast<double>(value));
}

} // namespace

VolumesPage::VolumesPage(bridge::Session &session, QWidget *parent)
    : Page(parent), m_session(session), m_model(new QStandardItemModel(0, ColumnCount, this)),
      m_search(new QLineEdit(this))
{
    m_search->setPlaceholderText(tr("Filter volumes"));
    m_search->setAccessibleName(tr("Filter volumes"));
    m_search->setToolTip(tr("Filter by name or by a container that has it (Ctrl+F)"));
    m_search->setClearButtonEnabled(true);
    m_search->setFixedWidth(220);
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_restore = makeButton(tr("Restore…"), QStringLiteral("archive-restore"), {}, this);
    m_restore->setToolTip(tr("Make a volume of a backup (tar, tar.gz, tar.zst)"));
    m_create = makeButton(tr("New volume…"), QStringLiteral("plus"), QStringLiteral("primary"), this);
    m_create->setToolTip(tr("Make an empty volume (Ctrl+N)"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kMedium);
    layout->addWidget(makeBar());
    m_splitter = new QSplitter;
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(space::kLarge);
    m_stack = new QStackedWidget;
    m_stack->addWidget(makeTable());
    auto *empty =
        new EmptyState(QStringLiteral("database"), tr("No volumes yet"),
                       tr("A volume keeps the data of a container when the container goes. Make one "
                          "here, or run an image with “-v NAME:/path”."),
                       tr("New volume…"));
    connect(empty, &EmptyState::activated, this, &VolumesPage::askCreate);
    m_stack->addWidget(empty);
    m_splitter->addWidget(m_stack);
    m_splitter->addWidget(makeSide());
    m_splitter->setStretchFactor(0, 5);
    m_splitter->setStretchFactor(1, 6);
    m_splitter->setSizes({520, 560});
    layout->addWidget(m_splitter, 1);
    makeKeys();

    connect(m_search, &QLineEdit::textChanged, this, &VolumesPage::fill);
    connect(m_create, &QPushButton::clicked, this, &VolumesPage::askCreate);
    connect(m_restore, &QPushButton::clicked, this, &VolumesPage::askRestore);
    connect(m_files, &FileBrowser::listed, this, [this] {
        m_filesShown = true;
        emit settled();
    });
    connect(&session.rooms(), &bridge::Rooms::volumesChanged, this, &VolumesPage::fill);
    connect(&session.rooms(), &bridge::Rooms::volumesChanged, this, &Page::settled);
    connect(&session, &bridge::Session::opened, this, [this] { m_session.rooms().refreshVolumes(); });
    // Containers came or went: so may the users of volumes.
    connect(&session, &bridge::Session::workloadsChanged, this, [this] {
        if (isVisible())
            m_session.rooms().refreshVolumes();
    });
    fill();
}

QString VolumesPage::title() const
{
    return tr("Volumes");
}

QList<QWidget *> VolumesPage::headerWidgets()
{
    return {m_search, m_restore, m_create};
}

bool VolumesPage::isSettled() const
{
    return m_session.rooms().areVolumesKnown() && (m_filesShown || m_rows.isEmpty());
}

QWidget *VolumesPage::makeBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    const auto chip = [&](const QString &text, const QString &tip) {
        auto *button = makeButton(text, {}, QStringLiteral("chip"));
        button->setCheckable(true);
        button->setToolTip(tip);
        connect(button, &QPushButton::toggled, this, &VolumesPage::fill);
        layout->addWidget(button);
        return button;
    };
    m_unused = chip(tr("Unused"), tr("Only volumes that no container names"));
    m_bySize = chip(tr("Largest first"), tr("Sort by size instead of by name"));
    layout->addStretch(1);
    m_prune = makeButton(tr("Remove unused…"), QStringLiteral("brush-cleaning"));
    connect(m_prune, &QPushButton::clicked, this, &VolumesPage::askPrune);
    layout->addWidget(m_prune);
    return bar;
}

QWidget *VolumesPage::makeTable()
{
    auto *card = new QFrame;
    card->setObjectName(QStringLiteral("card"));
    auto *layout = new QVBoxLayout(card);
    layout->setContentsMargins(4, 6, 4, 6);
    m_table = new QTableView;
    m_table->setAccessibleName(tr("Volumes"));
    m_table->setToolTip(tr("All volumes; Enter browses the selected one"));
    setPlainHeaders(*m_model, {tr("Volume"), tr("Size"), tr("Used by"), tr("Created")}, {Size});
    stylePlainTable(*m_table, *m_model, Name);
    m_table->setColumnWidth(Size, 92);
    m_table->setColumnWidth(Users, 120);
    m_table->setColumnWidth(Created, 78);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QTableView::customContextMenuRequested, this, &VolumesPage::showMenu);
    connect(m_table, &QTableView::activated, this, [this] { m_files->setFocus(); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &VolumesPage::updateSelection);
    layout->addWidget(m_table);
    return card;
}

QWidget *VolumesPage::makeSide()
{
    m_side = new QFrame;
    m_side->setObjectName(QStringLiteral("card"));
    m_side->setMinimumWidth(380);
    auto *layout = new QVBoxLayout(m_side);
    layout->setContentsMargins(space::kLarge, space::kLarge, space::kLarge, space::kLarge);
    layout->setSpacing(space::kMedium);
    m_name = new ElidedLabel;
    m_name->setFont(Theme::font(TextRole::CardTitle));
    m_facts = new ElidedLabel;
    m_facts->setProperty("tone", "2");
    layout->addWidget(m_name);
    layout->addWidget(m_facts);
    m_users = new WorkloadLinks(tr("Used by"));
    connect(m_users, &WorkloadLinks::wanted, this, &VolumesPage::openDetails);
    layout->addWidget(m_users);
    auto *actions = new QHBoxLayout;
    actions->setSpacing(space::kSmall);
    const auto add = [&](const QString &text, const QString &iconName, const QString &kind, auto call) {
        auto *button = makeButton(text, iconName, kind);
        connect(button, &QPushButton::clicked, this, call);
        actions->addWidget(button);
        m_actions.append(button);
    };
    add(tr("Clone…"), QStringLiteral("copy-plus"), {}, [this] { askClone(); });
    add(tr("Back up…"), QStringLiteral("archive"), {}, [this] { askBackup(); });
    add(tr("Remove…"), QStringLiteral("trash-2"), QStringLiteral("danger"), [this] { askRemove(); });
    actions->addStretch(1);
    layout->addLayout(actions);
    m_files = new FileBrowser(m_session);
    layout->addWidget(m_files, 1);
    return m_side;
}

void VolumesPage::makeKeys()
{
    const auto add = [this](const QKeySequence &keys, auto call) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, call);
    };
    add(QKeySequence::Find, [this] { m_search->setFocus(); });
    add(QKeySequence::New, [this] { askCreate(); });
    auto *remove = new QShortcut(QKeySequence::Delete, m_table);
    remove->setContext(Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &VolumesPage::askRemove);
}

void VolumesPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_session.rooms().refreshVolumes();
}

void VolumesPage::receive(const QString &topic, const QVariant &value)
{
    if (topic == QLatin1String("select"))
        select(value.toString());
}

void VolumesPage::select(const QString &name)
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].name == name)
            chooseRow(*m_table, row);
    }
}

const bridge::VolumeRow *VolumesPage::current() const
{
    const int row = m_table->currentIndex().row();
    return m_table->selectionModel()->hasSelection() && row >= 0 && row < m_rows.size() ? &m_rows[row]
                                                                                        : nullptr;
}

bridge::RoomCommand VolumesPage::command(Verb verb) const
{
    bridge::RoomCommand command;
    command.verb = verb;
    if (const bridge::VolumeRow *row = current())
        command.object = row->name;
    return command;
}

void VolumesPage::fill()
{
    const bridge::VolumeRow *before = current();
    const QString selected = before != nullptr ? before->name : QString();
    const QList<bridge::VolumeRow> &all = m_session.rooms().volumes();
    m_rows = shownVolumes(all, m_search->text(), m_unused->isChecked(), m_bySize->isChecked());
    {
        const QSignalBlocker quiet(m_table->selectionModel());
        m_model->removeRows(0, m_model->rowCount());
        for (const bridge::VolumeRow &row : m_rows) {
            QList<QStandardItem *> items;
            auto *name =
                new QStandardItem(row.anonymous ? row.name.left(kShortName) + QStringLiteral("…") : row.name);
            name->setData(QStringLiteral("database"), PlainIconRole);
            name->setData(row.users.isEmpty() ? QStringLiteral("3") : QStringLiteral("accent"),
                          PlainColorRole);
            name->setData(true, PlainStrongRole);
            name->setToolTip(row.name);
            items.append(name);
            auto *size = new QStandardItem(row.sizeBytes ? bytes(*row.sizeBytes) : QStringLiteral("–"));
            size->setTextAlignment(Qt::AlignRight);
            items.append(size);
            auto *users =
                new QStandardItem(row.users.isEmpty() ? tr("nothing") : row.users.join(QStringLiteral(", ")));
            users->setData(row.runningUsers.isEmpty() ? QStringLiteral("3") : QStringLiteral("2"),
                           PlainToneRole);
            users->setToolTip(row.runningUsers.isEmpty()
                                  ? tr("No container that has it runs")
                                  : tr("Running: %1").arg(row.runningUsers.join(QStringLiteral(", "))));
            items.append(users);
            items.append(new QStandardItem(formatAge(row.createdNs)));
            items.last()->setToolTip(formatDate(row.createdNs));
            m_model->appendRow(items);
        }
    }
    int place = 0;
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].name == selected)
            place = row;
    }
    if (!m_rows.isEmpty())
        chooseRow(*m_table, place);
    const VolumeTotals totals = totalsOf(all);
    setSubtitle(
        QStringLiteral("%1 · %2").arg(count(totals.count, tr("volume"), tr("volumes")), bytes(totals.bytes)));
    m_prune->setEnabled(totals.unused > 0);
    m_prune->setText(totals.unused > 0 ? tr(" Remove unused… %1").arg(bytes(totals.unusedBytes))
                                       : tr(" Nothing unused"));
    m_prune->setToolTip(
        tr("%1 that no container names hold %2")
            .arg(count(totals.unused, tr("volume"), tr("volumes")), bytes(totals.unusedBytes)));
    const bool empty = m_session.rooms().areVolumesKnown() && all.isEmpty();
    m_stack->setCurrentIndex(empty ? 1 : 0);
    updateSelection();
}

void VolumesPage::updateSelection()
{
    const bridge::VolumeRow *row = current();
    m_side->setVisible(row != nullptr);
    if (row == nullptr)
        return;
    m_name->setText(row->name);
    m_name->setToolTip(row->name);
    QStringList facts;
    if (row->sizeBytes)
        facts.append(bytes(*row->sizeBytes));
    if (row->users.isEmpty())
        facts.append(tr("no container has it"));
    else if (usersOf(*row).isEmpty()) // else each has its button
        facts.append(tr("in %1").arg(row->users.join(QStringLiteral(", "))));
    facts.append(row->mountPoint);
    m_facts->setText(facts.join(QStringLiteral(" · ")));
    m_facts->setToolTip(m_facts->text());
    m_users->setWorkloads(usersOf(*row));
    m_actions[2]->setEnabled(row->users.isEmpty());
    bridge::RoomCommand clone = command(Verb::VolumeClone);
    clone.target = freeName(m_session.rooms().volumes(), row->name);
    m_actions[0]->setToolTip(tr("Make a copy under another name\n%1").arg(clone.commandLine()));
    bridge::RoomCommand backup = command(Verb::VolumeExport);
    backup.hostPath = row->name + QStringLiteral(".tar.zst");
    m_actions[1]->setToolTip(tr("Write the volume to one file\n%1").arg(backup.commandLine()));
    m_actions[2]->setToolTip(
        row->users.isEmpty()
            ? tr("Delete the volume and its data (Delete)\n%1").arg(command(Verb::VolumeRemove).commandLine())
            : tr("Used by %1; remove those first").arg(row->users.join(QStringLiteral(", "))));
    m_files->setPlace({bridge::FilePlace::Kind::Volume, row->name, row->name});
}

void VolumesPage::cloneTo(const QString &target, bool live)
{
    bridge::RoomCommand clone = command(Verb::VolumeClone);
    clone.target = target;
    clone.live = live;
    m_session.rooms().perform(clone);
}

void VolumesPage::askCreate()
{
    AskDialog dialog(tr("New volume"), tr("A volume keeps data when containers come and go."), tr("Create"),
                     false, this);
    auto *name = dialog.addText(tr("Name"), {}, QStringLiteral("data"));
    bridge::RoomCommand wish;
    wish.verb = Verb::VolumeCreate;
    dialog.setCommand([&] {
        wish.object = name->text().trimmed();
        return isVolumeName(wish.object) ? wish.commandLine() : QString();
    });
    if (dialog.exec() == QDialog::Accepted)
        m_session.rooms().perform(wish);
}

void VolumesPage::askClone()
{
    const bridge::VolumeRow *row = current();
    if (row == nullptr)
        return;
    AskDialog dialog(tr("Clone %1").arg(row->name),
                     row->runningUsers.isEmpty()
                         ? tr("All files are copied with owners, modes and times.")
                         : tr("%1 is paused while the files are copied, so that the copy is of one moment.")
                               .arg(row->runningUsers.join(QStringLiteral(", "))),
                     tr("Clone"), false, this);
    auto *target = dialog.addText(tr("New name"), freeName(m_session.rooms().volumes(), row->name));
    bridge::RoomCommand wish = command(Verb::VolumeClone);
    dialog.setCommand([&] {
        wish.target = target->text().trimmed();
        return isVolumeName(wish.target) ? wish.commandLine() : QString();
    });
    if (dialog.exec() == QDialog::Accepted)
        m_session.rooms().perform(wish);
}

void VolumesPage::askBackup()
{
    bridge::RoomCommand wish = command(Verb::VolumeExport);
    wish.hostPath =
        QFileDialog::getSaveFileName(this, tr("Back up %1").arg(wish.object),
                                     wish.object + QStringLiteral(".tar.zst"), tr("Archives (*.tar.zst)"));
    if (!wish.hostPath.isEmpty())
        m_session.rooms().perform(wish);
}

void VolumesPage::askRestore()
{
    bridge::RoomCommand wish;
    wish.verb = Verb::VolumeImport;
    wish.hostPath = QFileDialog::getOpenFileName(
        this, tr("Restore a backup"), {}, tr("Archives (*.tar *.tar.gz *.tgz *.tar.zst);;All files (*)"));
    if (wish.hostPath.isEmpty())
        return;
    AskDialog dialog(tr("Restore %1").arg(wish.hostPath.section(QLatin1Char('/'), -1)),
                     tr("The volume must be new or empty; it appears whole or not at all."), tr("Restore"),
                     false, this);
    auto *name = dialog.addText(tr("Volume"),
                                wish.hostPath.section(QLatin1Char('/'), -1).section(QLatin1Char('.'), 0, 0));
    dialog.setCommand([&] {
        wish.object = name->text().trimmed();
        return isVolumeName(wish.object) ? wish.commandLine() : QString();
    });
    if (dialog.exec() == QDialog::Accepted)
        m_session.rooms().perform(wish);
}

void VolumesPage::askRemove()
{
    const bridge::VolumeRow *row = current();
    if (row == nullptr || !row->users.isEmpty())
        return;
    AskDialog dialog(
        tr("Remove %1?").arg(row->name),
        tr("%1 of data are deleted. This cannot be undone.").arg(bytes(row->sizeBytes.value_or(0))),
        tr("Remove"), true, this);
    const bridge::RoomCommand wish = command(Verb::VolumeRemove);
    dialog.setCommand([&] { return wish.commandLine(); });
    if (dialog.exec() == QDialog::Accepted)
        m_session.rooms().perform(wish);
}

void VolumesPage::askPrune()
{
    const VolumeTotals totals = totalsOf(m_session.rooms().volumes());
    AskDialog dialog(
        tr("Remove unused volumes"),
        tr("No container names them. %1 without a name of their own hold %2; with the named ones it "
           "is %3 and %4. This cannot be undone.")
            .arg(count(totals.anonymousUnused, tr("volume"), tr("volumes")),
                 bytes(totals.anonymousUnusedBytes), count(totals.unused, tr("volume"), tr("volumes")),
                 bytes(totals.unusedBytes)),
        tr("Remove"), true, this);
    auto *all = dialog.addCheck(tr("Named ones too"), totals.anonymousUnused == 0,
                                tr("Also volumes that were given a name"));
    bridge::RoomCommand wish;
    wish.verb = Verb::VolumePrune;
    dialog.setCommand([&] {
        wish.all = all->isChecked();
        return wish.commandLine();
    });
    if (dialog.exec() == QDialog::Accepted)
        m_session.rooms().perform(wish);
}

QList<bridge::WorkloadRow> VolumesPage::usersOf(const bridge::VolumeRow &row) const
{
    QList<bridge::WorkloadRow> users;
    for (const bridge::WorkloadRow &one : m_session.workloads()) {
        if (one.key.hull == bridge::Hull::Container && row.users.contains(one.name))
            users.append(one);
    }
    return users;
}

void VolumesPage::openDetails(const bridge::WorkloadKey &key)
{
    emit navigate(QStringLiteral("details"), QStringLiteral("open"), QVariant::fromValue(key));
}

void VolumesPage::showMenu(const QPoint &position)
{
    const bridge::VolumeRow *row = current();
    if (row == nullptr)
        return;
    QMenu menu(this);
    const auto add = [&](const QString &iconName, const QString &text, bool on, auto call) {
        QAction *action = menu.addAction(icon(iconName), text);
        action->setEnabled(on);
        connect(action, &QAction::triggered, this, call);
    };
    add(QStringLiteral("copy-plus"), tr("Clone…"), true, [this] { askClone(); });
    add(QStringLiteral("archive"), tr("Back up…"), true, [this] { askBackup(); });
    for (const bridge::WorkloadRow &user : usersOf(*row))
        add(QStringLiteral("maximize-2"), tr("Details of %1").arg(user.name), true,
            [this, key = user.key] { openDetails(key); });
    addTools(menu, m_session.desk(), {bridge::Tool::Object::Volume, row->name, row->name}, this);
    menu.addSeparator();
    add(QStringLiteral("trash-2"), tr("Remove…"), row->users.isEmpty(), [this] { askRemove(); });
    menu.exec(m_table->viewport()->mapToGlobal(position));
}

} // namespace catamaran::ui
