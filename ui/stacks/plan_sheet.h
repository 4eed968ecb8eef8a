// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/stack_driver.h"

#include <QFrame>

class QCheckBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace catamaran::ui {

/// What a command would do, before it is done: one line a step with its reason, and the button that does it.
/// Enter does it, Escape closes.
class PlanSheet : public QFrame {
    Q_OBJECT

public:
    explicit PlanSheet(QWidget *parent = nullptr);
    /// "Working it out…" until setPlan().
    void begin(const bridge::StackCommand &command);
    void setPlan(const QList<bridge::PlanRow> &rows, const bridge::Problem &problem);
    [[nodiscard]] const bridge::StackCommand &command() const { return m_command; }
    [[nodiscard]] const QList<bridge::PlanRow> &rows() const { return m_rows; }
    [[nodiscard]] QPushButton &applyButton() { return *m_apply; }

signals:
    void applied(const catamaran::bridge::StackCommand &command);
    void changed(const catamaran::bridge::StackCommand &command);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    bridge::StackCommand m_command;
    QList<bridge::PlanRow> m_rows;
    QLabel *m_title;
    QLabel *m_summary;
    QVBoxLayout *m_list;
    QWidget *m_listHolder;
    QWidget *m_scroll = nullptr;
    QCheckBox *m_volumes;
    QPushButton *m_apply;
};

/// "2 containers created, 1 recreated, nothing else changes".
QString planSummary(const QList<bridge::PlanRow> &rows);

} // namespace catamaran::ui
