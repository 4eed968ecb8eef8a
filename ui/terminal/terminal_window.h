// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

namespace catamaran::ui {

class TerminalPanel;

/// A terminal in a window of its own. Closing it (Ctrl+Shift+W) ends the session; "back" puts it into the
/// page again. Goes with the main window. Thread: GUI.
class TerminalWindow : public QWidget {
    Q_OBJECT

public:
    /// Takes `panel`; `owner` is the main window.
    TerminalWindow(TerminalPanel *panel, QWidget *owner);

    [[nodiscard]] TerminalPanel *panel() const;
    /// Gives the panel away with its session and closes the window; null when it has none any more.
    [[nodiscard]] TerminalPanel *release();

signals:
    void backWanted();

private:
    QPointer<TerminalPanel> m_panel;
};

} // namespace catamaran::ui
