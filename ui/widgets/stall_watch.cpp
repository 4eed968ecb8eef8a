// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stall_watch.h"

#include <QAbstractEventDispatcher>
#include <QEvent>
#include <QMetaEnum>
#include <QThread>
#include <algorithm>
#include <cstdio>
#ifdef Q_OS_LINUX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace catamaran::ui {

namespace {

constexpr qsizetype kMostStalls = 2000;
constexpr qsizetype kMostInner = 5;

double milliseconds(const QElapsedTimer &clock)
{
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

} // namespace

StallWatch &StallWatch::instance()
{
    static StallWatch watch;
    return watch;
}

void StallWatch::start(double limitMilliseconds)
{
    m_limit = limitMilliseconds;
    if (std::exchange(m_isOn, true))
        return;
#ifdef Q_OS_LINUX
    // The file of this thread stays that of this thread, whoever reads it.
    m_schedule = ::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
#endif
    auto *dispatcher = QAbstractEventDispatcher::instance();
    connect(dispatcher, &QAbstractEventDispatcher::awake, this, &StallWatch::endTurn);
    connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, &StallWatch::onBlock);
}

void StallWatch::stop()
{
    if (!std::exchange(m_isOn, false))
        return;
    if (auto *dispatcher = QAbstractEventDispatcher::instance(); dispatcher != nullptr)
        dispatcher->disconnect(this);
#ifdef Q_OS_LINUX
    if (m_schedule >= 0)
        ::close(std::exchange(m_schedule, -1));
#endif
    m_frames.clear();
}

void StallWatch::forget()
{
    m_stalls.clear();
    m_worst = m_turn = {};
    m_turnMost = 0;
    m_turnEvents = 0;
    m_events = 0;
}

double StallWatch::waitedMilliseconds() const
{
#ifdef Q_OS_LINUX
    char text[96] = {};
    if (m_schedule < 0 || ::pread(m_schedule, text, sizeof text - 1, 0) <= 0)
        return 0;
    unsigned long long ran = 0;
    unsigned long long waited = 0;
    return std::sscanf(text, "%llu %llu", &ran, &waited) == 2 ? static_cast<double>(waited) / 1e6 : 0;
#else
    return 0;
#endif
}

StallWatch::Event StallWatch::describe(QObject *receiver, const QEvent *event)
{
    // Names of classes outlive the receiver, which may delete itself in this event.
    return {event->type(), receiver->metaObject()->className(),
            receiver->parent() != nullptr ? receiver->parent()->metaObject()->className() : nullptr,
            receiver->objectName()};
}

QString StallWatch::text(const Event &event)
{
    const QMetaEnum types = QMetaEnum::fromType<QEvent::Type>();
    const char *key = types.valueToKey(event.type);
    QString out = key != nullptr ? QString::fromLatin1(key) : QStringLiteral("event %1").arg(event.type);
    out += QLatin1Char(' ') + QString::fromLatin1(event.receiver);
    if (!event.name.isEmpty())
        out += QStringLiteral(" \"%1\"").arg(event.name);
    if (event.parent != nullptr)
        out += QStringLiteral(" of ") + QString::fromLatin1(event.parent);
    return out.remove(QStringLiteral("catamaran::"));
}

bool StallWatch::begin()
{
    const int level = QThread::currentThread()->loopLevel();
    if (!m_frames.isEmpty() && level <= m_frames.constLast().loopLevel)
        return false;
    if (!m_frames.isEmpty())
        m_frames.last().isCounted = false; // a loop inside of it
    Frame frame;
    frame.loopLevel = level;
    frame.waited = waitedMilliseconds();
    frame.clock.start();
    m_frames.append(frame);
    m_inner.clear();
    return true;
}

void StallWatch::end(const Event &event)
{
    if (m_frames.isEmpty())
        return; // stopped meanwhile
    const Frame frame = m_frames.takeLast();
    if (frame.isCounted)
        judge(frame, event);
}

