// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>

namespace catamaran::bridge {

/// Gives the lines of a serial console a time, so that what a VM said before anybody looked stands among the
/// lines of that moment. All times in nanoseconds, CLOCK_REALTIME. Thread: one.
class ConsoleTimes {
public:
    /// What comes within the first moments after the opening was there before it.
    static constexpr std::int64_t kReplayNs = 400'000'000;

    /// `startedNs`: when the machine was started; 0: not known, and every line is of now.
    ConsoleTimes(std::int64_t startedNs, std::int64_t openedNs)
        : m_startedNs(startedNs), m_openedNs(openedNs), m_last(startedNs)
    {
    }

    std::int64_t of(std::string_view line, std::int64_t nowNs)
    {
        if (m_startedNs <= 0 || nowNs - m_openedNs > kReplayNs)
            return nowNs;
        // "[    1.234567] text": what printk(9) writes.
        if (line.starts_with('[')) {
            line.remove_prefix(1);
            while (line.starts_with(' '))
                line.remove_prefix(1);
            double seconds = 0;
            const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), seconds);
            if (error == std::errc() && end != line.data() + line.size() && *end == ']' && seconds >= 0)
                m_last = std::max(m_last, m_startedNs + static_cast<std::int64_t>(seconds * 1e9));
        }
        m_last = std::min(m_last, nowNs);
        return m_last;
    }

private:
    std::int64_t m_startedNs;
    std::int64_t m_openedNs;
    std::int64_t m_last;
};

} // namespace catamaran::bridge
