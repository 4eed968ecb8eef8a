// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"

#include <QList>
#include <QPointer>
#include <QWidget>

class QSplitter;
class QStackedLayout;

namespace catamaran::bridge {
class Session;
}

namespace catamaran::ui {

class EmptyState;
class TerminalPanel;

/// The terminals of one container or VM: one at first, more of them side by side or one below the other, of
/// this container or of others that run, each to be taken into a window of its own and back. A VM has one
/// serial console, so only its window is offered. Thread: GUI.
///
/// Keyboard: Ctrl+Shift+D splits to the right, Ctrl+Shift+E below; Ctrl+Shift+N takes the present one into
/// its own window; Ctrl+Shift+W closes it; Ctrl+Shift+Right and Left go to the next and the one before.
class TerminalDeck : public QWidget {
    Q_OBJECT

public:
    static constexpr int kMost = 8;

    explicit TerminalDeck(bridge::Session &session, QWidget *parent = nullptr);

    /// Another workload ends the sessions of the one before, but for those in windows of their own.
    void setWorkload(const bridge::WorkloadKey &key, const QString &name);
    /// The one that had the keyboard last. Makes one when all are in windows of their own.
    [[nodiscard]] TerminalPanel &current();
    [[nodiscard]] QList<TerminalPanel *> panels() const { return m_panels; }

    /// A further one beside the present (Qt::Horizontal) or below it; an empty key means the same workload.
    void split(Qt::Orientation orientation, const bridge::WorkloadKey &key = {}, const QString &name = {});
    /// Ends its session; the last one begins anew.
    void closeCurrent();
    /// Its session goes on in the window; closing the window ends it.
    void detachCurrent();

signals:
    /// The terminal of another workload comes back from its window: the page is to show that one.
    void workloadWanted(const catamaran::bridge::WorkloadKey &key);

private:
    TerminalPanel *makePanel(const bridge::WorkloadKey &key, const QString &name);
    void adopt(TerminalPanel *panel);
    void place(TerminalPanel *panel, TerminalPanel *beside, Qt::Orientation orientation);
    void takeOut(TerminalPanel *panel);
    void takeBack(TerminalPanel *panel);
    void showMenu(TerminalPanel *panel);
    void step(int by);
    void tell();

    bridge::Session &m_session;
    bridge::WorkloadKey m_key;
    QString m_name;
    QStackedLayout *m_layout;
    QSplitter *m_root;
    EmptyState *m_away; ///< all are in windows of their own
    QList<TerminalPanel *> m_panels;
    QPointer<TerminalPanel> m_current;
};

} // namespace catamaran::ui
