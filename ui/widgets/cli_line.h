// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;

namespace catamaran::ui {

class ElidedLabel;

/// What the window does, as a line for a terminal, with a button that copies it.
class CliLine : public QWidget {
    Q_OBJECT

public:
    explicit CliLine(QWidget *parent = nullptr);
    void setCommand(const QString &command);
    [[nodiscard]] const QString &command() const { return m_command; }

private:
    QString m_command;
    ElidedLabel *m_label;
    QToolButton *m_copy;
};

} // namespace catamaran::ui
