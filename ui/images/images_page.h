// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"
#include "ui/widgets/page.h"

class QPushButton;
class QStackedWidget;
class QStandardItemModel;
class QTableView;

namespace catamaran::ui {

/// The images of this computer, and the way from one to the comparison.
class ImagesPage : public Page {
    Q_OBJECT

public:
    explicit ImagesPage(bridge::Session &session, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override;
    [[nodiscard]] bool isSettled() const override { return m_session.isSettled(); }
    void receive(const QString &topic, const QVariant &value) override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void fill();
    void compare();
    bridge::Session &m_session;
    QPushButton *m_compare = nullptr;
    QStackedWidget *m_stack = nullptr;
    QTableView *m_table = nullptr;
    QStandardItemModel *m_model = nullptr;
};

} // namespace catamaran::ui
