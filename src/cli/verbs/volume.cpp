// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/bytes.h"
#include "engine/base/clock.h"
#include "engine/spec/parse.h"
#include "src/cli/filters.h"
#include "src/cli/output.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"
#include "src/core/status_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace catamaran::cli {

namespace {

using engine::VolumeInfo;
using engine::VolumeService;
using Json = nlohmann::ordered_json;

std::string sizeText(const VolumeInfo &info)
{
    return info.sizeBytes ? base::Bytes(*info.sizeBytes).humanDecimal() : "N/A";
}

Json volumeJson(const VolumeInfo &info)
{
    Json json = {{"CreatedAt", base::rfc3339(base::WallClock::time_point(
                                   std::chrono::duration_cast<base::WallClock::duration>(
                                       std::chrono::nanoseconds(info.createdNs))))},
                 {"Driver", info.driver},
                 {"Labels", info.labels.empty() ? Json() : Json(info.labels)},
                 {"Mountpoint", info.mountPoint},
                 {"Name", info.name},
                 {"Options", info.options.empty() ? Json() : Json(info.options)},
                 {"Scope", "local"}};
    if (info.sizeBytes)
        json["UsageData"] = {{"RefCount", info.users.size()}, {"Size", *info.sizeBytes}};
    json["Users"] = info.users;
    return json;
}

int create(Invocation &call)
{
    FlagSet flags;
    engine::VolumeRequest request;
    const auto pair = [](std::map<std::string, std::string> &into) {
        return [&into](const std::string &text) -> base::Result<void> {
            const std::size_t equal = text.find('=');
            if (equal == 0 || text.empty())
                return base::fail(base::Errc::InvalidArgument, "invalid option: " + text);
            into[text.substr(0, equal)] = equal == std::string::npos ? "" : text.substr(equal + 1);
            return {};
        };
    };
    flags.text(request.driver, "driver", 'd', "Specify volume driver name");
    flags.value(pair(request.options), "opt", 'o', "Set driver specific options", "map");
    flags.value(pair(request.labels), "label", 0, "Set metadata for a volume", "list");
    std::string name;
    flags.text(name, "name", 0, "Specify volume name (deprecated: give it as argument)");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {0, 1}, arguments))
        return *code;
    if (!arguments.empty() && !name.empty())
        return failWith(
            base::Error(base::Errc::InvalidArgument,
                        "conflicting options: cannot specify a volume-name through both --name and "
                        "as a positional arg"));
    request.name = arguments.empty() ? name : arguments[0];
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto made = (*engine)->volumes().create(request);
    if (!made)
        return failWith(made.error());
    print(made->name + "\n");
    return 0;
}

base::Result<bool> passes(const VolumeInfo &info, const Filters &filters)
{
    for (const auto &[key, values] : filters) {
        bool any = false;
        bool all = true;
        for (const std::string &value : values) {
            bool matches = false;
            if (key == "dangling") {
                CATAMARAN_TRY(const bool wanted, parseSwitch(key, value));
                matches = info.users.empty() == wanted;
            } else if (key == "driver") {
                matches = info.driver == value;
            } else if (key == "label") {
                matches = hasLabel(info.labels, value);
            } else {
                matches = info.name.find(value) != std::string::npos;
            }
            any = any || matches;
            all = all && matches;
        }
        if (key == "label" ? !all : !any)
            return false;
    }
    return true;
}

