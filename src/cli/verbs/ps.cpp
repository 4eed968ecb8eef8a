// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/bytes.h"
#include "src/cli/filters.h"
#include "src/cli/output.h"
#include "src/cli/port_text.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"
#include "src/core/status_text.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <regex.h>

namespace catamaran::cli {

namespace {

using engine::ContainerSummary;

/// A --filter, with whatever its value stands for.
struct Filter {
    std::string key;
    std::string value;
    std::shared_ptr<regex_t> pattern; ///< of "name"
    std::int64_t timeNs = 0;          ///< of "before" and "since"
    std::string imageId;              ///< of "ancestor"
    std::vector<std::string> images;  ///< of "ancestor": that image and those made from it
    std::uint16_t portFirst = 0;      ///< of "publish" and "expose"
    std::uint16_t portLast = 0;
    std::string protocol;
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

/// "80", "80/tcp", "8000-8080/udp".
base::Result<void> parsePort(Filter &filter)
{
    const std::size_t slash = filter.value.find('/');
    const std::string numbers = filter.value.substr(0, slash);
    filter.protocol = slash == std::string::npos ? "tcp" : filter.value.substr(slash + 1);
    const std::size_t dash = numbers.find('-');
    const auto number = [](const std::string &text, std::uint16_t &into) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
        return error == std::errc{} && end == text.data() + text.size();
    };
    if (!number(numbers.substr(0, dash), filter.portFirst))
        return base::fail(base::Errc::InvalidArgument,
                          "invalid filter '" + filter.key + "=" + filter.value + "'");
    filter.portLast = filter.portFirst;
    if (dash != std::string::npos && !number(numbers.substr(dash + 1), filter.portLast))
        return base::fail(base::Errc::InvalidArgument,
                          "invalid filter '" + filter.key + "=" + filter.value + "'");
    return {};
}

base::Result<void> oneOf(const Filter &filter, std::initializer_list<std::string_view> known)
{
    if (std::find(known.begin(), known.end(), filter.value) != known.end())
        return {};
    return base::fail(
        base::Error(base::Errc::InvalidArgument, "invalid filter '" + filter.key + "=" + filter.value + "'"));
}

base::Result<Filter> parseFilter(const std::string &text)
{
    const std::size_t equal = text.find('=');
    if (equal == std::string::npos || equal == 0)
        return base::fail(base::Errc::InvalidArgument, "bad format of filter (expected name=value)");
    Filter filter;
    filter.key = text.substr(0, equal);
    filter.value = text.substr(equal + 1);
    if (filter.key == "name") {
        CATAMARAN_TRY(filter.pattern, compile(filter.value));
    } else if (filter.key == "publish" || filter.key == "expose") {
        CATAMARAN_CHECK(parsePort(filter));
    } else if (filter.key == "status") {
        CATAMARAN_CHECK(
            oneOf(filter, {"created", "restarting", "running", "removing", "paused", "exited", "dead"}));
    } else if (filter.key == "health") {
        CATAMARAN_CHECK(oneOf(filter, {"starting", "healthy", "unhealthy", "none"}));
    } else if (filter.key == "exited") {
        int code = 0;
        const auto [end, error] =
            std::from_chars(filter.value.data(), filter.value.data() + filter.value.size(), code);
        if (error != std::errc{} || end != filter.value.data() + filter.value.size())
            return base::fail(base::Errc::InvalidArgument, "invalid filter 'exited=" + filter.value + "'");
    }
    for (const char *known : {"name", "id", "status", "label", "ancestor", "exited", "health", "before",
                              "since", "network", "publish", "expose", "volume", "is-task"}) {
        if (filter.key == known)
            return filter;
    }
    return base::fail(
        base::Error(base::Errc::InvalidArgument, "invalid filter '" + filter.key + "'")
            .withFix("Known filters: ancestor, before, exited, expose, health, id, label, name, "
                     "network, publish, since, status, volume."));
}

/// Looks up what a filter's value names.
base::Result<void> resolveFilter(engine::Engine &engine, Filter &filter)
{
    if (filter.key == "before" || filter.key == "since") {
        CATAMARAN_TRY(const auto details, engine.inspect(filter.value));
        filter.timeNs = details.summary.createdNs;
    } else if (filter.key == "ancestor") {
        const auto image = engine.images().resolve(filter.value, {});
        if (!image)
            return {}; // docker: an unknown image is the ancestor of none
        filter.imageId = image->id;
        CATAMARAN_TRY(const auto images, engine.images().list());
        for (const auto &other : images) {
            const auto made = engine.images().resolve(other.id, {});
            if (made && made->layerDirectories.size() >= image->layerDirectories.size() &&
                std::equal(image->layerDirectories.begin(), image->layerDirectories.end(),
                           made->layerDirectories.begin()))
                filter.images.push_back(other.id);
        }
    }
    return {};
}

bool portMatches(const ContainerSummary &row, const Filter &filter)
{
    const auto inside = [&](std::uint16_t port, std::string_view protocol) {
        return port >= filter.portFirst && port <= filter.portLast && protocol == filter.protocol;
    };
    const auto name = [](engine::spec::Protocol protocol) {
        return protocol == engine::spec::Protocol::Udp ? "udp" : "tcp";
    };
    for (const auto &port : row.ports) {
        if (filter.key == "publish" ? inside(port.hostPort, name(port.protocol))
                                    : inside(port.containerPort, name(port.protocol)))
            return true;
    }
    if (filter.key == "publish")
        return false;
    return std::any_of(row.exposedPorts.begin(), row.exposedPorts.end(), [&](const std::string &port) {
        const std::size_t slash = port.find('/');
        return inside(static_cast<std::uint16_t>(std::atoi(port.c_str())),
                      slash == std::string::npos ? "tcp" : std::string_view(port).substr(slash + 1));
    });
}

bool matches(const ContainerSummary &row, const Filter &filter)
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
    if (filter.key == "before")
        return row.createdNs < filter.timeNs;
    if (filter.key == "since")
        return row.createdNs > filter.timeNs;
    if (filter.key == "ancestor")
        return !filter.imageId.empty() &&
               (row.imageId == filter.imageId ||
                std::find(filter.images.begin(), filter.images.end(), row.imageId) != filter.images.end());
    if (filter.key == "network")
        return std::find(row.networks.begin(), row.networks.end(), filter.value) != row.networks.end();
    if (filter.key == "volume")
        return std::any_of(row.mounts.begin(), row.mounts.end(), [&](const auto &mount) {
            return mount.source == filter.value || mount.target == filter.value;
        });
    if (filter.key == "publish" || filter.key == "expose")
        return portMatches(row, filter);
    if (filter.key == "is-task")
        return filter.value == "false" || filter.value == "0";
    return hasLabel(row.labels, filter.value);
}

/// docker: filters of one kind are alternatives, of different kinds all must hold; labels all must hold.
bool passes(const ContainerSummary &row, const std::vector<Filter> &filters)
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

std::string mountNames(const ContainerSummary &row, Width width)
{
    std::string text;
    for (const auto &mount : row.mounts) {
        if (!mount.source.empty())
            text += (text.empty() ? "" : ",") +
                    (width == Width::Full ? mount.source : ellipsis(mount.source, 15));
    }
    return text;
}

FieldRow fieldsOf(const ContainerSummary &row, Width width, std::int64_t now, const std::string &size)
{
    std::string networks;
    for (const std::string &network : row.networks)
        networks += (networks.empty() ? "" : ",") + network;
    const auto volumes =
        std::count_if(row.mounts.begin(), row.mounts.end(), [](const auto &mount) { return mount.isVolume; });
    return {{"Command", "\"" + (width == Width::Full ? row.command : ellipsis(row.command, 20)) + "\""},
            {"CreatedAt", listTime(row.createdNs)},
            {"ID", width == Width::Full ? row.id : shortId(row.id)},
            {"Image", row.image},
            {"Labels", labelText(row.labels)},
            {"LocalVolumes", std::to_string(volumes)},
            {"Mounts", mountNames(row, width)},
            {"Names", row.name},
            {"Networks", networks},
            {"Ports", formatPorts(row)},
            {"RunningFor", core::timeAgo(row.createdNs, now)},
            {"Size", size},
            {"State", std::string(engine::stateName(row.state))},
            {"Status", core::containerStatus(row, now)}};
}

struct PsOptions {
    bool all = false;
    bool quiet = false;
    bool noTruncate = false;
    bool latest = false;
    bool size = false;
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
        flags.flag(size, "size", 's', "Display total file sizes");
        flags.integer(last, "last", 'n', "Show n last created containers (includes all states)");
        flags.text(format, "format", 0,
                   "Format output using a custom template: 'table', 'json' or a template");
        flags.list(filterTexts, "filter", 'f', "Filter output based on conditions provided", "filter");
    }
};

