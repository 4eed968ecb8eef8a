// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"

#include <QTimer>
#include <QWidget>
#include <memory>

class QFrame;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace catamaran::bridge {
class TerminalLink;
}

namespace catamaran::ui {

class CliLine;
class ElidedLabel;
class TerminalView;

/// A terminal with its session: a shell in a container, or the serial console of a VM; search bar, state and
/// the same on the command line. Opens the session when it is first shown and closes it when destroyed.
class TerminalPanel : public QWidget {
    Q_OBJECT

public:
    explicit TerminalPanel(bridge::Session &session, QWidget *parent = nullptr);
    ~TerminalPanel() override;

    /// Another workload ends the session of the one before.
    void setWorkload(const bridge::WorkloadKey &key, const QString &name);
    void open();
    /// Ends the session and shows a container's main process instead: what it writes, and the keys where it
    /// was started with -it. It goes on when this is closed.
    void attachToMain();
    void close();
    [[nodiscard]] bool isOpen() const { return m_link != nullptr; }
    [[nodiscard]] const bridge::WorkloadKey &workload() const { return m_key; }
    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] TerminalView &view() { return *m_view; }
    [[nodiscard]] QLineEdit &command() { return *m_command; }
    void showSearch();
    /// In a window of its own: that button then leads back, and it cannot be split.
    void setDetached(bool detached);
    /// How many others stand beside it: with some it says whose it is, and can be closed.
    void setNeighbours(int count);

signals:
    void splitWanted();
    /// Out of the page, or back.
    void detachWanted();
    void closeWanted();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeBar();
    QWidget *makeSearch();
    void takeSlice();
    void setState(const QString &text, const QString &tone);
    void offerTools();

    bridge::Session &m_session;
    bridge::WorkloadKey m_key;
    QString m_name;
    std::unique_ptr<bridge::TerminalLink> m_link;
    QTimer m_slice; ///< more waits than one slice may take
    TerminalView *m_view;
    QLineEdit *m_command = nullptr;
    QPushButton *m_reopen = nullptr;
    ElidedLabel *m_whose = nullptr;
    ElidedLabel *m_state = nullptr;
    QToolButton *m_attach = nullptr;
    QToolButton *m_split = nullptr;
    QToolButton *m_detach = nullptr;
    QToolButton *m_close = nullptr;
    bool m_attaches = false; ///< the session is that of the main process
    bool m_detached = false;
    int m_neighbours = 0;
    QFrame *m_search = nullptr;
    QLineEdit *m_searchText = nullptr;
    QLabel *m_searchState = nullptr;
    CliLine *m_cli = nullptr;
};

} // namespace catamaran::ui
