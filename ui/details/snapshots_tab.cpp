// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/snapshots_tab.h"

#include "src/bridge/rooms.h"
#include "ui/models/plain_table.h"
#include "ui/theme/format.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/cli_line.h"
#include "ui/widgets/controls.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QTableView>

namespace catamaran::ui {

namespace {

using Verb = bridge::RoomCommand::Verb;
enum Column { Name, Taken, State, Parent, Note, ColumnCount };

} // namespace

SnapshotsTab::SnapshotsTab(bridge::Session &session, QWidget *parent)
    : DetailsTab(parent), m_session(session), m_model(new QStandardItemModel(0, ColumnCount, this)),
      m_table(new QTableView), m_note(makeLabel({}, TextRole::Body, QStringLiteral("2"))),
      m_revert(makeButton(tr("Go back to it…"), QStringLiteral("history"))),
      m_remove(makeButton(tr("Remove…"), QStringLiteral("trash-2"), QStringLiteral("danger"))),
      m_cli(new CliLine)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kMedium);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(space::kSmall);
    bar->addWidget(m_note, 1);
    auto *take = makeButton(tr("Take a snapshot…"), QStringLiteral("camera"));
    take->setToolTip(tr("Keep the disks, and the memory when it runs"));
    connect(take, &QPushButton::clicked, this, &SnapshotsTab::askTake);
    bar->addWidget(take);
    m_revert->setToolTip(tr("What happened since the selected snapshot is lost"));
    connect(m_revert, &QPushButton::clicked, this, [this] { askDo(Verb::SnapshotRevert); });
    bar->addWidget(m_revert);
    m_remove->setToolTip(tr("Delete the selected snapshot; the VM stays as it is"));
    connect(m_remove, &QPushButton::clicked, this, [this] { askDo(Verb::SnapshotRemove); });
    bar->addWidget(m_remove);
    layout->addLayout(bar);
    auto *card = new QFrame;
    card->setObjectName(QStringLiteral("card"));
    auto *inner = new QVBoxLayout(card);
    inner->setContentsMargins(4, 6, 4, 6);
    m_table->setAccessibleName(tr("Snapshots"));
    setPlainHeaders(*m_model, {tr("Snapshot"), tr("Taken"), tr("State then"), tr("Based on"), tr("What for")},
                    {});
    stylePlainTable(*m_table, *m_model, Note);
    m_table->setColumnWidth(Name, 200);
    m_table->setColumnWidth(Taken, 150);
    m_table->setColumnWidth(State, 170);
    m_table->setColumnWidth(Parent, 140);
    inner->addWidget(m_table);
    layout->addWidget(card, 1);
    layout->addWidget(m_cli);
    connect(&session.rooms(), &bridge::Rooms::done, this, [this](const bridge::RoomCommand &command) {
        if (command.object == m_row.name)
            load();
    });
}

void SnapshotsTab::setWorkload(const bridge::WorkloadRow &row, bool isNew)
{
    m_row = row;
    m_cli->setCommand(QStringLiteral("catamaran vm snapshot ls --tree ") + row.name);
    if (isNew) {
        m_rows.clear();
        fill();
        if (isVisible())
            load();
    }
}

void SnapshotsTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    load();
}

void SnapshotsTab::load()
{
    if (m_row.key.hull != bridge::Hull::Vm)
        return;
    m_session.rooms().listSnapshots(
        this, m_row.key, [this, key = m_row.key](const bridge::Answer<QList<bridge::SnapshotRow>> &answer) {
            if (key != m_row.key)
                return;
            m_rows = answer.value;
            fill();
            if (!answer.isOk())
                m_note->setText(answer.problem.text());
        });
}

void SnapshotsTab::fill()
{
    m_model->removeRows(0, m_model->rowCount());
    for (const bridge::SnapshotRow &row : std::as_const(m_rows)) {
        auto *name = new QStandardItem(row.current ? tr("%1 · current").arg(row.name) : row.name);
        name->setData(QStringLiteral("camera"), PlainIconRole);
        name->setData(row.current ? QStringLiteral("vm") : QStringLiteral("2"), PlainColorRole);
        name->setData(true, PlainStrongRole);
        name->setData(row.name, PlainKeyRole);
        m_model->appendRow(
            {name, new QStandardItem(formatDate(row.createdNs)),
             new QStandardItem(row.withMemory ? tr("%1, with memory").arg(row.state) : row.state),
             new QStandardItem(row.parent), new QStandardItem(row.description)});
    }
    m_note->setText(m_rows.isEmpty() ? tr("No snapshots yet") : QString());
    if (!m_rows.isEmpty())
        chooseRow(*m_table, 0);
    m_revert->setEnabled(!m_rows.isEmpty());
    m_remove->setEnabled(!m_rows.isEmpty());
}

void SnapshotsTab::askTake()
{
    AskDialog dialog(tr("Snapshot of %1").arg(m_row.name),
                     tr("Disks are kept, and the memory while it runs."), tr("Take it"), false, this);
    auto *name = dialog.addText(tr("Name"), QStringLiteral("snapshot-%1").arg(m_rows.size() + 1));
    auto *note = dialog.addText(tr("What for"), {});
    bridge::RoomCommand wish;
    wish.verb = Verb::SnapshotCreate;
    wish.object = m_row.name;
    dialog.setCommand([&] {
        wish.target = name->text().trimmed();
        wish.note = note->text().trimmed();
        return wish.target.isEmpty() ? QString() : wish.commandLine();
    });
    if (dialog.exec() == QDialog::Accepted)
        m_session.rooms().perform(wish);
}

void SnapshotsTab::askDo(Verb verb)
{
    const QModelIndex index = m_table->currentIndex();
    if (!index.isValid())
        return;
    bridge::RoomCommand wish;
    wish.verb = verb;
    wish.object = m_row.name;
    wish.target = index.siblingAtColumn(Name).data(PlainKeyRole).toString();
    const bool back = verb == Verb::SnapshotRevert;
    AskDialog dialog(back ? tr("Go back to %1?").arg(wish.target) : tr("Remove %1?").arg(wish.target),
                     back ? tr("What %1 did since then is lost.").arg(m_row.name)
                          : tr("The VM stays as it is; this point cannot be gone back to any more."),
                     back ? tr("Go back") : tr("Remove"), true, this);
    dialog.setCommand([&] { return wish.commandLine(); });
    if (dialog.exec() == QDialog::Accepted)
        m_session.rooms().perform(wish);
}

} // namespace catamaran::ui
