// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"
#include "ui/widgets/page.h"

class QPushButton;
class QStackedWidget;
class QStandardItemModel;
class QTableView;
class QToolButton;

namespace catamaran::ui {

class ImagePanel;
class WorkloadLinks;

/// The images of this computer, and the way from one to the comparison.
class ImagesPage : public Page {
    Q_OBJECT

public:
    explicit ImagesPage(bridge::Session &session, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override;
    [[nodiscard]] bool isSettled() const override;
    void receive(const QString &topic, const QVariant &value) override;

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fill();
    void compare();
    void pull();
    void build();
    void remove();
    void makeTools();
    void makeShortcuts();
    void showMenu(const QPoint &position);
    void showMore();
    void onSelection();
    [[nodiscard]] QString selected() const;
    bridge::Session &m_session;
    QPushButton *m_compare = nullptr;
    QPushButton *m_pull = nullptr;
    QPushButton *m_build = nullptr;
    QToolButton *m_remove = nullptr;
    QPushButton *m_more = nullptr;
    ImagePanel *m_panel = nullptr;
    WorkloadLinks *m_users = nullptr;
    QStackedWidget *m_stack = nullptr;
    QTableView *m_table = nullptr;
    QStandardItemModel *m_model = nullptr;
};

} // namespace catamaran::ui
