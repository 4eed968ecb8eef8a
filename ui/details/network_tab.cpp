// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/network_tab.h"

#include "src/bridge/room_values.h"
#include "src/bridge/rooms.h"
#include "ui/models/plain_table.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/controls.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QStandardItemModel>
#include <QTableView>

namespace catamaran::ui {

namespace {

enum Column { Network, Address, Subnet, Gateway, ColumnCount };
enum PortColumn { Host, Inner, PortColumnCount };

QFrame *tableCard(QTableView *table)
{
    auto *card = new QFrame;
    card->setObjectName(QStringLiteral("card"));
    auto *layout = new QVBoxLayout(card);
    layout->setContentsMargins(4, 6, 4, 6);
    layout->addWidget(table);
    return card;
}

} // namespace

NetworkTab::NetworkTab(bridge::Session &session, QWidget *parent)
    : DetailsTab(parent), m_session(session), m_model(new QStandardItemModel(0, ColumnCount, this)),
      m_table(new QTableView), m_portModel(new QStandardItemModel(0, PortColumnCount, this)),
      m_ports(new QTableView), m_note(makeLabel({}, TextRole::Body, QStringLiteral("2"))),
      m_disconnect(makeButton(tr("Disconnect"), QStringLiteral("unplug")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kMedium);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(space::kSmall);
    bar->addWidget(m_note, 1);
    auto *join = makeButton(tr("Connect…"), QStringLiteral("plug"));
    join->setToolTip(tr("Put it on one more network, running or not"));
    connect(join, &QPushButton::clicked, this, [this] { act(true); });
    bar->addWidget(join);
    m_disconnect->setToolTip(tr("Take it off the selected network"));
    connect(m_disconnect, &QPushButton::clicked, this, [this] { act(false); });
    bar->addWidget(m_disconnect);
    auto *map = makeButton(tr("Show on the map"), QStringLiteral("network"));
    connect(map, &QPushButton::clicked, this, [this] {
        emit networkWanted(m_table->currentIndex().siblingAtColumn(Network).data().toString());
    });
    bar->addWidget(map);
    layout->addLayout(bar);
    m_table->setAccessibleName(tr("Networks"));
    setPlainHeaders(*m_model, {tr("Network"), tr("Address"), tr("Subnet"), tr("Gateway")}, {});
    stylePlainTable(*m_table, *m_model, Network);
    for (const int column : {Address, Subnet, Gateway})
        m_table->setColumnWidth(column, 170);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        emit networkWanted(index.siblingAtColumn(Network).data().toString());
    });
    layout->addWidget(tableCard(m_table), 3);
    m_ports->setAccessibleName(tr("Published ports"));
    setPlainHeaders(*m_portModel, {tr("On this machine"), tr("Inside")}, {});
    stylePlainTable(*m_ports, *m_portModel, Host);
    m_ports->setColumnWidth(Inner, 340);
    layout->addWidget(tableCard(m_ports), 2);
    connect(&session.rooms(), &bridge::Rooms::networksChanged, this, &NetworkTab::fill);
}

void NetworkTab::setWorkload(const bridge::WorkloadRow &row, bool isNew)
{
    const bool changed = isNew || row.state != m_row.state || row.ports != m_row.ports;
    m_row = row;
    if (changed)
        fill();
    if (changed && isVisible())
        m_session.rooms().refreshNetworks();
}

void NetworkTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_session.rooms().refreshNetworks();
}

void NetworkTab::fill()
{
    m_model->removeRows(0, m_model->rowCount());
    for (const bridge::NetworkRow &network : m_session.rooms().networks()) {
        for (const bridge::NetworkMember &member : network.members) {
            if (member.key != m_row.key)
                continue;
            auto *name = new QStandardItem(network.name);
            name->setData(QStringLiteral("network"), PlainIconRole);
            name->setData(QStringLiteral("accent"), PlainColorRole);
            name->setData(true, PlainStrongRole);
            QList<QStandardItem *> items{name};
            for (const QString &text : {member.address, network.subnet, network.gateway}) {
                auto *item = new QStandardItem(text);
                item->setData(true, PlainMonoRole);
                items.append(item);
            }
            m_model->appendRow(items);
        }
    }
    m_portModel->removeRows(0, m_portModel->rowCount());
    for (const QString &port : std::as_const(m_row.ports)) {
        const QStringList sides = port.split(QStringLiteral(" → "));
        auto *host = new QStandardItem(sides.size() == 2 ? sides[0] : tr("not published"));
        host->setData(QStringLiteral("globe"), PlainIconRole);
        host->setData(sides.size() == 2 ? QStringLiteral("accent") : QStringLiteral("3"), PlainColorRole);
        host->setData(true, PlainMonoRole);
        auto *inner = new QStandardItem(sides.constLast());
        inner->setData(true, PlainMonoRole);
        m_portModel->appendRow({host, inner});
    }
    if (m_model->rowCount() > 0) {
        chooseRow(*m_table, 0);
        m_note->setText({});
    } else {
        m_note->setText(!m_row.isRunning() ? tr("It does not run: addresses are given at the start")
                        : m_row.key.hull == bridge::Hull::Vm
                            ? tr("User-mode network: it reaches out, and its published ports lead in")
                            : tr("It is on no network of its own"));
    }
    m_disconnect->setEnabled(m_model->rowCount() > 0 && m_row.key.hull == bridge::Hull::Container);
}

void NetworkTab::act(bool join)
{
    bridge::RoomCommand wish;
    wish.verb =
        join ? bridge::RoomCommand::Verb::NetworkConnect : bridge::RoomCommand::Verb::NetworkDisconnect;
    wish.target = m_row.name;
    if (!join) {
        wish.object = m_table->currentIndex().siblingAtColumn(Network).data().toString();
        m_session.rooms().perform(wish);
        return;
    }
    QStringList names;
    for (const bridge::NetworkRow &network : m_session.rooms().networks()) {
        if (network.driver != QLatin1String("host") && network.driver != QLatin1String("null"))
            names.append(network.name);
    }
    AskDialog dialog(tr("Connect %1").arg(m_row.name), tr("It gets one more interface, running or not."),
                     tr("Connect"), false, this);
    auto *network = dialog.addChoice(tr("Network"), names);
    dialog.setCommand([&] {
        wish.object = network->currentText();
        return wish.object.isEmpty() ? QString() : wish.commandLine();
    });
    if (dialog.exec() == QDialog::Accepted)
        m_session.rooms().perform(wish);
}

} // namespace catamaran::ui
