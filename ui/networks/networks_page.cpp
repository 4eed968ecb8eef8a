// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/networks/networks_page.h"

#include "src/bridge/desk.h"
#include "src/bridge/rooms.h"
#include "ui/dialogs/tool_menu.h"
#include "ui/models/plain_table.h"
#include "ui/networks/network_map.h"
#include "ui/theme/format.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/cli_line.h"
#include "ui/widgets/controls.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QShortcut>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTableView>

namespace catamaran::ui {

namespace {

using Verb = bridge::RoomCommand::Verb;
enum Column { Name, Subnet, Members, ColumnCount };
enum MemberColumn { MemberName, MemberAddress, MemberColumnCount };

} // namespace

NetworksPage::NetworksPage(bridge::Session &session, QWidget *parent)
    : Page(parent), m_session(session), m_map(new NetworkMap),
      m_model(new QStandardItemModel(0, ColumnCount, this)),
      m_memberModel(new QStandardItemModel(0, MemberColumnCount, this))
{
    m_create = makeButton(tr("New network…"), QStringLiteral("plus"), QStringLiteral("primary"), this);
    m_create->setToolTip(tr("Make a network of its own for some containers (Ctrl+N)"));
    m_more = makeButton(tr("More"), QStringLiteral("chevron-down"), {}, this);
    m_more->setToolTip(tr("Inspect, clean up and repair (Alt+M)"));
    m_more->setShortcut(QKeySequence(QStringLiteral("Alt+M")));
    connect(m_more, &QPushButton::clicked, this, &NetworksPage::showMore);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(space::kLarge);
    auto *card = new QFrame;
    card->setObjectName(QStringLiteral("card"));
    auto *inner = new QVBoxLayout(card);
    inner->setContentsMargins(4, 8, 4, 8);
    inner->addWidget(makeScroll(m_map));
    card->setMinimumWidth(540);
    splitter->addWidget(card);
    splitter->addWidget(makeSide());
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setSizes({700, 400});
    layout->addWidget(splitter, 1);

    connect(m_create, &QPushButton::clicked, this, &NetworksPage::askCreate);
    auto *create = new QShortcut(QKeySequence::New, this);
    create->setContext(Qt::WidgetWithChildrenShortcut);
    connect(create, &QShortcut::activated, this, &NetworksPage::askCreate);
    connect(m_map, &NetworkMap::networkChosen, this, &NetworksPage::select);
    connect(m_map, &NetworkMap::workloadActivated, this, [this](const bridge::WorkloadKey &key) {
        emit navigate(QStringLiteral("details"), QStringLiteral("open"), QVariant::fromValue(key));
    });
    connect(&session.rooms(), &bridge::Rooms::networksChanged, this, &NetworksPage::fill);
    connect(&session.rooms(), &bridge::Rooms::networksChanged, this, &Page::settled);
    connect(&session, &bridge::Session::opened, this, [this] { m_session.rooms().refreshNetworks(); });
    connect(&session, &bridge::Session::workloadsChanged, this, [this] {
        fill();
        if (isVisible())
            m_session.rooms().refreshNetworks();
    });
    fill();
}

QString NetworksPage::title() const
{
    return tr("Networks");
}

QList<QWidget *> NetworksPage::headerWidgets()
{
    return {m_more, m_create};
}

bool NetworksPage::isSettled() const
{
    return m_session.rooms().areNetworksKnown();
}

QWidget *NetworksPage::makeSide()
{
    auto *side = new QFrame;
    side->setObjectName(QStringLiteral("card"));
    side->setMinimumWidth(360);
    side->setMaximumWidth(460);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(6, space::kSmall, 6, space::kLarge);
    layout->setSpacing(space::kMedium);
    m_table = new QTableView;
    m_table->setAccessibleName(tr("Networks"));
    m_table->setToolTip(tr("All networks; select one to see what is on it"));
    setPlainHeaders(*m_model, {tr("Network"), tr("Subnet"), tr("On it")}, {Members});
    stylePlainTable(*m_table, *m_model, Name);
    m_table->setColumnWidth(Subnet, 136);
    m_table->setColumnWidth(Members, 64);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &NetworksPage::updateSelection);
    auto *remove = new QShortcut(QKeySequence::Delete, m_table);
    remove->setContext(Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &NetworksPage::askRemove);
    layout->addWidget(m_table, 3);
    auto *lower = new QVBoxLayout;
    lower->setContentsMargins(6, 0, 6, 0);
    lower->setSpacing(space::kSmall);
    m_name = new ElidedLabel;
    m_name->setFont(Theme::font(TextRole::CardTitle));
    m_facts = new ElidedLabel;
    m_facts->setProperty("tone", "2");
    lower->addWidget(m_name);
    lower->addWidget(m_facts);
    auto *actions = new QHBoxLayout;
    actions->setSpacing(space::kTiny); // three beside each other have just the room
    const auto add = [&](const QString &text, const QString &iconName, const QString &kind, auto call) {
        auto *button = makeButton(text, iconName, kind);
        connect(button, &QPushButton::clicked, this, call);
        actions->addWidget(button);
        return button;
    };
    m_connect = add(tr("Connect…"), QStringLiteral("plug"), {}, [this] { askConnect(); });
    m_disconnect = add(tr("Disconnect"), QStringLiteral("unplug"), {}, [this] { askDisconnect(); });
    m_remove =
        add(tr("Remove…"), QStringLiteral("trash-2"), QStringLiteral("danger"), [this] { askRemove(); });
    lower->addLayout(actions);
    layout->addLayout(lower);
    m_members = new QTableView;
    m_members->setAccessibleName(tr("Containers and VMs on the network"));
    m_members->setToolTip(tr("What is on the selected network, with its addresses"));
    setPlainHeaders(*m_memberModel, {tr("Container or VM"), tr("Address")}, {});
    stylePlainTable(*m_members, *m_memberModel, MemberName);
    m_members->setColumnWidth(MemberAddress, 140);
    connect(m_members->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const bridge::NetworkRow *network = current();
        m_disconnect->setEnabled(network != nullptr && m_members->selectionModel()->hasSelection());
    });
    connect(m_members, &QTableView::activated, this, [this](const QModelIndex &index) {
        const auto key = index.siblingAtColumn(0).data(PlainKeyRole).value<bridge::WorkloadKey>();
        emit navigate(QStringLiteral("details"), QStringLiteral("open"), QVariant::fromValue(key));
    });
    layout->addWidget(m_members, 2);
    m_cli = new CliLine;
    m_cli->setContentsMargins(10, 0, 10, 0);
    layout->addWidget(m_cli);
    return side;
}

void NetworksPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_session.rooms().refreshNetworks();
}

void NetworksPage::receive(const QString &topic, const QVariant &value)
{
    if (topic == QLatin1String("select"))
        select(value.toString());
}

void NetworksPage::select(const QString &network)
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->item(row, Name)->text() == network)
            chooseRow(*m_table, row);
    }
}

const bridge::NetworkRow *NetworksPage::current() const
{
    if (!m_table->selectionModel()->hasSelection())
        return nullptr;
    const QString name = m_table->currentIndex().siblingAtColumn(Name).data().toString();
    for (const bridge::NetworkRow &row : m_session.rooms().networks()) {
        if (row.name == name)
            return &row;
    }
    return nullptr;
}

void NetworksPage::fill()
{
    const QString selected = m_table->currentIndex().siblingAtColumn(Name).data().toString();
    const QList<bridge::NetworkRow> &networks = m_session.rooms().networks();
    m_map->setData(networks, m_session.workloads());
    int place = 0;
    qsizetype members = 0;
    {
        const QSignalBlocker quiet(m_table->selectionModel());
        m_model->removeRows(0, m_model->rowCount());
        for (const bridge::NetworkRow &row : networks) {
            auto *name = new QStandardItem(row.name);
            name->setData(QStringLiteral("network"), PlainIconRole);
            name->setData(row.members.isEmpty() ? QStringLiteral("3") : QStringLiteral("accent"),
                          PlainColorRole);
            name->setData(true, PlainStrongRole);
            auto *subnet = new QStandardItem(row.subnet.isEmpty() ? row.driver : row.subnet);
            subnet->setData(true, PlainMonoRole);
            auto *number = new QStandardItem(QString::number(row.members.size()));
            number->setTextAlignment(Qt::AlignRight);
            if (row.name == selected)
                place = m_model->rowCount();
            m_model->appendRow({name, subnet, number});
            members += row.members.size();
        }
    }
    if (m_model->rowCount() > 0)
        chooseRow(*m_table, place);
    setSubtitle(tr("%1 · %2 on them")
                    .arg(count(networks.size(), tr("network"), tr("networks")),
                         count(members, tr("container or VM"), tr("containers and VMs"))));
    updateSelection();
}

