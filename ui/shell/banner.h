// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace catamaran::ui {

/// An error above the page: what happened, why, what to do. Stays until dismissed or the next one comes.
class Banner : public QFrame {
    Q_OBJECT

public:
    explicit Banner(QWidget *parent = nullptr);
    void showProblem(const bridge::Problem &problem);
    /// An extra button, for example "Try again"; empty hides it.
    void setAction(const QString &text);
    [[nodiscard]] const bridge::Problem &problem() const { return m_problem; }

signals:
    void actionTriggered();
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bridge::Problem m_problem;
    QLabel *m_what = nullptr;
    QLabel *m_why = nullptr;
    QLabel *m_do = nullptr;
    QPushButton *m_action = nullptr;
};

} // namespace catamaran::ui
