// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"
#include "ui/doctor/doctor_report.h"
#include "ui/widgets/page.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace catamaran::ui {

/// What containers and VMs need of this computer: checked, explained, and put right where that is possible.
class DoctorPage : public Page {
    Q_OBJECT

public:
    explicit DoctorPage(bridge::Session &session, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] const DoctorReport &report() const { return m_report; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void fill();
    QWidget *makeRow(const bridge::DoctorRow &row);

    bridge::Session &m_session;
    DoctorReport m_report;
    bool m_checked = false;
    QPushButton *m_again = nullptr;
    QPushButton *m_copyLine = nullptr;
    QWidget *m_mark = nullptr;
    QLabel *m_headline = nullptr;
    QLabel *m_advice = nullptr;
    QVBoxLayout *m_groups = nullptr;
    QList<QWidget *> m_cards;
};

} // namespace catamaran::ui
