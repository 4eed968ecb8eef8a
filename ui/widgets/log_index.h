// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/line_ring.h"

#include <QRegularExpression>
#include <vector>

namespace catamaran::ui {

/// What a log shows of its lines.
struct LogFilter {
    QString include;                  ///< regular expression; empty: every line
    QString exclude;                  ///< regular expression; empty: none is left out
    LogLevel least = LogLevel::Plain; ///< Plain: every line; else lines of this level and worse
    int context = 0;                  ///< lines around each match
    QStringList hiddenSources;
    /// Each of these expressions must match, and none of those, in the text or in the name of the source.
    QStringList all = {};
    QStringList none = {};
    bool operator==(const LogFilter &other) const = default;
    [[nodiscard]] bool isEmpty() const
    {
        return include.isEmpty() && exclude.isEmpty() && least == LogLevel::Plain &&
               hiddenSources.isEmpty() && all.isEmpty() && none.isEmpty();
    }
};

/// The numbers of those lines of a ring that pass a filter, made bit by bit so that a million lines never
/// hold the window up. Thread: one.
class LogIndex {
public:
    /// Starts again. The empty string, or what is wrong with an expression (the filter is then not changed).
    QString setFilter(const LogFilter &filter);
    [[nodiscard]] const LogFilter &filter() const { return m_filter; }
    [[nodiscard]] bool isActive() const { return !m_filter.isEmpty(); }
    void clear();
    /// Forgets the lines from `number` on: others will take their place.
    void rewind(qint64 number);

    /// Looks at up to `most` lines; true when none is left to look at.
    bool work(const LineRing &ring, int most);
    /// Lines that are shown, and the number of one of them.
    [[nodiscard]] qint64 size() const { return static_cast<qint64>(m_shown.size() - m_gone); }
    [[nodiscard]] qint64 number(qint64 index) const { return entry(index) >> 1; }
    /// True for a line that is there for its neighbour's sake.
    [[nodiscard]] bool isContext(qint64 index) const { return (entry(index) & 1) != 0; }
    [[nodiscard]] qint64 matches() const { return m_matches; }
    [[nodiscard]] const QRegularExpression &include() const { return m_include; }

private:
    [[nodiscard]] qint64 entry(qint64 index) const
    {
        return m_shown[m_gone + static_cast<std::size_t>(index)];
    }
    [[nodiscard]] bool passes(const LineRing &ring, qint64 number) const;

    LogFilter m_filter;
    QRegularExpression m_include;
    QRegularExpression m_exclude;
    std::vector<QRegularExpression> m_all;
    std::vector<QRegularExpression> m_none;
    std::vector<qint64> m_shown; ///< twice the number, plus one for a line of context
    std::size_t m_gone = 0;      ///< at the front: fallen out of the ring
    qint64 m_next = 0;
    qint64 m_contextUntil = -1;
    qint64 m_matches = 0;
};

} // namespace catamaran::ui
