// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace catamaran::ui {

/// One question, with the line for a shell that its answer leads to.
class PromptDialog : public QDialog {
    Q_OBJECT

public:
    struct Question {
        QString title;
        QString label;
        QString hint;
        QString value;
        QString button;
        std::function<QString(const QString &answer)> commandLine;
    };
    PromptDialog(const Question &question, QWidget *parent);
    [[nodiscard]] QString answer() const;

signals:
    void answered(const QString &answer);

private:
    void update();
    Question m_question;
    QLineEdit *m_answer = nullptr;
    QLabel *m_line = nullptr;
    QPushButton *m_do = nullptr;
};

} // namespace catamaran::ui
