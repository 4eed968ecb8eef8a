// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;

namespace catamaran::ui {

/// Asks which image to run, in which hulls, under which name and ports.
class RunDialog : public QDialog {
    Q_OBJECT

public:
    explicit RunDialog(bridge::Session &session, QWidget *parent = nullptr);
    [[nodiscard]] bridge::RunRequest request() const;
    /// Empty: as it is.
    void setImage(const QString &image);

private:
    void validate();
    QComboBox *m_image = nullptr;
    QCheckBox *m_container = nullptr;
    QCheckBox *m_vm = nullptr;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_ports = nullptr;
    QLineEdit *m_command = nullptr;
    QPushButton *m_run = nullptr;
};

} // namespace catamaran::ui
