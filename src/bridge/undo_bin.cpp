// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/undo_bin.h"

#include <QElapsedTimer>

#include <algorithm>

namespace catamaran::bridge {

namespace {

qint64 monotonicMilliseconds()
{
    static QElapsedTimer clock = [] {
        QElapsedTimer timer;
        timer.start();
        return timer;
    }();
    return clock.elapsed();
}

} // namespace

UndoBin::UndoBin(std::function<void(const DeskCommand &)> carryOut, std::function<qint64()> now,
                 QObject *parent)
    : QObject(parent), m_carryOut(std::move(carryOut)),
      m_now(now ? std::move(now) : std::function<qint64()>(monotonicMilliseconds))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &UndoBin::tick);
}

void UndoBin::put(const QList<DeskCommand> &removals)
{
    QList<DeskCommand> fresh;
    for (const DeskCommand &removal : removals) {
        if (!isPending(removal.verb, removal.subject))
            fresh.append(removal);
    }
    if (fresh.isEmpty())
        return;
    if (m_grace.count() <= 0) {
        for (const DeskCommand &removal : std::as_const(fresh))
            m_carryOut(removal);
        return;
    }
    m_waiting.append({fresh, m_now() + m_grace.count()});
    arm();
    emit changed();
    const QString sentence = fresh.size() == 1 ? tr("%1 will be removed").arg(fresh.constFirst().name())
                                               : tr("%1 things will be removed").arg(fresh.size());
    emit waiting(sentence, static_cast<int>(m_grace.count()));
}

bool UndoBin::undo()
{
    if (m_waiting.isEmpty())
        return false;
    m_waiting.removeLast();
    arm();
    emit changed();
    return true;
}

QString UndoBin::undoText() const
{
    if (m_waiting.isEmpty())
        return {};
    const QList<DeskCommand> &last = m_waiting.constLast().removals;
    return last.size() == 1 ? tr("Undo the removal of %1").arg(last.constFirst().name())
                            : tr("Undo the removal of %1 things").arg(last.size());
}

bool UndoBin::isPending(DeskCommand::Verb verb, const QString &subject) const
{
    for (const Step &step : m_waiting) {
        for (const DeskCommand &removal : step.removals) {
            if (removal.verb == verb && removal.subject == subject)
                return true;
        }
    }
    return false;
}

int UndoBin::pending() const
{
    qsizetype sum = 0;
    for (const Step &step : m_waiting)
        sum += step.removals.size();
    return static_cast<int>(sum);
}

void UndoBin::flush()
{
    const QList<Step> all = std::exchange(m_waiting, {});
    m_timer.stop();
    for (const Step &step : all) {
        for (const DeskCommand &removal : step.removals)
            m_carryOut(removal);
    }
    if (!all.isEmpty())
        emit changed();
}

void UndoBin::tick()
{
    const qint64 now = m_now();
    QList<Step> due;
    while (!m_waiting.isEmpty() && m_waiting.constFirst().dueMs <= now)
        due.append(m_waiting.takeFirst());
    arm();
    for (const Step &step : std::as_const(due)) {
        for (const DeskCommand &removal : step.removals)
            m_carryOut(removal);
    }
    if (!due.isEmpty())
        emit changed();
}

void UndoBin::arm()
{
    if (m_waiting.isEmpty()) {
        m_timer.stop();
        return;
    }
    m_timer.start(static_cast<int>(std::max<qint64>(0, m_waiting.constFirst().dueMs - m_now())));
}

} // namespace catamaran::bridge
