// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/output.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"
#include "src/compare/http_probe.h"

#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace catamaran::cli {

namespace {

struct Reading {
    engine::cgroup::Statistics statistics;
    engine::Engine::NetworkCounters network;
};

std::string sizes(std::optional<std::uint64_t> a, std::optional<std::uint64_t> b)
{
    const auto one = [](std::optional<std::uint64_t> n) {
        return n ? base::Bytes(static_cast<std::int64_t>(*n)).humanDecimal() : std::string("--");
    };
    return one(a) + " / " + one(b);
}

std::string percentOf(const Reading &now, const Reading *before)
{
    if (!before || !before->statistics.cpuUsageNs || !now.statistics.cpuUsageNs ||
        *now.statistics.cpuUsageNs < *before->statistics.cpuUsageNs ||
        now.statistics.takenAtNs <= before->statistics.takenAtNs)
        return "--";
    const double used = static_cast<double>(*now.statistics.cpuUsageNs - *before->statistics.cpuUsageNs);
    return fmt::format(
        "{:.2f}%", 100 * used / static_cast<double>(now.statistics.takenAtNs - before->statistics.takenAtNs));
}

std::string rowJson(const engine::ContainerSummary &row, const Reading &now, const Reading *before, bool full)
{
    const engine::cgroup::Statistics &s = now.statistics;
    std::optional<std::uint64_t> used = s.memoryBytes;
    if (used && s.memoryInactiveFileBytes)
        *used -= std::min(*used, *s.memoryInactiveFileBytes);
    const auto total = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) *
                       static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    const std::uint64_t limit = std::min(s.memoryLimitBytes.value_or(total), total);
    const auto human = [](std::uint64_t n) { return base::Bytes(static_cast<std::int64_t>(n)).human(); };
    const nlohmann::ordered_json json = {
        {"ID", full ? row.id : shortId(row.id)},
        {"Container", full ? row.id : shortId(row.id)},
        {"Name", row.name},
        {"CPUPerc", percentOf(now, before)},
        {"MemUsage", (used ? human(*used) : std::string("--")) + " / " + human(limit)},
        {"MemPerc",
         used ? fmt::format("{:.2f}%", 100 * static_cast<double>(*used) / static_cast<double>(limit))
              : std::string("--")},
        {"NetIO", sizes(now.network.receivedBytes, now.network.sentBytes)},
        {"BlockIO", sizes(s.ioReadBytes, s.ioWriteBytes)},
        {"PIDs", s.pids ? std::to_string(*s.pids) : "--"}};
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

const std::vector<Column> &columns()
{
    static const std::vector<Column> kColumns = {{"ID", "CONTAINER ID"},   {"Name", "NAME"},
                                                 {"CPUPerc", "CPU %"},     {"MemUsage", "MEM USAGE / LIMIT"},
                                                 {"MemPerc", "MEM %"},     {"NetIO", "NET I/O"},
                                                 {"BlockIO", "BLOCK I/O"}, {"PIDs", "PIDS"}};
    return kColumns;
}

class Watch {
public:
    Watch(engine::Engine &engine, std::vector<std::string> names, bool all, bool full)
        : m_engine(engine), m_names(std::move(names)), m_all(all), m_full(full)
    {
    }

    /// One reading of everything; a table's text.
    base::Result<std::string> round(const std::string &format)
    {
        CATAMARAN_TRY(const auto rows, chosen());
        std::map<std::string, Reading> now;
        std::vector<std::string> json;
        for (const engine::ContainerSummary &row : rows) {
            Reading reading;
            // A container that ended meanwhile simply shows no figures.
            if (auto statistics = m_engine.statistics(row.id))
                reading.statistics = *statistics;
            if (auto network = m_engine.networkCounters(row.id))
                reading.network = *network;
            const auto before = m_before.find(row.id);
            json.push_back(
                rowJson(row, reading, before == m_before.end() ? nullptr : &before->second, m_full));
            now.emplace(row.id, reading);
        }
        m_before = std::move(now);
        return renderRows(format, columns(), json);
    }

private:
    base::Result<std::vector<engine::ContainerSummary>> chosen()
    {
        if (m_names.empty())
            return m_engine.containers(m_all);
        std::vector<engine::ContainerSummary> rows;
        for (const std::string &name : m_names) {
            CATAMARAN_TRY(const auto details, m_engine.inspect(name));
            rows.push_back(details.summary);
        }
        return rows;
    }

    engine::Engine &m_engine;
    std::vector<std::string> m_names;
    bool m_all;
    bool m_full;
    std::map<std::string, Reading> m_before;
};

int stats(Invocation &call)
{
    FlagSet options;
    bool all = false;
    bool once = false;
    bool full = false;
    std::string format;
    options.flag(all, "all", 'a', "Show all containers (default shows just running)");
    options.flag(once, "no-stream", 0, "Disable streaming stats and only pull the first result");
    options.flag(full, "no-trunc", 0, "Do not truncate output");
    options.text(format, "format", 0, "Format output using a custom template: 'table', 'json' or a template");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {0, {}}, names))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    Watch watch(**engine, names, all, full);
    // The first reading only gives the base for the CPU column.
    if (const auto first = watch.round(format); !first)
        return failWith(first.error());
    const std::string clear = ::isatty(STDOUT_FILENO) != 0 ? "\033[2J\033[H" : "";
    do {
        if (!compare::pauseFor(std::chrono::seconds(1), interruptible.source.get_token()))
            return 0;
        const auto text = watch.round(format);
        if (!text)
            return failWith(text.error());
        print((once ? std::string() : clear) + *text);
    } while (!once);
    return 0;
}

} // namespace

void addStats(Registry &registry)
{
    registry.add({"stats", "Commands", "[OPTIONS] [CONTAINER...]",
                  "Display a live stream of container(s) resource usage statistics", stats});
}

} // namespace catamaran::cli
