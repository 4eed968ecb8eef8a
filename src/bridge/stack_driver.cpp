// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/stack_driver.h"

#include "src/bridge/words.h"

#include <algorithm>

namespace catamaran::bridge {

QString StackCommand::commandLine() const
{
    QString words;
    switch (verb) {
    case Verb::Up:
        words = QStringLiteral("up -d");
        break;
    case Verb::Down:
        words = QStringLiteral("down");
        break;
    case Verb::Stop:
        words = QStringLiteral("stop");
        break;
    case Verb::Start:
        words = QStringLiteral("start");
        break;
    case Verb::Restart:
        words = QStringLiteral("restart");
        break;
    }
    if (verb == Verb::Down && removeVolumes)
        words += QStringLiteral(" -v");
    if (removeOrphans)
        words += QStringLiteral(" --remove-orphans");
    QStringList names = scale.keys();
    names.sort();
    for (const QString &name : names)
        words += QStringLiteral(" --scale %1=%2").arg(quoteForShell(name)).arg(scale.value(name));
    for (const QString &service : services)
        words += QLatin1Char(' ') + quoteForShell(service);
    if (source.isEmpty())
        return QStringLiteral("catamaran compose -p %1 %2").arg(quoteForShell(project), words);
    return source.commandLine(words);
}

void StartupTrace::add(const StackEvent &event)
{
    m_endMs = std::max(m_endMs, event.atMs);
    const QString key = event.row + QLatin1Char('\n') + event.object + QLatin1Char('\n') +
                        QString::number(static_cast<int>(event.kind));
    const auto open = m_open.find(key);
    if (event.phase == StackEvent::Phase::Begin || event.phase == StackEvent::Phase::Wait) {
        if (open == m_open.end()) {
            m_open.insert(key, m_bars.size());
            m_bars.append({event.row, event.words, event.kind, event.atMs, event.atMs - 1, false});
        }
        return;
    }
    const bool failed = event.phase == StackEvent::Phase::Fail;
    if (open == m_open.end()) {
        // Two that waited for the same health both tell of it.
        if (m_ended.contains(key))
            return;
        // An end whose beginning nobody told of: a mark at that moment.
        m_bars.append({event.row, event.words, event.kind, event.atMs, event.atMs, failed});
        return;
    }
    StartupBar &bar = m_bars[open.value()];
    bar.toMs = std::max(bar.fromMs, event.atMs);
    bar.step = event.words.isEmpty() ? bar.step : event.words;
    bar.failed = failed;
    m_ended.insert(key);
    m_open.erase(open);
}

} // namespace catamaran::bridge
