// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/room_values.h"
#include "src/bridge/session.h"
#include "ui/widgets/page.h"

class QPushButton;
class QSplitter;
class QStandardItemModel;
class QTableView;

namespace catamaran::ui {

class CliLine;
class ElidedLabel;
class NetworkMap;

/// A live map of networks, what is on them and which ports they publish; beside it the same as tables, and
/// create, remove, connect, disconnect.
class NetworksPage : public Page {
    Q_OBJECT

public:
    explicit NetworksPage(bridge::Session &session, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override;
    [[nodiscard]] bool isSettled() const override;
    void receive(const QString &topic, const QVariant &value) override;
    void select(const QString &network);
    [[nodiscard]] NetworkMap &map() { return *m_map; }
    void connectTo(const QString &container);
    void disconnectFrom(const QString &container);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeSide();
    void fill();
    void updateSelection();
    void askCreate();
    void askRemove();
    void showMore();
    void askConnect();
    void askDisconnect();
    [[nodiscard]] const bridge::NetworkRow *current() const;
    [[nodiscard]] QStringList containersNotOn(const bridge::NetworkRow &network) const;
    void perform(bridge::RoomCommand::Verb verb, const QString &container);

    bridge::Session &m_session;
    NetworkMap *m_map;
    QStandardItemModel *m_model;
    QTableView *m_table = nullptr;
    QStandardItemModel *m_memberModel;
    QTableView *m_members = nullptr;
    ElidedLabel *m_name = nullptr;
    ElidedLabel *m_facts = nullptr;
    QPushButton *m_create;
    QPushButton *m_more = nullptr;
    QPushButton *m_connect = nullptr;
    QPushButton *m_disconnect = nullptr;
    QPushButton *m_remove = nullptr;
    CliLine *m_cli = nullptr;
};

} // namespace catamaran::ui