void choose(std::vector<ContainerSummary> &rows, const PsOptions &options)
{
    std::sort(rows.begin(), rows.end(),
              [](const ContainerSummary &a, const ContainerSummary &b) { return a.createdNs > b.createdNs; });
    std::erase_if(rows, [&](const ContainerSummary &row) { return !passes(row, options.filters); });
    const std::int64_t most = options.latest ? 1 : options.last.value_or(-1);
    if (most > 0 && rows.size() > static_cast<std::size_t>(most))
        rows.resize(static_cast<std::size_t>(most));
}

std::string sizeOf(engine::Engine &engine, const ContainerSummary &row)
{
    const auto size = engine.containerSize(row.id);
    if (!size)
        return "N/A"; // removed meanwhile
    return base::Bytes(size->ownBytes).humanDecimal() + " (virtual " +
           base::Bytes(size->totalBytes).humanDecimal() + ")";
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
    for (Filter &filter : options.filters) {
        if (const auto resolved = resolveFilter(**engine, filter); !resolved)
            return failWith(resolved.error());
    }
    const bool wantsAll =
        options.all || options.latest || options.last.value_or(-1) > 0 ||
        std::any_of(options.filters.begin(), options.filters.end(),
                    [](const Filter &filter) { return filter.key == "status" || filter.key == "exited"; });
    auto rows = (*engine)->containers(wantsAll);
    if (!rows)
        return failWith(rows.error());
    choose(*rows, options);
    const Width width = options.noTruncate ? Width::Full : Width::Cut;
    if (options.quiet && (options.format.empty() || options.format == "table")) {
        std::string text;
        for (const ContainerSummary &row : *rows)
            text += (width == Width::Full ? row.id : shortId(row.id)) + "\n";
        print(text);
        return 0;
    }
    const bool wantsSize = options.size || options.format.find(".Size") != std::string::npos;
    std::vector<FieldRow> fields;
    fields.reserve(rows->size());
    const std::int64_t now = core::realtimeNanoseconds();
    for (const ContainerSummary &row : *rows)
        fields.push_back(fieldsOf(row, width, now, wantsSize ? sizeOf(**engine, row) : "0B"));
    std::vector<Column> columns = {{"ID", "CONTAINER ID"},    {"Image", "IMAGE"},   {"Command", "COMMAND"},
                                   {"RunningFor", "CREATED"}, {"Status", "STATUS"}, {"Ports", "PORTS"},
                                   {"Names", "NAMES"}};
    if (options.size)
        columns.push_back({"Size", "SIZE"});
    const auto text = renderFields(options.format, columns, fields);
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
