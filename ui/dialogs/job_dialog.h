// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/desk.h"
#include "ui/dialogs/job_model.h"

#include <QDialog>
#include <QElapsedTimer>
#include <QTimer>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace catamaran::ui {

class StepTimeline;

/// Follows one pull, build, load or import: a line for each step or layer with its bar of time, the output
/// below. Closing it lets the work go on; Cancel ends the work.
class JobDialog : public QDialog {
    Q_OBJECT

public:
    JobDialog(bridge::Desk &desk, int number, const bridge::DeskCommand &command, QWidget *parent);
    [[nodiscard]] const JobModel &model() const { return m_model; }
    [[nodiscard]] bool isOver() const { return m_over; }

private:
    void update();
    void finish(const QString &sentence, const bridge::Problem &problem);
    bridge::Desk &m_desk;
    int m_number;
    JobModel m_model;
    QElapsedTimer m_clock;
    QTimer m_repaint; ///< ten a second, however many events come
    bool m_over = false;
    qsizetype m_shownOutput = 0;
    QLabel *m_summary = nullptr;
    StepTimeline *m_steps = nullptr;
    QPlainTextEdit *m_output = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_close = nullptr;
};

} // namespace catamaran::ui
