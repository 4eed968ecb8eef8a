// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"

#include <QWidget>

class QComboBox;
class QPushButton;
class QSpinBox;

namespace catamaran::ui {

class ElidedLabel;

/// The controls above one of the lab's experiments: image, what else it needs, Run, Cancel and the step that
/// is under way. Only one experiment runs at a time; the bar says so while another one does.
class LabBar : public QWidget {
    Q_OBJECT

public:
    /// `hint` is shown while nothing runs.
    LabBar(bridge::Session &session, const QString &hint, QWidget *parent = nullptr);

    /// Adds a choice of the hull, container first.
    void addHull(const QString &explanation);
    void addNumber(const QString &name, int least, int most, int value, const QString &explanation);
    [[nodiscard]] QString image() const;
    [[nodiscard]] bridge::Hull hull() const;
    [[nodiscard]] int number() const;
    /// The command line that does the same.
    void setCommand(const QString &command);

signals:
    void run();

private:
    void fillImages();
    void updateState();

    bridge::Session &m_session;
    QString m_hint;
    QComboBox *m_image = nullptr;
    QComboBox *m_hull = nullptr;
    QSpinBox *m_number = nullptr;
    QPushButton *m_run = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_copy = nullptr;
    ElidedLabel *m_step = nullptr;
    QString m_command;
};

} // namespace catamaran::ui
