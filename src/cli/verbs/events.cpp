// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/filters.h"
#include "src/cli/log_time.h"
#include "src/cli/output.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"
#include "src/core/status_text.h"

#include <array>
#include <ctime>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace catamaran::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string attributeOr(const engine::SystemEvent &event, const char *key)
{
    const auto found = event.attributes.find(key);
    return found == event.attributes.end() ? std::string() : found->second;
}

bool oneMatches(const engine::SystemEvent &event, const std::string &key, const std::string &value)
{
    const std::string name = attributeOr(event, "name");
    const auto isNamed = [&] { return event.id.starts_with(value) || name == value; };
    if (key == "type")
        return event.type == value;
    if (key == "event")
        return event.action == value || event.action.substr(0, event.action.find(':')) == value;
    if (key == "label")
        return hasLabel(event.attributes, value);
    if (key == "image") {
        const std::string image = event.type == "image" ? name : attributeOr(event, "image");
        return image == value || image.substr(0, image.rfind(':')) == value || image == value + ":latest" ||
               (event.type == "image" && event.id.starts_with(value));
    }
    if (key == "daemon" || key == "scope")
        return key == "scope" && value == "local";
    return event.type == key && isNamed(); // container, volume, network
}

/// Filters of one kind are alternatives, those of different kinds must all hold; labels all must hold.
bool passes(const engine::SystemEvent &event, const Filters &filters)
{
    for (const auto &[key, values] : filters) {
        std::size_t matching = 0;
        for (const std::string &value : values)
            matching += oneMatches(event, key, value) ? 1U : 0U;
        if (key == "label" ? matching != values.size() : matching == 0)
            return false;
    }
    return true;
}

Json toJson(const engine::SystemEvent &event)
{
    Json attributes = Json::object();
    for (const auto &[key, value] : event.attributes)
        attributes[key] = value;
    Json json;
    if (event.type == "container" || event.type == "image") {
        json["status"] = event.action;
        json["id"] = event.id;
    }
    if (event.type == "container")
        json["from"] = attributeOr(event, "image");
    json["Type"] = event.type;
    json["Action"] = event.action;
    json["Actor"] = {{"ID", event.id}, {"Attributes", std::move(attributes)}};
    json["scope"] = "local";
    json["time"] = event.timeNs / 1'000'000'000;
    json["timeNano"] = event.timeNs;
    return json;
}

// docker's fields that are called otherwise in its JSON: {{.Status}}, {{.Time}}.
std::string withGoNames(const std::string &text)
{
    Json json = Json::parse(text);
    for (const auto &[small, go] :
         std::initializer_list<std::pair<const char *, const char *>>{{"status", "Status"},
                                                                      {"id", "ID"},
                                                                      {"from", "From"},
                                                                      {"scope", "Scope"},
                                                                      {"time", "Time"},
                                                                      {"timeNano", "TimeNano"}})
        json[go] = json.contains(small) ? Json(json[small]) : Json("");
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string line(const engine::SystemEvent &event)
{
    const std::time_t seconds = event.timeNs / 1'000'000'000;
    std::tm parts{};
    ::localtime_r(&seconds, &parts);
    std::array<char, 32> day{};
    std::array<char, 16> zone{};
    std::strftime(day.data(), day.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    std::strftime(zone.data(), zone.size(), "%z", &parts);
    std::string offset = zone.data();
    offset = offset == "+0000" ? "Z" : offset.insert(3, ":");
    std::string attributes;
    for (const auto &[key, value] : event.attributes)
        attributes += (attributes.empty() ? "" : ", ") + key + "=" + value;
    return fmt::format("{}.{:09}{} {} {} {}{}", day.data(), event.timeNs % 1'000'000'000, offset, event.type,
                       event.action, event.id, attributes.empty() ? std::string() : " (" + attributes + ")");
}

int events(Invocation &call)
{
    FlagSet flags;
    std::string format;
    std::vector<std::string> filterTexts;
    std::optional<std::int64_t> since;
    std::optional<std::int64_t> until;
    const std::int64_t now = core::realtimeNanoseconds();
    const auto time = [&](std::optional<std::int64_t> &into) {
        return [&into, now](const std::string &text) -> base::Result<void> {
            CATAMARAN_TRY(into, parseLogTime(text, now));
            return {};
        };
    };
    flags.text(format, "format", 0, "Format output using a custom template: 'json' or a template");
    flags.list(filterTexts, "filter", 'f', "Filter output based on conditions provided", "filter");
    flags.value(time(since), "since", 0, "Show all events created since timestamp");
    flags.value(time(until), "until", 0, "Stream events until this timestamp");
    std::vector<std::string> none;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {0, 0}, none))
        return *code;
    const auto filters = parseFilters(filterTexts, {"container", "daemon", "event", "image", "label",
                                                    "network", "scope", "type", "volume"});
    if (!filters)
        return failWith(filters.error());
    std::optional<Template> compiled;
    if (!format.empty() && format != "json") {
        auto parsed = Template::parse(format);
        if (!parsed)
            return failWith(parsed.error(), 64);
        compiled = *parsed;
    }
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    std::optional<base::Error> problem;
    const auto context = interruptible.context();
    const auto told = (*engine)->events(
        since, until,
        [&](const engine::SystemEvent &event) {
            if (!passes(event, *filters) || problem)
                return;
            if (format.empty()) {
                print(line(event) + "\n");
                return;
            }
            const std::string json = toJson(event).dump(-1, ' ', false, Json::error_handler_t::replace);
            if (!compiled) {
                print(json + "\n");
                return;
            }
            auto text = compiled->render(json);
            if (!text)
                text = compiled->render(withGoNames(json));
            if (text)
                print(*text + "\n");
            else
                problem = std::move(text).error();
        },
        context);
    if (problem)
        return failWith(*problem);
    return told ? 0 : failWith(told.error());
}

} // namespace

void addEvents(Registry &registry)
{
    registry.add({"events", "Commands", "[OPTIONS]", "Get real time events of containers, images and volumes",
                  events});
    registry.alias("system events", "events");
}

} // namespace catamaran::cli
