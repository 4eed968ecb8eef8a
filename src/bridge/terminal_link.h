// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/guard.h"
#include "src/bridge/room_driver.h"

#include <QObject>
#include <QTimer>
#include <memory>

namespace catamaran::bridge {

class DeckSlot;
class TerminalChannel;
class Workers;

/// One terminal session: bytes of a program in a container or of a VM's serial console. Destroying it closes
/// the terminal; the program then gets SIGHUP, and after half a second SIGKILL. Thread: GUI.
class TerminalLink : public QObject {
    Q_OBJECT

public:
    TerminalLink(std::shared_ptr<DeckSlot> slot, Workers &workers, const TerminalRequest &request,
                 QObject *parent = nullptr);
    ~TerminalLink() override;

    void write(const QByteArray &text);
    void resize(int rows, int columns);
    /// What has arrived, at most this much; empty when nothing waits. Call again after a while if it was
    /// full.
    [[nodiscard]] QByteArray take(qsizetype most);

signals:
    /// Something waits for take(), after nothing did.
    void received();
    /// `exitCode` is -1 when there is none (a console, a failure).
    void ended(int exitCode, const catamaran::bridge::Problem &problem);

private:
    void sendWaiting();
    std::shared_ptr<TerminalChannel> m_channel;
    std::shared_ptr<void> m_job;
    QByteArray m_unsent;
    QTimer m_again;
    GuardOwner m_guard;
};

} // namespace catamaran::bridge
