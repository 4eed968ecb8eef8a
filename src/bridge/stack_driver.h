// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "src/bridge/stack_values.h"

#include <QSet>
#include <functional>
#include <optional>

namespace catamaran::core {
class Deck;
}

namespace catamaran::bridge {

/// What the window asks of a stack.
struct StackCommand {
    enum class Verb { Up, Down, Stop, Start, Restart };
    Verb verb = Verb::Up;
    StackSource source;
    QString project;             ///< its name, once known; stop and down need no file
    std::optional<QString> text; ///< of the first file, where it is edited and not yet saved
    QStringList services;        ///< empty: all
    QHash<QString, int> scale;   ///< replicas asked for beside the file
    bool removeVolumes = false;  ///< down -v
    bool removeOrphans = false;

    /// The same on the command line.
    [[nodiscard]] QString commandLine() const;
};

/// Something that happened to one part of a stack.
struct StackEvent {
    enum class Phase { Wait, Begin, End, Fail };
    Phase phase = Phase::Begin;
    StartupBar::Kind kind = StartupBar::Kind::Other;
    QString row;    ///< service for containers, else "network shop_default"
    QString object; ///< "shop-web-1"
    QString words;  ///< "Creating", "Started", "Healthy", or the reason of a failure
    double atMs = 0;
};

/// Plans and does what is asked of stacks. Both calls block and may come from several threads.
class StackDriver {
public:
    virtual ~StackDriver() = default;
    virtual base::Result<QList<PlanRow>> plan(core::Deck &deck, const StackCommand &command) = 0;
    virtual base::Result<void> run(core::Deck &deck, const StackCommand &command,
                                   const std::function<void(const StackEvent &)> &onEvent,
                                   const base::OperationContext &context) = 0;
    /// Who talks to whom in a running stack; empty when that cannot be seen.
    virtual QList<StackTraffic> traffic(core::Deck &deck, const QString &project)
    {
        Q_UNUSED(deck)
        Q_UNUSED(project)
        return {};
    }
};

/// Gathers events into the bars of the startup chart. Pure apart from its own list.
class StartupTrace {
public:
    void add(const StackEvent &event);
    [[nodiscard]] const QList<StartupBar> &bars() const { return m_bars; }
    /// The last moment an event told of.
    [[nodiscard]] double endMs() const { return m_endMs; }

private:
    QList<StartupBar> m_bars;
    QHash<QString, qsizetype> m_open; ///< bar by row, object and kind
    QSet<QString> m_ended;
    double m_endMs = 0;
};

} // namespace catamaran::bridge