void NetworksPage::updateSelection()
{
    const bridge::NetworkRow *network = current();
    for (QPushButton *button : {m_connect, m_disconnect, m_remove})
        button->setEnabled(false);
    m_memberModel->removeRows(0, m_memberModel->rowCount());
    m_map->setSelectedNetwork(network != nullptr ? network->name : QString());
    m_cli->setCommand({});
    if (network == nullptr) {
        m_name->setText({});
        m_facts->setText({});
        return;
    }
    m_name->setText(network->name);
    QStringList facts{network->driver};
    if (!network->gateway.isEmpty())
        facts.append(tr("gateway %1").arg(network->gateway));
    if (network->internal)
        facts.append(tr("no way out"));
    if (!network->bridge.isEmpty())
        facts.append(network->bridge);
    m_facts->setText(facts.join(QStringLiteral(" · ")));
    m_facts->setToolTip(m_facts->text());
    for (const bridge::NetworkMember &member : network->members) {
        auto *name = new QStandardItem(member.name);
        name->setData(hullIcon(member.key.hull), PlainIconRole);
        name->setData(member.key.hull == bridge::Hull::Vm ? QStringLiteral("vm")
                                                          : QStringLiteral("container"),
                      PlainColorRole);
        name->setData(QVariant::fromValue(member.key), PlainKeyRole);
        name->setData(QStringLiteral("text"), PlainToneRole);
        auto *address = new QStandardItem(member.address);
        address->setData(true, PlainMonoRole);
        m_memberModel->appendRow({name, address});
    }
    const bool special = network->driver == QLatin1String("host") || network->driver == QLatin1String("null");
    m_connect->setEnabled(!special && !containersNotOn(*network).isEmpty());
    m_remove->setEnabled(!network->isDefault && network->members.isEmpty());
    bridge::RoomCommand wish;
    wish.object = network->name;
    wish.verb = Verb::NetworkRemove;
    m_remove->setToolTip(network->isDefault ? tr("This network is always there")
                         : !network->members.isEmpty()
                             ? tr("Disconnect what is on it first")
                             : tr("Delete the network (Delete)\n%1").arg(wish.commandLine()));
    wish.verb = Verb::NetworkConnect;
    wish.target = QStringLiteral("CONTAINER");
    m_connect->setToolTip(tr("Put a container on this network\n%1").arg(wish.commandLine()));
    wish.verb = Verb::NetworkDisconnect;
    m_disconnect->setToolTip(tr("Take the selected container off this network\n%1").arg(wish.commandLine()));
    m_cli->setCommand(QStringLiteral("catamaran network inspect ") + network->name);
    if (!network->members.isEmpty())
        chooseRow(*m_members, 0);
}

