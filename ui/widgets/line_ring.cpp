// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/line_ring.h"

#include <array>

namespace catamaran::ui {

namespace {

constexpr std::size_t kChunkLines = 1024;
constexpr qsizetype kMaximumLine = 16 * 1024;
constexpr qsizetype kLookAt = 80;

struct Word {
    const char *text;
    LogLevel level;
};
constexpr std::array<Word, 14> kWords = {{{"error", LogLevel::Error},
                                          {"fatal", LogLevel::Error},
                                          {"panic", LogLevel::Error},
                                          {"crit", LogLevel::Error},
                                          {"emerg", LogLevel::Error},
                                          {"err", LogLevel::Error},
                                          {"warning", LogLevel::Warning},
                                          {"warn", LogLevel::Warning},
                                          {"notice", LogLevel::Info},
                                          {"info", LogLevel::Info},
                                          {"debug", LogLevel::Debug},
                                          {"trace", LogLevel::Debug},
                                          {"failed", LogLevel::Error},
                                          {"oops", LogLevel::Error}}};

bool isLetter(QChar character)
{
    return character.isLetter();
}

} // namespace

LogLevel levelOf(const QString &text)
{
    const QStringView head = QStringView(text).left(kLookAt);
    // Whole words only: "errors=0" and "information" say nothing.
    qsizetype start = -1;
    for (qsizetype i = 0; i <= head.size(); ++i) {
        const bool letter = i < head.size() && isLetter(head[i]);
        if (letter && start < 0)
            start = i;
        if (letter || start < 0)
            continue;
        const QStringView word = head.mid(start, i - start);
        for (const Word &known : kWords) {
            if (word.compare(QLatin1String(known.text), Qt::CaseInsensitive) == 0)
                return known.level;
        }
        start = -1;
    }
    return LogLevel::Plain;
}

LineRing::LineRing(std::size_t capacity) : m_capacity(std::max(capacity, kChunkLines * 2)) {}

void LineRing::append(const bridge::LogLine &line)
{
    if (m_chunks.empty() || m_chunks.back()->entries.size() >= kChunkLines) {
        m_chunks.push_back(std::make_shared<Chunk>());
        m_chunks.back()->entries.reserve(kChunkLines);
    }
    Chunk &chunk = *m_chunks.back();
    const QByteArray utf8 = line.text.left(kMaximumLine).toUtf8();
    chunk.text += utf8;
    chunk.entries.push_back({line.timeNs, static_cast<std::uint32_t>(chunk.text.size()), levelOf(line.text),
                             line.isStderr, sourceOf(line)});
    m_longest = std::max(m_longest, std::min(line.text.size(), kMaximumLine));
    ++m_size;
    if (m_size > m_capacity) {
        const std::size_t gone = m_chunks.front()->entries.size();
        m_chunks.pop_front();
        m_size -= gone;
        m_first += static_cast<qint64>(gone);
    }
}

std::uint16_t LineRing::sourceOf(const bridge::LogLine &line)
{
    if (line.source.isEmpty())
        return 0;
    // There are few, and a line's is mostly that of the line before or near it.
    for (std::size_t i = m_sources.size(); i-- > 1;) {
        if (m_sources[i].name == line.source && m_sources[i].color == line.color)
            return static_cast<std::uint16_t>(i);
    }
    if (m_sources.size() > UINT16_MAX)
        return 0;
    m_sources.push_back({line.source, line.color});
    m_longestSource = std::max(m_longestSource, line.source.size());
    return static_cast<std::uint16_t>(m_sources.size() - 1);
}

void LineRing::clear()
{
    m_first = end();
    m_chunks.clear();
    m_size = 0;
    m_longest = 0;
    m_longestSource = 0;
    m_sources.resize(1);
}

QList<bridge::LogLine> LineRing::takeFrom(qint64 number)
{
    number = std::max(number, m_first);
    QList<bridge::LogLine> taken;
    for (qint64 n = number; n < end(); ++n)
        taken.append(line(n));
    while (end() > number) {
        Chunk &last = *m_chunks.back();
        const auto here = static_cast<qint64>(last.entries.size());
        const qint64 left = std::max<qint64>(0, here - (end() - number));
        m_size -= static_cast<std::size_t>(here - left);
        if (left == 0) {
            m_chunks.pop_back();
            continue;
        }
        // A chunk that was full may be shared with a snapshot.
        auto cut = std::make_shared<Chunk>();
        cut->entries.reserve(kChunkLines);
        cut->entries.assign(last.entries.begin(), last.entries.begin() + left);
        cut->text = last.text.left(static_cast<qsizetype>(cut->entries.back().end));
        m_chunks.back() = std::move(cut);
    }
    return taken;
}

std::shared_ptr<const LineRing> LineRing::snapshot() const
{
    auto copy = std::make_shared<LineRing>(*this);
    if (!copy->m_chunks.empty())
        copy->m_chunks.back() = std::make_shared<Chunk>(*m_chunks.back());
    return copy;
}

const LineRing::Chunk &LineRing::chunkOf(qint64 number, std::size_t &index) const
{
    // Every chunk but the last is full, so the place is a division.
    const auto offset = static_cast<std::size_t>(number - m_first);
    index = offset % kChunkLines;
    return *m_chunks[offset / kChunkLines];
}

bridge::LogLine LineRing::line(qint64 number) const
{
    std::size_t index = 0;
    const Chunk &chunk = chunkOf(number, index);
    const Entry &entry = chunk.entries[index];
    const std::uint32_t begin = index == 0 ? 0 : chunk.entries[index - 1].end;
    return {entry.timeNs, entry.isStderr,
            QString::fromUtf8(chunk.text.constData() + begin, static_cast<qsizetype>(entry.end - begin)),
            m_sources[entry.source].name, m_sources[entry.source].color};
}

LogLevel LineRing::level(qint64 number) const
{
    std::size_t index = 0;
    return chunkOf(number, index).entries[index].level;
}

qint64 LineRing::timeNs(qint64 number) const
{
    std::size_t index = 0;
    return chunkOf(number, index).entries[index].timeNs;
}

} // namespace catamaran::ui
