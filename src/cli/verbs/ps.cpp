// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "src/cli/output.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"
#include "src/core/status_text.h"

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>
#include <regex.h>

namespace catamaran::cli {

namespace {

struct Filter {
    std::string key;
    std::string value;
    std::shared_ptr<regex_t> pattern; ///< of "name"
};

/// docker takes the name as a regular expression that may match a part.
base::Result<std::shared_ptr<regex_t>> compile(const std::string &pattern)
{
    auto compiled = std::make_unique<regex_t>();
    if (::regcomp(compiled.get(), pattern.c_str(), REG_EXTENDED | REG_NOSUB) != 0)
        return base::fail(base::Error(base::Errc::InvalidArgument, "invalid filter 'name=" + pattern + "'")
                              .withFix("The name is a regular expression."));
    return std::shared_ptr<regex_t>(compiled.release(), [](regex_t *expression) {
        ::regfree(expression);
        delete expression;
    });
}

base::Result<Filter> parseFilter(const std::string &text)
{
    const std::size_t equal = text.find('=');
    if (equal == std::string::npos || equal == 0)
        return base::fail(base::Errc::InvalidArgument, "bad format of filter (expected name=value)");
    Filter filter{text.substr(0, equal), text.substr(equal + 1), {}};
    if (filter.key == "name") {
        CATAMARAN_TRY(filter.pattern, compile(filter.value));
    }
    for (const char *known : {"name", "id", "status", "label", "ancestor", "exited", "health"}) {
        if (filter.key == known)
            return filter;
    }
    return base::fail(base::Error(base::Errc::InvalidArgument, "invalid filter '" + filter.key + "'")
                          .withFix("Known filters: name, id, status, label, ancestor, exited, health."));
}

std::string normalized(const std::string &image)
{
    return engine::image::ImageService::normalizeReference(image).value_or(image);
}

bool matches(const engine::ContainerSummary &row, const Filter &filter)
{
    if (filter.key == "name")
        return ::regexec(filter.pattern.get(), row.name.c_str(), 0, nullptr, 0) == 0 ||
               ::regexec(filter.pattern.get(), ("/" + row.name).c_str(), 0, nullptr, 0) == 0;
    if (filter.key == "id")
        return row.id.starts_with(filter.value);
    if (filter.key == "status")
        return engine::stateName(row.state) == filter.value;
    if (filter.key == "exited")
        return row.state == engine::ContainerState::Exited && std::to_string(row.exitCode) == filter.value;
    if (filter.key == "health")
        return (row.health.empty() ? "none" : row.health) == filter.value;
    if (filter.key == "ancestor")
        return normalized(row.image) == normalized(filter.value) || row.imageId == filter.value ||
               row.imageId.starts_with("sha256:" + filter.value);
    const std::size_t equal = filter.value.find('=');
    const auto label = row.labels.find(filter.value.substr(0, equal));
    return label != row.labels.end() &&
           (equal == std::string::npos || label->second == filter.value.substr(equal + 1));
}

/// docker: filters of one kind are alternatives, of different kinds all must hold; labels all must hold.
bool passes(const engine::ContainerSummary &row, const std::vector<Filter> &filters)
{
    return std::all_of(filters.begin(), filters.end(), [&](const Filter &filter) {
        if (filter.key == "label")
            return matches(row, filter);
        return std::any_of(filters.begin(), filters.end(), [&](const Filter &other) {
            return other.key == filter.key && matches(row, other);
        });
    });
}

enum class Width { Cut, Full };

std::string rowJson(const engine::ContainerSummary &row, Width width, std::int64_t now)
{
    const std::string command =
        "\"" + (width == Width::Full ? row.command : ellipsis(row.command, 20)) + "\"";
    std::string labels;
    for (const auto &[key, value] : row.labels)
        labels += (labels.empty() ? "" : ",") + key + "=" + value;
    const nlohmann::ordered_json json = {
        {"Command", command},
        {"CreatedAt",
         base::rfc3339(base::WallClock::time_point(std::chrono::duration_cast<base::WallClock::duration>(
             std::chrono::nanoseconds(row.createdNs))))},
        {"ID", width == Width::Full ? row.id : shortId(row.id)},
        {"Image", row.image},
        {"Labels", labels},
        {"Names", row.name},
        {"Ports", row.state == engine::ContainerState::Running || row.state == engine::ContainerState::Paused
                      ? formatPorts(row.ports)
                      : std::string()},
        {"RunningFor", core::timeAgo(row.createdNs, now)},
        {"State", engine::stateName(row.state)},
        {"Status", core::containerStatus(row, now)}};
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

struct PsOptions {
    bool all = false;
    bool quiet = false;
    bool noTruncate = false;
    bool latest = false;
    std::optional<std::int64_t> last;
    std::string format;
    std::vector<std::string> filterTexts;
    std::vector<Filter> filters;

    void declare(FlagSet &flags)
    {
        flags.flag(all, "all", 'a', "Show all containers (default shows just running)");
        flags.flag(quiet, "quiet", 'q', "Only display container IDs");
        flags.flag(noTruncate, "no-trunc", 0, "Don't truncate output");
        flags.flag(latest, "latest", 'l', "Show the latest created container (includes all states)");
        flags.integer(last, "last", 'n', "Show n last created containers (includes all states)");
        flags.text(format, "format", 0,
                   "Format output using a custom template: 'table', 'json' or a template");
        flags.list(filterTexts, "filter", 'f', "Filter output based on conditions provided", "filter");
    }
};

void choose(std::vector<engine::ContainerSummary> &rows, const PsOptions &options)
{
    std::sort(rows.begin(), rows.end(),
              [](const engine::ContainerSummary &a, const engine::ContainerSummary &b) {
                  return a.createdNs > b.createdNs;
              });
    std::erase_if(rows, [&](const engine::ContainerSummary &row) { return !passes(row, options.filters); });
    const std::int64_t most = options.latest ? 1 : options.last.value_or(-1);
    if (most > 0 && rows.size() > static_cast<std::size_t>(most))
        rows.resize(static_cast<std::size_t>(most));
}

int ps(Invocation &call)
{
    FlagSet flags;
    PsOptions options;
    options.declare(flags);
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {0, 0}, arguments))
        return *code;
    for (const std::string &text : options.filterTexts) {
        auto filter = parseFilter(text);
        if (!filter)
            return failWith(filter.error());
        options.filters.push_back(std::move(*filter));
    }
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const bool wantsAll =
        options.all || options.latest || options.last.value_or(-1) > 0 ||
        std::any_of(options.filters.begin(), options.filters.end(),
                    [](const Filter &filter) { return filter.key == "status" || filter.key == "exited"; });
    auto rows = (*engine)->containers(wantsAll);
    if (!rows)
        return failWith(rows.error());
    choose(*rows, options);
    const Width width = options.noTruncate ? Width::Full : Width::Cut;
    if (options.quiet) {
        std::string text;
        for (const engine::ContainerSummary &row : *rows)
            text += (width == Width::Full ? row.id : shortId(row.id)) + "\n";
        print(text);
        return 0;
    }
    std::vector<std::string> json;
    const std::int64_t now = core::realtimeNanoseconds();
    for (const engine::ContainerSummary &row : *rows)
        json.push_back(rowJson(row, width, now));
    const auto text = renderRows(options.format,
                                 {{"ID", "CONTAINER ID"},
                                  {"Image", "IMAGE"},
                                  {"Command", "COMMAND"},
                                  {"RunningFor", "CREATED"},
                                  {"Status", "STATUS"},
                                  {"Ports", "PORTS"},
                                  {"Names", "NAMES"}},
                                 json);
    if (!text)
        return failWith(text.error());
    print(*text);
    return 0;
}

} // namespace

void addPs(Registry &registry)
{
    registry.add({"ps", "Common Commands", "[OPTIONS]", "List containers", ps});
}

} // namespace catamaran::cli
