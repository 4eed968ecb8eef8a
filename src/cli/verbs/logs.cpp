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

/// "a=1,b=2 ": the labels and variables that --log-opt labels=... and env=... name.
std::string detailsOf(const engine::ContainerDetails &container)
{
    const auto &options = container.specification.logOptions;
    std::vector<std::string> pairs;
    const auto each = [&](const char *option,
                          const std::function<std::optional<std::string>(const std::string &)> &value) {
        const auto found = options.find(option);
        if (found == options.end())
            return;
        for (std::size_t at = 0; at <= found->second.size();) {
            const std::size_t end = std::min(found->second.find(',', at), found->second.size());
            const std::string key = found->second.substr(at, end - at);
            at = end + 1;
            if (const auto text = value(key))
                pairs.push_back(key + "=" + *text);
        }
    };
    each("labels", [&](const std::string &key) {
        const auto label = container.summary.labels.find(key);
        return label == container.summary.labels.end() ? std::nullopt : std::optional(label->second);
    });
    each("env", [&](const std::string &key) -> std::optional<std::string> {
        for (const std::string &variable : container.environment) {
            if (variable.starts_with(key + "="))
                return variable.substr(key.size() + 1);
        }
        return std::nullopt;
    });
    std::sort(pairs.begin(), pairs.end());
    std::string text;
    for (const std::string &pair : pairs)
        text += (text.empty() ? "" : ",") + pair;
    return text + " ";
}

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
    std::string extra;
    if (details) {
        // docker: what the log options "labels" and "env" name, in front of each line.
        auto container = (*engine)->inspect(arguments[0]);
        if (!container)
            return failWith(container.error());
        extra = detailsOf(*container);
    }
    // Without --follow there is nothing to undo: a signal just ends the program.
    const auto printed =
        (*engine)->logs(arguments[0], query,
                        [timestamps, &extra](const engine::LogRecord &record) {
                            std::string line;
                            if (timestamps)
                                line = base::rfc3339(base::WallClock::time_point(
                                           std::chrono::duration_cast<base::WallClock::duration>(
                                               std::chrono::nanoseconds(record.timeNs)))) +
                                       " ";
                            line += extra;
                            line += record.text;
                            if (record.isStderr)
                                printStderr(line);
                            else
                                print(line);
                        },
                        {});
    return printed ? 0 : failWith(printed.error());
}

} // namespace

void addLogs(Registry &registry)
{
    registry.add({"logs", "Common Commands", "[OPTIONS] CONTAINER", "Fetch the logs of a container", logs});
}

} // namespace catamaran::cli
