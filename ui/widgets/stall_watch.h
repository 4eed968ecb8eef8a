// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QString>

namespace catamaran::ui {

/// A time in which the window answered to nothing.
struct Stall {
    double milliseconds = 0; ///< without the time in which the kernel let other processes run instead
    double wallMilliseconds = 0;
    QString cause; ///< the event and its receiver, outermost first; of a turn: the slowest event in it
    QString step;  ///< what note() said last
};

/// Measures every event and every turn of the event loop of the GUI thread, and keeps those above a limit.
///
/// A turn is what happens between two looks at the outside world; many short events in one turn are a stall
/// as well. Time in which the thread was ready and other processes had the processor does not count
/// (proc(5), /proc/[pid]/schedstat), waiting for a disk or another thread does. An event that starts a loop
/// of its own (a dialog's exec()) counts until that loop first waits. Needs a WatchedApplication. Thread:
/// GUI.
class StallWatch : public QObject {
    Q_OBJECT

public:
    static constexpr double kFrame = 16; ///< milliseconds; a frame at 60 Hz

    static StallWatch &instance();

    void start(double limitMilliseconds = kFrame);
    void stop();
    [[nodiscard]] bool isOn() const { return m_isOn; }
    /// Each stall goes to standard error as it happens.
    void setLoud(bool loud) { m_isLoud = loud; }
    /// Names what is being done, for the stalls to come.
    void note(const QString &step) { m_step = step; }

    [[nodiscard]] const QList<Stall> &stalls() const { return m_stalls; }
    /// The longest event of all, also one below the limit.
    [[nodiscard]] const Stall &worst() const { return m_worst; }
    [[nodiscard]] qint64 events() const { return m_events; }
    void forget();
    /// One line for the whole, and one for each stall, longest first.
    [[nodiscard]] QString report() const;

private:
    friend class WatchedApplication;
    struct Frame {
        QElapsedTimer clock;
        double waited = 0;
        int loopLevel = 0;
        bool isCounted = true;
    };
    struct Event {
        int type = 0;
        const char *receiver = nullptr;
        const char *parent = nullptr;
        QString name;
    };
    StallWatch() = default;
    [[nodiscard]] static Event describe(QObject *receiver, const QEvent *event);
    [[nodiscard]] static QString text(const Event &event);
    /// True when `end` is due.
    bool begin();
    void end(const Event &event);
    void noteInner(const Event &event, double milliseconds);
    void endTurn();
    void onBlock();
    void judge(const Frame &frame, const Event &event);
    void keep(const Stall &stall);
    [[nodiscard]] double waitedMilliseconds() const;

    bool m_isOn = false;
    bool m_isLoud = false;
    double m_limit = kFrame;
    int m_schedule = -1; ///< descriptor of the thread's schedstat
    QString m_step;
    QList<Frame> m_frames;
    QStringList m_inner;
    QList<Stall> m_stalls;
    Stall m_worst;
    Stall m_turn;
    double m_turnMost = 0;
    int m_turnEvents = 0;
    qint64 m_events = 0;
};

/// A QApplication whose events the StallWatch sees; costs one branch an event while that is off.
class WatchedApplication : public QApplication {
    Q_OBJECT

public:
    using QApplication::QApplication;
    bool notify(QObject *receiver, QEvent *event) override;
};

} // namespace catamaran::ui
