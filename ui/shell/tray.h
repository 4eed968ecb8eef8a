// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"

#include <QMenu>
#include <QSystemTrayIcon>
#include <memory>

namespace catamaran::ui {

/// The icon beside the clock, where the user asked for it: what runs, with its actions, and the way back to
/// the window.
class Tray : public QObject {
    Q_OBJECT

public:
    Tray(bridge::Session &session, QObject *parent);
    /// Whether this desktop has a place for it.
    static bool isPossible() { return QSystemTrayIcon::isSystemTrayAvailable(); }
    void setEnabled(bool enabled);
    /// Whether it shows, so that the window may be closed without an end.
    [[nodiscard]] bool isShown() const { return m_icon != nullptr && m_icon->isVisible(); }
    /// Fills a menu with what runs now.
    void fill(QMenu &menu);

signals:
    void windowWanted();
    void logsWanted(const catamaran::bridge::WorkloadKey &key);
    void quitWanted();

private:
    void updateToolTip();
    bridge::Session &m_session;
    QMenu m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon;
};

} // namespace catamaran::ui
