// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/log_index.h"

#include <QCoreApplication>
#include <algorithm>

namespace catamaran::ui {

QString LogIndex::setFilter(const LogFilter &filter)
{
    const auto compile = [](const QString &text) {
        const bool capitals = std::any_of(text.begin(), text.end(), [](QChar c) { return c.isUpper(); });
        return QRegularExpression(text, capitals ? QRegularExpression::NoPatternOption
                                                 : QRegularExpression::CaseInsensitiveOption);
    };
    const QRegularExpression include = compile(filter.include);
    const QRegularExpression exclude = compile(filter.exclude);
    std::vector<QRegularExpression> every{include, exclude};
    for (const QString &text : filter.all + filter.none)
        every.emplace_back(text, QRegularExpression::CaseInsensitiveOption);
    for (QRegularExpression &pattern : every) {
        if (!pattern.isValid())
            return QCoreApplication::translate("catamaran::ui::LogIndex", "%1 at character %2")
                .arg(pattern.errorString())
                .arg(pattern.patternErrorOffset() + 1);
        pattern.optimize();
    }
    const auto words = every.begin() + 2;
    m_all.assign(words, words + filter.all.size());
    m_none.assign(words + filter.all.size(), every.end());
    m_filter = filter;
    m_include = every[0];
    m_exclude = every[1];
    clear();
    return {};
}

void LogIndex::clear()
{
    m_shown.clear();
    m_gone = 0;
    m_next = 0;
    m_contextUntil = -1;
    m_matches = 0;
}

void LogIndex::rewind(qint64 number)
{
    if (m_next <= number)
        return;
    m_next = number;
    while (m_shown.size() > m_gone && (m_shown.back() >> 1) >= number) {
        m_matches -= (m_shown.back() & 1) == 0 ? 1 : 0;
        m_shown.pop_back();
    }
    m_contextUntil = -1;
    for (std::size_t i = m_shown.size(); i-- > m_gone && m_contextUntil < 0;) {
        if ((m_shown[i] & 1) == 0)
            m_contextUntil = (m_shown[i] >> 1) + m_filter.context;
    }
}

bool LogIndex::passes(const LineRing &ring, qint64 number) const
{
    if (m_filter.least != LogLevel::Plain && ring.level(number) < m_filter.least)
        return false;
    if (m_filter.include.isEmpty() && m_filter.exclude.isEmpty() && m_filter.hiddenSources.isEmpty() &&
        m_all.empty() && m_none.empty())
        return true;
    const bridge::LogLine line = ring.line(number);
    if (m_filter.hiddenSources.contains(line.source))
        return false;
    const auto has = [&line](const QRegularExpression &pattern) {
        return pattern.match(line.text).hasMatch() ||
               (!line.source.isEmpty() && pattern.match(line.source).hasMatch());
    };
    if (!std::all_of(m_all.begin(), m_all.end(), has) || std::any_of(m_none.begin(), m_none.end(), has))
        return false;
    return (m_filter.include.isEmpty() || m_include.match(line.text).hasMatch()) &&
           (m_filter.exclude.isEmpty() || !m_exclude.match(line.text).hasMatch());
}

bool LogIndex::work(const LineRing &ring, int most)
{
    while (m_gone < m_shown.size() && (m_shown[m_gone] >> 1) < ring.first())
        ++m_gone;
    if (m_gone > m_shown.size() / 2 && m_gone > 4096) {
        m_shown.erase(m_shown.begin(), m_shown.begin() + static_cast<std::ptrdiff_t>(m_gone));
        m_gone = 0;
    }
    m_next = std::max(m_next, ring.first());
    for (; m_next < ring.end() && most > 0; ++m_next, --most) {
        if (passes(ring, m_next)) {
            const qint64 last = m_shown.empty() ? -1 : m_shown.back() >> 1;
            for (qint64 before = std::max({last + 1, m_next - m_filter.context, ring.first()});
                 before < m_next; ++before)
                m_shown.push_back(before * 2 + 1);
            m_shown.push_back(m_next * 2);
            m_contextUntil = m_next + m_filter.context;
            ++m_matches;
        } else if (m_next <= m_contextUntil) {
            m_shown.push_back(m_next * 2 + 1);
        }
    }
    return m_next >= ring.end();
}

} // namespace catamaran::ui
