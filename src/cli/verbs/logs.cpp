// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "src/cli/log_time.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"
#include "src/core/status_text.h"

#include <algorithm>
#include <charconv>
#include <functional>

namespace catamaran::cli {

namespace {

base::Result<std::optional<std::size_t>> parseTail(const std::string &text)
{
    if (text == "all" || text.starts_with('-'))
        return std::optional<std::size_t>();
    std::size_t lines = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), lines);
    // docker takes what is not a number for "all".
    if (error != std::errc{} || end != text.data() + text.size())
        return std::optional<std::size_t>();
    return std::optional(lines);
}

/// Gathers lines, so that a long log is not one write(2) a line.
class Output {
public:
    Output(bool timestamps, std::string prefix) : m_timestamps(timestamps), m_prefix(std::move(prefix)) {}

    void add(const engine::LogRecord &record)
    {
        if (record.isStderr != m_isStderr || m_text.size() >= kEnough)
            flush();
        m_isStderr = record.isStderr;
        if (m_timestamps) {
            // All lines of one chunk have its time.
            if (record.timeNs != m_stampNs) {
                m_stampNs = record.timeNs;
                m_stamp = base::rfc3339(base::WallClock::time_point(
                              std::chrono::duration_cast<base::WallClock::duration>(
                                  std::chrono::nanoseconds(record.timeNs)))) +
                          " ";
            }
            m_text += m_stamp;
        }
        m_text += m_prefix;
        if (m_text.empty() && record.text.size() >= kEnough) {
            write(record.text);
            return;
        }
        m_text += record.text;
    }
    void flush()
    {
        write(m_text);
        m_text.clear();
    }

private:
    static constexpr std::size_t kEnough = 65536;

    void write(std::string_view text) const
    {
        if (text.empty())
            return;
        if (m_isStderr)
            printStderr(text);
        else
            print(text);
    }

    bool m_timestamps;
    std::string m_prefix;
    bool m_isStderr = false;
    std::int64_t m_stampNs = 0;
    std::string m_stamp;
    std::string m_text;
};

int logs(Invocation &call)
{
    FlagSet options;
    engine::LogQuery query;
    bool timestamps = false;
    bool details = false;
    const std::int64_t now = core::realtimeNanoseconds();
    options.flag(query.follow, "follow", 'f', "Follow log output");
    options.flag(timestamps, "timestamps", 't', "Show timestamps");
    options.flag(details, "details", 0, "Show extra details provided to logs");
    options.value(
        [&](const std::string &text) -> base::Result<void> {
            CATAMARAN_TRY(query.tail, parseTail(text));
            return {};
        },
        "tail", 'n', "Number of lines to show from the end of the logs");
    options.value(
        [&](const std::string &text) -> base::Result<void> {
            CATAMARAN_TRY(query.sinceNs, parseLogTime(text, now));
            return {};
        },
        "since", 0, "Show logs since timestamp (e.g. 2013-01-02T13:23:37Z) or relative (e.g. 42m)");
    options.value(
        [&](const std::string &text) -> base::Result<void> {
            CATAMARAN_TRY(query.untilNs, parseLogTime(text, now));
            return {};
        },
        "until", 0, "Show logs before a timestamp (e.g. 2013-01-02T13:23:37Z) or relative (e.g. 42m)");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, arguments))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    std::string prefix;
    if (details) {
        auto found = (*engine)->logDetails(arguments[0]);
        if (!found)
            return failWith(found.error());
        prefix = std::move(*found) + " "; // docker prints the blank even if there are none
    }
    Output output(timestamps, std::move(prefix));
    query.asWritten = !timestamps && !details;
    query.onPause = [&output] { output.flush(); };
    // Without --follow there is nothing to undo: a signal just ends the program.
    const auto printed = (*engine)->logs(
        arguments[0], query, [&output](const engine::LogRecord &record) { output.add(record); }, {});
    output.flush();
    return printed ? 0 : failWith(printed.error());
}

} // namespace

void addLogs(Registry &registry)
{
    registry.add({"logs", "Common Commands", "[OPTIONS] CONTAINER", "Fetch the logs of a container", logs});
}

} // namespace catamaran::cli
