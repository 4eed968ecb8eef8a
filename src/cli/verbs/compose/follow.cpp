// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/verbs/compose/follow.h"

#include "engine/base/clock.h"
#include "src/cli/verb.h"
#include "src/core/status_text.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace catamaran::cli {

namespace {

constexpr std::array<const char *, 6> kColors = {"36", "33", "32", "35", "34", "96"};

} // namespace

void PrefixPrinter::expect(const std::string &name)
{
    const std::scoped_lock guard(m_mutex);
    m_width = std::max(m_width, name.size());
    m_colors.emplace(name, m_colors.size());
}

void PrefixPrinter::line(const std::string &name, std::string_view text, bool isStderr)
{
    m_width = std::max(m_width, name.size());
    const std::size_t color = m_colors.emplace(name, m_colors.size()).first->second;
    std::string out;
    if (m_style.prefix) {
        out = fmt::format("{:<{}}  | ", name, m_width);
        if (m_style.colors)
            out = fmt::format("\x1b[{}m{}\x1b[0m", kColors[color % kColors.size()], out);
    }
    out += text;
    if (!out.ends_with('\n'))
        out += '\n';
    (void)isStderr; // docker compose: both on stdout, but for errors of its own
    write(out);
}

void PrefixPrinter::write(const std::string &text) const
{
    if (m_output)
        m_output(text);
    else
        print(text);
}

void PrefixPrinter::add(const std::string &name, const engine::LogRecord &record)
{
    const std::scoped_lock guard(m_mutex);
    std::string &partial = m_partial[name];
    std::string_view rest = record.text;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) {
            partial += rest;
            return;
        }
        partial += rest.substr(0, end);
        if (m_style.timestamps)
            partial = base::rfc3339(
                          base::WallClock::time_point(std::chrono::duration_cast<base::WallClock::duration>(
                              std::chrono::nanoseconds(record.timeNs)))) +
                      " " + partial;
        line(name, partial, record.isStderr);
        partial.clear();
        rest.remove_prefix(end + 1);
    }
}

void PrefixPrinter::addText(const std::string &name, std::string_view text)
{
    const std::scoped_lock guard(m_mutex);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1);
        line(name, text.substr(0, end + 1), false);
        text.remove_prefix(end + 1);
    }
}

void PrefixPrinter::say(const std::string &text)
{
    const std::scoped_lock guard(m_mutex);
    write(text);
}

void PrefixPrinter::finish(const std::string &name)
{
    const std::scoped_lock guard(m_mutex);
    const auto found = m_partial.find(name);
    if (found == m_partial.end() || found->second.empty())
        return;
    line(name, found->second, false);
    found->second.clear();
}

LogFollower::~LogFollower()
{
    m_stop.request_stop();
}

void LogFollower::follow(const std::string &id, const std::string &name, const std::string &service,
                         std::optional<std::int64_t> sinceNs)
{
    const std::scoped_lock guard(m_mutex);
    const auto begun = std::count(m_ids.begin(), m_ids.end(), id);
    if (begun >
        std::count_if(m_ended.begin(), m_ended.end(), [&](const Ended &ended) { return ended.id == id; }))
        return;
    // One that was started again goes on where it is.
    const auto since = begun > 0 ? std::optional(core::realtimeNanoseconds()) : sinceNs;
    m_ids.push_back(id);
    m_threads.emplace_back([this, id, name, service, since] { run(id, name, service, since); });
}

void LogFollower::run(const std::string &id, const std::string &name, const std::string &service,
                      std::optional<std::int64_t> sinceNs)
{
    Ended ended{id, service, 0};
    base::OperationContext context;
    context.stop = m_stop.get_token();
    for (;;) {
        engine::LogQuery query;
        query.follow = true;
        query.sinceNs = sinceNs;
        std::int64_t last = sinceNs.value_or(0);
        (void)m_engine.logs(
            id, query,
            [&](const engine::LogRecord &record) {
                last = record.timeNs;
                m_printer.add(name, record);
            },
            context);
        m_printer.finish(name);
        const auto details = m_engine.inspect(id);
        if (m_stop.stop_requested() || !details)
            break;
        ended.code = details->summary.exitCode;
        const engine::ContainerState state = details->summary.state;
        if (state == engine::ContainerState::Exited || state == engine::ContainerState::Dead)
            break;
        sinceNs = last + 1; // it was started again, by its policy or by somebody
        if (state == engine::ContainerState::Created)
            break;
    }
    const std::scoped_lock guard(m_mutex);
    m_ended.push_back(ended);
    m_changed.notify_all();
}

std::optional<LogFollower::Ended> LogFollower::next(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, stop, [&] { return m_told < m_ended.size() || m_told == m_ids.size(); });
    if (m_told == m_ended.size())
        return std::nullopt;
    return m_ended[m_told++];
}

void LogFollower::drain()
{
    m_threads.clear();
}

} // namespace catamaran::cli
