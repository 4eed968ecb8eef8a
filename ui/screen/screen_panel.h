// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"

#include <QWidget>
#include <memory>

class QCheckBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace catamaran::ui {

class CliLine;
class ScreenLink;
class ScreenView;

/// The screen of a full VM with what is done to it: scaling, key chords, pasting as keystrokes, clipboard
/// (off until the user says so), a window of its own. Connects when it is first shown.
class ScreenPanel : public QWidget {
    Q_OBJECT

public:
    explicit ScreenPanel(bridge::Session &session, QWidget *parent = nullptr);
    ~ScreenPanel() override;

    void setWorkload(const bridge::WorkloadRow &row, bool isNew);
    [[nodiscard]] ScreenView &view() { return *m_view; }
    [[nodiscard]] const ScreenLink *link() const { return m_link.get(); }
    [[nodiscard]] bool isDetached() const { return m_window != nullptr; }
    void setDetached(bool detached);
    void pasteAsKeys();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeBar();
    void open();
    void close();
    void setState(const QString &text, const QString &tone);

    bridge::Session &m_session;
    bridge::WorkloadRow m_row;
    int m_again = 0;     ///< connections that ended as soon as they were made, one after another
    quint64 m_asked = 0; ///< answers to earlier questions are dropped
    std::unique_ptr<ScreenLink> m_link;
    ScreenView *m_view;
    QVBoxLayout *m_place = nullptr;
    QWidget *m_window = nullptr;
    QLabel *m_state = nullptr;
    QPushButton *m_reopen = nullptr;
    QPushButton *m_detach = nullptr;
    QCheckBox *m_clipboard = nullptr;
    CliLine *m_cli;
};

} // namespace catamaran::ui
