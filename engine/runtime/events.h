// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/runtime/verb_types.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace catamaran::engine::runtime {

/// The history of events: data/events.log, one JSON object a line, and data/events.log.1, the lines before.
/// Whoever acts appends; the older half goes when a file has reached its size, so that the two never take
/// more than twice kLargest. Written without fsync: a power cut may lose the newest lines, and a torn line is
/// skipped. Thread and process: safe.
class EventLog {
public:
    static constexpr std::int64_t kLargest = 2 << 20;

    explicit EventLog(std::string dataDirectory) : m_path(std::move(dataDirectory) + "/events.log") {}

    [[nodiscard]] const std::string &path() const { return m_path; }
    /// Never fails for its caller: an event that cannot be written must not stop what it tells of.
    void append(const SystemEvent &event) const;

    /// Where a reader is: survives the rotation of the files.
    struct Position {
        std::uint64_t inode = 0;
        std::int64_t offset = 0;
    };
    /// All events from `position` on (a fresh one: the whole history), oldest file first.
    base::Result<std::vector<SystemEvent>> read(Position &position) const;

private:
    void rotate() const;
    std::string m_path;
};

/// One line of the log. Pure. parse: nothing for a torn or foreign line.
std::string formatEvent(const SystemEvent &event);
std::vector<SystemEvent> parseEvents(std::string_view text);

/// Drops repetitions of what several processes have seen and told alike: same object, action and time.
class EventFilter {
public:
    /// Whether this one is new.
    bool accept(const SystemEvent &event);

private:
    std::vector<std::string> m_recent; ///< a ring: repetitions come close together
    std::size_t m_next = 0;
};

} // namespace catamaran::engine::runtime