void StallWatch::judge(const Frame &frame, const Event &event)
{
    ++m_events;
    Stall stall;
    stall.wallMilliseconds = milliseconds(frame.clock);
    stall.milliseconds = stall.wallMilliseconds;
    // The record of the kernel is exact only for what was noticed; it is never more than the time itself.
    if (stall.milliseconds > m_limit / 4)
        stall.milliseconds = std::max(0.0, stall.milliseconds - (waitedMilliseconds() - frame.waited));
    ++m_turnEvents;
    m_turn.milliseconds += stall.milliseconds;
    m_turn.wallMilliseconds += stall.wallMilliseconds;
    const bool isStall = stall.milliseconds > m_limit;
    if (isStall || stall.milliseconds > m_worst.milliseconds || stall.milliseconds > m_turnMost) {
        stall.cause = text(event);
        for (auto inner = m_inner.crbegin(); inner != m_inner.crend(); ++inner)
            stall.cause += QStringLiteral(" > ") + *inner;
        stall.step = m_step;
    }
    if (stall.milliseconds > m_turnMost) {
        m_turnMost = stall.milliseconds;
        m_turn.cause = stall.cause;
        m_turn.step = m_step;
    }
    if (stall.milliseconds > m_worst.milliseconds)
        m_worst = stall;
    if (isStall)
        keep(stall);
}

void StallWatch::noteInner(const Event &event, double milliseconds)
{
    // Innermost first: they end in that order.
    if (milliseconds > m_limit / 2 && m_inner.size() < kMostInner)
        m_inner.append(QStringLiteral("%1 %2 ms").arg(text(event)).arg(milliseconds, 0, 'f', 1));
}

void StallWatch::endTurn()
{
    // Of a turn with one long event that event was kept already.
    if (m_turn.milliseconds > m_limit && m_turnMost <= m_limit) {
        m_turn.cause = QStringLiteral("%1 events in one turn, slowest %2 ms: %3")
                           .arg(m_turnEvents)
                           .arg(m_turnMost, 0, 'f', 1)
                           .arg(m_turn.cause);
        keep(m_turn);
    }
    m_turn = {};
    m_turnMost = 0;
    m_turnEvents = 0;
}

void StallWatch::onBlock()
{
    if (!m_frames.isEmpty() && m_frames.constLast().isCounted) {
        m_frames.last().isCounted = false;
        Event event;
        event.receiver = "before a loop inside of an event";
        judge(m_frames.constLast(), event);
    }
    endTurn();
}

void StallWatch::keep(const Stall &stall)
{
    if (m_stalls.size() < kMostStalls)
        m_stalls.append(stall);
    if (m_isLoud)
        std::fprintf(stderr, "stall of %.1f ms: %s\n", stall.milliseconds, qPrintable(stall.cause));
}

QString StallWatch::report() const
{
    QList<Stall> sorted = m_stalls;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Stall &a, const Stall &b) { return a.milliseconds > b.milliseconds; });
    QString out = QStringLiteral("%1 events, %2 stalls above %3 ms, longest event %4 ms (%5)\n")
                      .arg(m_events)
                      .arg(sorted.size())
                      .arg(m_limit)
                      .arg(m_worst.milliseconds, 0, 'f', 1)
                      .arg(m_worst.cause);
    for (const Stall &stall : std::as_const(sorted))
        out += QStringLiteral("  %1 ms (%2 on the wall) in \"%3\": %4\n")
                   .arg(stall.milliseconds, 7, 'f', 1)
                   .arg(stall.wallMilliseconds, 0, 'f', 1)
                   .arg(stall.step, stall.cause);
    return out;
}

bool WatchedApplication::notify(QObject *receiver, QEvent *event)
{
    StallWatch &watch = StallWatch::instance();
    if (!watch.isOn() || receiver == nullptr || QThread::currentThread() != thread())
        return QApplication::notify(receiver, event);
    const StallWatch::Event what = StallWatch::describe(receiver, event);
    if (watch.begin()) {
        const bool taken = QApplication::notify(receiver, event);
        watch.end(what);
        return taken;
    }
    QElapsedTimer clock;
    clock.start();
    const bool taken = QApplication::notify(receiver, event);
    watch.noteInner(what, milliseconds(clock));
    return taken;
}

} // namespace catamaran::ui
