// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"
#include "src/bridge/stacks.h"
#include "ui/widgets/page.h"

class QPushButton;
class QStackedWidget;

namespace catamaran::ui {

class EmptyState;
class StackList;
class StackPanel;

/// Compose stacks: open one (file, folder, archive, address, text), look at it, bring it up, watch it.
class StacksPage : public Page {
    Q_OBJECT

public:
    explicit StacksPage(bridge::Session &session, QWidget *parent = nullptr);
    ~StacksPage() override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] bool isLive() const override;
    /// {"open", bridge::StackOffer}: what was dropped on the window.
    void receive(const QString &topic, const QVariant &value) override;
    void open(const bridge::StackOffer &offer);
    [[nodiscard]] StackPanel &panel() { return *m_panel; }
    [[nodiscard]] StackList &list() { return *m_list; }

private:
    void chooseFile();
    void paste();
    void updateList();
    void showFirst();

    bridge::Session &m_session;
    QPushButton *m_open;
    QPushButton *m_paste;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    StackList *m_list;
    StackPanel *m_panel;
    bool m_opening = false;
};

} // namespace catamaran::ui
