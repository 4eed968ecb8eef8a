// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/desk_values.h"

#include <QList>
#include <QObject>
#include <QTimer>
#include <chrono>
#include <functional>

namespace catamaran::bridge {

/// Deletes that wait: nothing is removed before the grace period is over, and until then each can be taken
/// back, the last one first.
///
/// What waits is only in this process: if it is killed, nothing has been removed. Thread: GUI.
class UndoBin : public QObject {
    Q_OBJECT

public:
    /// `carryOut` is called for each removal whose time has come. `now` in milliseconds, for tests.
    explicit UndoBin(std::function<void(const DeskCommand &)> carryOut, std::function<qint64()> now = {},
                     QObject *parent = nullptr);

    /// 0: removals are carried out at once.
    void setGrace(std::chrono::milliseconds grace) { m_grace = grace; }
    [[nodiscard]] std::chrono::milliseconds grace() const { return m_grace; }

    /// Several at once are one step of undo().
    void put(const QList<DeskCommand> &removals);
    /// Takes the last step back. False when nothing waits.
    bool undo();
    [[nodiscard]] bool canUndo() const { return !m_waiting.isEmpty(); }
    /// "Undo the removal of web", empty when nothing waits.
    [[nodiscard]] QString undoText() const;
    [[nodiscard]] bool isPending(DeskCommand::Verb verb, const QString &subject) const;
    [[nodiscard]] int pending() const;
    /// Carries out everything now: the window closes.
    void flush();
    /// Carries out what is due; the timer calls it.
    void tick();

signals:
    void changed();
    /// Something was put in: a sentence for a toast with "Undo".
    void waiting(const QString &sentence, int milliseconds);

private:
    struct Step {
        QList<DeskCommand> removals;
        qint64 dueMs = 0;
    };
    void arm();
    std::function<void(const DeskCommand &)> m_carryOut;
    std::function<qint64()> m_now;
    std::chrono::milliseconds m_grace{0};
    QList<Step> m_waiting;
    QTimer m_timer;
};

} // namespace catamaran::bridge
