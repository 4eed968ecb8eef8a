// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/proposal.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace catamaran::ui {

/// Shows what would be done with something from outside, and does nothing before it is told to.
class ReviewSheet : public QDialog {
    Q_OBJECT

public:
    ReviewSheet(const bridge::Proposal &proposal, QWidget *parent);
    /// With the answers that were typed in.
    [[nodiscard]] bridge::Proposal proposal() const;

signals:
    void agreed(const catamaran::bridge::Proposal &proposal);

private:
    void showLine();
    bridge::Proposal m_proposal;
    QLineEdit *m_answer = nullptr;
    QLabel *m_line = nullptr;
    QPushButton *m_do = nullptr;
};

} // namespace catamaran::ui