int list(Invocation &call)
{
    FlagSet flags;
    bool quiet = false;
    bool size = false;
    std::string format;
    std::vector<std::string> filterTexts;
    flags.flag(quiet, "quiet", 'q', "Only display volume names");
    flags.flag(size, "size", 's', "Show sizes and users");
    flags.text(format, "format", 0, "Format output using a custom template: 'table', 'json' or a template");
    flags.list(filterTexts, "filter", 'f', "Provide filter values (e.g. \"dangling=true\")", "filter");
    std::vector<std::string> none;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {0, 0}, none))
        return *code;
    const auto filters = parseFilters(filterTexts, {"dangling", "driver", "label", "name"});
    if (!filters)
        return failWith(filters.error());
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const bool wantsSize = size || format.find(".Size") != std::string::npos;
    auto volumes =
        (*engine)->volumes().list(wantsSize ? VolumeService::Sizes::Yes : VolumeService::Sizes::No);
    if (!volumes)
        return failWith(volumes.error());
    std::vector<FieldRow> rows;
    std::string names;
    for (const VolumeInfo &info : *volumes) {
        const auto wanted = passes(info, *filters);
        if (!wanted)
            return failWith(wanted.error());
        if (!*wanted)
            continue;
        names += info.name + "\n";
        rows.push_back({{"Availability", "N/A"},
                        {"Driver", info.driver},
                        {"Group", "N/A"},
                        {"Labels", labelText(info.labels)},
                        {"Links", wantsSize ? std::to_string(info.users.size()) : "N/A"},
                        {"Mountpoint", info.mountPoint},
                        {"Name", info.name},
                        {"Scope", "local"},
                        {"Size", sizeText(info)},
                        {"Status", "N/A"}});
    }
    if (quiet && format.empty()) {
        print(names);
        return 0;
    }
    std::vector<Column> columns = {{"Driver", "DRIVER"}, {"Name", "VOLUME NAME"}};
    if (size)
        columns.insert(columns.end(), {{"Links", "LINKS"}, {"Size", "SIZE"}});
    const auto text = renderFields(format, columns, rows);
    if (!text)
        return failWith(text.error());
    print(*text);
    return 0;
}

int inspect(Invocation &call)
{
    FlagSet flags;
    std::string format;
    bool size = false;
    flags.text(format, "format", 'f', "Format output using a custom template: 'json' or a template");
    flags.flag(size, "size", 's', "Show its size");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {1, {}}, names))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    Json all = Json::array();
    const int code = forEachName(names, Echo::No, [&](const std::string &name) -> base::Result<void> {
        const bool wantsSize = size || format.find("UsageData") != std::string::npos;
        CATAMARAN_TRY(const VolumeInfo info,
                      (*engine)->volumes().inspect(name, wantsSize ? VolumeService::Sizes::Yes
                                                                   : VolumeService::Sizes::No));
        if (format.empty() || format == "json") {
            all.push_back(volumeJson(info));
            return {};
        }
        CATAMARAN_TRY(const std::string line, renderTemplate(format, volumeJson(info).dump()));
        print(line + "\n");
        return {};
    });
    if (format.empty() || format == "json")
        print(all.dump(format.empty() ? 4 : -1) + "\n");
    return code;
}

int remove(Invocation &call)
{
    FlagSet flags;
    bool force = false;
    flags.flag(force, "force", 'f', "Force the removal of one or more volumes");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {1, {}}, names))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    return forEachName(names, Echo::Yes,
                       [&](const std::string &name) { return (*engine)->volumes().remove(name, force); });
}

int prune(Invocation &call)
{
    FlagSet flags;
    bool all = false;
    bool force = false;
    std::vector<std::string> filterTexts;
    flags.flag(all, "all", 'a', "Remove all unused volumes, not just anonymous ones");
    flags.flag(force, "force", 'f', "Do not prompt for confirmation");
    flags.list(filterTexts, "filter", 0, "Provide filter values (e.g. \"label=<label>\")", "filter");
    std::vector<std::string> none;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {0, 0}, none))
        return *code;
    auto filters = parseFilters(filterTexts, {"all", "label", "label!"});
    if (!filters)
        return failWith(filters.error());
    if (const auto given = filters->find("all"); given != filters->end()) {
        if (all)
            return failWith(base::Error(base::Errc::InvalidArgument,
                                        "conflicting options: cannot specify both --all and --filter all=1"));
        const auto parsed = parseSwitch("all", given->second.back());
        if (!parsed)
            return failWith(parsed.error());
        all = *parsed;
    }
    const auto filter = pruneFilter(*filters, core::realtimeNanoseconds());
    if (!filter)
        return failWith(filter.error());
    if (!force &&
        !confirm(std::string("WARNING! This will remove ") + (all ? "all" : "anonymous local") +
                 " volumes not used by at least one container.\nAre you sure you want to continue?"))
        return failWith(base::Error(base::Errc::Cancelled, "volume prune has been cancelled"));
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto report = (*engine)->volumes().prune(all, *filter);
    if (!report)
        return failWith(report.error());
    std::string text = report->removed.empty() ? "" : "Deleted Volumes:\n";
    for (const std::string &name : report->removed)
        text += name + "\n";
    print(text + (report->removed.empty() ? "" : "\n") +
          "Total reclaimed space: " + base::Bytes(report->reclaimedBytes).humanDecimal() + "\n");
    return 0;
}