QStringList NetworksPage::containersNotOn(const bridge::NetworkRow &network) const
{
    QStringList names;
    for (const bridge::WorkloadRow &row : m_session.workloads()) {
        const bool on =
            std::any_of(network.members.begin(), network.members.end(),
                        [&row](const bridge::NetworkMember &member) { return member.key == row.key; });
        if (!on && row.key.hull == bridge::Hull::Container)
            names.append(row.name);
    }
    return names;
}

void NetworksPage::perform(Verb verb, const QString &container)
{
    const bridge::NetworkRow *network = current();
    if (network == nullptr)
        return;
    bridge::RoomCommand wish;
    wish.verb = verb;
    wish.object = network->name;
    wish.target = container;
    m_session.rooms().perform(wish);
}

void NetworksPage::connectTo(const QString &container)
{
    perform(Verb::NetworkConnect, container);
}

void NetworksPage::disconnectFrom(const QString &container)
{
    perform(Verb::NetworkDisconnect, container);
}

void NetworksPage::askCreate()
{
    static const QRegularExpression kName(QStringLiteral("^[a-zA-Z0-9][a-zA-Z0-9_.-]*$"));
    AskDialog dialog(tr("New network"), tr("Containers on one network find each other by name."),
                     tr("Create"), false, this);
    auto *name = dialog.addText(tr("Name"), {}, QStringLiteral("backend"));
    auto *subnet = dialog.addText(tr("Subnet"), {}, tr("chosen"));
    auto *internal = dialog.addCheck(tr("Internal: no way out of this machine"), false,
                                     tr("Containers on it reach each other only"));
    bridge::RoomCommand wish;
    wish.verb = Verb::NetworkCreate;
    dialog.setCommand([&] {
        wish.object = name->text().trimmed();
        wish.subnet = subnet->text().trimmed();
        wish.internal = internal->isChecked();
        return kName.match(wish.object).hasMatch() ? wish.commandLine() : QString();
    });
    if (dialog.exec() == QDialog::Accepted)
        m_session.rooms().perform(wish);
}

void NetworksPage::showMore()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (const bridge::NetworkRow *network = current())
        addTools(*menu, m_session.desk(), {bridge::Tool::Object::Network, network->name, network->name},
                 this);
    menu->addSeparator();
    addTools(*menu, m_session.desk(), {bridge::Tool::Object::Machine, {}, {}}, this,
             {QStringLiteral("network prune"), QStringLiteral("network reconcile")});
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

void NetworksPage::askRemove()
{
    const bridge::NetworkRow *network = current();
    if (network == nullptr || !m_remove->isEnabled())
        return;
    AskDialog dialog(tr("Remove %1?").arg(network->name),
                     tr("Containers that name it cannot start any more."), tr("Remove"), true, this);
    bridge::RoomCommand wish;
    wish.verb = Verb::NetworkRemove;
    wish.object = network->name;
    dialog.setCommand([&] { return wish.commandLine(); });
    if (dialog.exec() == QDialog::Accepted)
        m_session.rooms().perform(wish);
}

void NetworksPage::askConnect()
{
    const bridge::NetworkRow *network = current();
    if (network == nullptr)
        return;
    AskDialog dialog(tr("Connect to %1").arg(network->name),
                     tr("The container gets one more interface, running or not."), tr("Connect"), false,
                     this);
    auto *container = dialog.addChoice(tr("Container"), containersNotOn(*network));
    bridge::RoomCommand wish;
    wish.verb = Verb::NetworkConnect;
    wish.object = network->name;
    dialog.setCommand([&] {
        wish.target = container->currentText();
        return wish.target.isEmpty() ? QString() : wish.commandLine();
    });
    if (dialog.exec() == QDialog::Accepted)
        m_session.rooms().perform(wish);
}

void NetworksPage::askDisconnect()
{
    const QModelIndex index = m_members->currentIndex();
    if (index.isValid())
        disconnectFrom(index.siblingAtColumn(MemberName).data().toString());
}

} // namespace catamaran::ui
