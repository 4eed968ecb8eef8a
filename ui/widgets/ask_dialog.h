// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <functional>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace catamaran::ui {

class CliLine;

/// A small form before an action: fields, what it does in words, and the same as a command line, which
/// follows what is typed.
class AskDialog : public QDialog {
    Q_OBJECT

public:
    AskDialog(const QString &title, const QString &text, const QString &action, bool danger,
              QWidget *parent = nullptr);

    QLineEdit *addText(const QString &label, const QString &value, const QString &placeholder = {});
    enum class Path { Open, Save, Folder };
    /// A path with a button that asks for it.
    QLineEdit *addPath(const QString &label, const QString &value, Path kind);
    QComboBox *addChoice(const QString &label, const QStringList &choices);
    QCheckBox *addCheck(const QString &text, bool on, const QString &tip);
    /// Called after every change for the command line; an empty one means that the form is not complete.
    void setCommand(std::function<QString()> command);
    [[nodiscard]] QPushButton &acceptButton() { return *m_accept; }

private:
    void update();
    void addRow(const QString &label, QWidget *field, QLayout *row);
    QFormLayout *m_form;
    QWidget *m_first = nullptr; ///< has the focus when the form opens
    QPushButton *m_accept;
    CliLine *m_cli;
    std::function<QString()> m_command;
};

} // namespace catamaran::ui
