// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"

#include <QByteArray>
#include <cstddef>
#include <deque>
#include <memory>
#include <vector>

namespace catamaran::ui {

enum class LogLevel { Plain, Debug, Info, Warning, Error };

/// Guesses the level from the first words of a line ("ERROR", "level=warn", "[info]", "<4>").
LogLevel levelOf(const QString &text);

/// The newest lines of a log, in chunks of UTF-8, so that a million lines cost their text and 16 bytes each.
///
/// Lines are numbered for ever: first() grows as old ones fall out, a chunk at a time. Thread: one.
class LineRing {
public:
    explicit LineRing(std::size_t capacity);

    void append(const bridge::LogLine &line);
    void clear();
    /// Takes the lines from `number` on away again, and returns them.
    QList<bridge::LogLine> takeFrom(qint64 number);
    /// A copy that another thread may read while lines are appended to this one: chunks that are full are
    /// shared, so it takes no longer for a million lines than for a thousand.
    [[nodiscard]] std::shared_ptr<const LineRing> snapshot() const;

    [[nodiscard]] qint64 first() const { return m_first; }
    [[nodiscard]] qint64 end() const { return m_first + static_cast<qint64>(m_size); }
    [[nodiscard]] std::size_t size() const { return m_size; }
    /// `number` must be in [first(), end()).
    [[nodiscard]] bridge::LogLine line(qint64 number) const;
    [[nodiscard]] LogLevel level(qint64 number) const;
    [[nodiscard]] qint64 timeNs(qint64 number) const;
    /// Characters of the longest source; 0: the lines have none.
    [[nodiscard]] qsizetype longestSource() const { return m_longestSource; }
    [[nodiscard]] qsizetype longestLine() const { return m_longest; }

private:
    struct Entry {
        qint64 timeNs = 0;
        std::uint32_t end = 0; ///< of its text in the chunk
        LogLevel level = LogLevel::Plain;
        bool isStderr = false;
        std::uint16_t source = 0; ///< in m_sources; 0: none
    };
    struct Chunk {
        QByteArray text;
        std::vector<Entry> entries;
    };
    [[nodiscard]] const Chunk &chunkOf(qint64 number, std::size_t &index) const;

    std::size_t m_capacity;
    struct Source {
        QString name;
        int color = -1;
    };
    [[nodiscard]] std::uint16_t sourceOf(const bridge::LogLine &line);
    /// Only the last one is written to.
    std::deque<std::shared_ptr<Chunk>> m_chunks;
    std::vector<Source> m_sources{1};
    std::size_t m_size = 0;
    qint64 m_first = 0;
    qsizetype m_longest = 0;
    qsizetype m_longestSource = 0;
};

} // namespace catamaran::ui