/// --pause (the default) and --live of export and clone.
struct CopyMode {
    bool pause = true;
    bool live = false;

    void declare(FlagSet &flags)
    {
        flags.flag(pause, "pause", 0, "Freeze the containers that use the volume meanwhile (default true)");
        flags.flag(live, "live", 0, "Copy while containers may write");
    }
    [[nodiscard]] engine::VolumeCopy mode() const
    {
        return live || !pause ? engine::VolumeCopy::Live : engine::VolumeCopy::Paused;
    }
};

int exportVolume(Invocation &call)
{
    FlagSet flags;
    CopyMode mode;
    std::string output;
    flags.text(output, "output", 'o', "Write to a file, instead of STDOUT");
    mode.declare(flags);
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {1, 1}, names))
        return *code;
    if (output.empty() && ::isatty(STDOUT_FILENO) != 0)
        return failWith(base::Error(base::Errc::InvalidArgument,
                                    "cowardly refusing to save to a terminal. Use the -o flag or redirect"));
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    const auto done = writeOutput(output, [&](const engine::ByteSink &sink) {
        return (*engine)->volumes().exportVolume(names[0], mode.mode(), sink, interruptible.context());
    });
    return done ? 0 : failWith(done.error());
}

int importVolume(Invocation &call)
{
    FlagSet flags;
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {2, 2}, arguments))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    const auto done = (*engine)->volumes().importVolume(
        arguments[0], arguments[1] == "-" ? "/dev/stdin" : arguments[1], interruptible.context());
    if (!done)
        return failWith(done.error());
    print(arguments[0] + "\n");
    return 0;
}

int cloneVolume(Invocation &call)
{
    FlagSet flags;
    CopyMode mode;
    mode.declare(flags);
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {2, 2}, names))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    const auto done =
        (*engine)->volumes().cloneVolume(names[0], names[1], mode.mode(), interruptible.context());
    if (!done)
        return failWith(done.error());
    print(names[1] + "\n");
    return 0;
}

} // namespace

void addVolume(Registry &registry)
{
    registry.add({"volume create", "", "[OPTIONS] [VOLUME]", "Create a volume", create});
    registry.add({"volume ls", "", "[OPTIONS]", "List volumes", list});
    registry.add({"volume inspect", "", "[OPTIONS] VOLUME [VOLUME...]",
                  "Display detailed information on one or more volumes", inspect});
    registry.add({"volume rm", "", "[OPTIONS] VOLUME [VOLUME...]", "Remove one or more volumes", remove});
    registry.add({"volume prune", "", "[OPTIONS]", "Remove unused local volumes", prune});
    registry.add({"volume export", "", "[OPTIONS] VOLUME", "Write a volume as tar.zst", exportVolume});
    registry.add({"volume import", "", "VOLUME FILE|-",
                  "Make a volume from a tar, plain or compressed with zstd or gzip", importVolume});
    registry.add({"volume clone", "", "[OPTIONS] SOURCE TARGET", "Make a copy of a volume", cloneVolume});
    registry.alias("volume list", "volume ls");
    registry.alias("volume remove", "volume rm");
}

} // namespace catamaran::cli
