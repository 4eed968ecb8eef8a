// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compare/lab.h"

#include <nlohmann/json.hpp>

namespace catamaran::compare {

namespace {

using Json = nlohmann::ordered_json;

Json factsJson(const LabFacts &facts)
{
    return {{"image", facts.image},
            {"started_at", facts.startedAt},
            {"operating_system", facts.operatingSystem},
            {"kernel", facts.kernel},
            {"cpus", facts.cpus},
            {"memory_bytes", facts.memoryBytes},
            {"acceleration_label", facts.accelerationLabel}};
}

LabFacts factsOf(const Json &json)
{
    LabFacts facts;
    facts.image = json.value("image", "");
    facts.startedAt = json.value("started_at", "");
    facts.operatingSystem = json.value("operating_system", "");
    facts.kernel = json.value("kernel", "");
    facts.cpus = json.value("cpus", 0);
    facts.memoryBytes = json.value("memory_bytes", std::int64_t{0});
    facts.accelerationLabel = json.value("acceleration_label", "");
    return facts;
}

std::string written(const Json &json)
{
    // Names come from images and hosts: bytes that are not UTF-8 are replaced, never an exception.
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

Sharing sharingOf(const std::string &name)
{
    for (const Sharing sharing : {Sharing::Shared, Sharing::Filtered, Sharing::Own})
        if (sharingName(sharing) == name)
            return sharing;
    return Sharing::Unknown;
}

/// Reads one kind of result; whatever is not as it should be is one error.
template <typename Result, typename Read>
base::Result<Result> parsed(std::string_view text, std::string_view kind, Read read)
{
    try {
        const Json json = Json::parse(text);
        if (json.value("kind", "") != kind)
            return base::fail(base::Errc::Parse,
                              "not a result of 'catamaran compare " + std::string(kind) + "'");
        Result result;
        result.facts = factsOf(json.at("facts"));
        read(json, result);
        return result;
    } catch (const Json::exception &e) {
        return base::fail(base::Error(base::Errc::Parse, "not a result of 'catamaran compare " +
                                                             std::string(kind) + "': " + e.what())
                              .withFix("Use a file written by 'catamaran compare " + std::string(kind) +
                                       " --format json'."));
    }
}

} // namespace

std::string toJson(const Isolation &isolation)
{
    Json rows = Json::array();
    for (const IsolationRow &row : isolation.rows)
        rows.push_back(
            {{"id", row.id},
             {"title", row.title},
             {"meaning", row.meaning},
             {"host", row.host},
             {"container", {{"evidence", row.container}, {"sharing", sharingName(row.containerSharing)}}},
             {"vm", {{"evidence", row.vm}, {"sharing", sharingName(row.vmSharing)}}}});
    return written({{"kind", "isolation"}, {"facts", factsJson(isolation.facts)}, {"rows", std::move(rows)}});
}

std::string toJson(const Density &density)
{
    Json points = Json::array();
    for (const DensityPoint &point : density.points)
        points.push_back({{"count", point.count},
                          {"start_ms", point.startMs},
                          {"available_bytes", point.availableBytes},
                          {"instances_bytes", point.instancesBytes}});
    return written({{"kind", "density"},
                    {"facts", factsJson(density.facts)},
                    {"hull", core::kindName(density.hull)},
                    {"points", std::move(points)},
                    {"stopped", density.stopped},
                    {"safety_stop", density.safety}});
}

std::string toJson(const Work &work)
{
    Json rows = Json::array();
    for (const WorkRow &row : work.rows)
        rows.push_back({{"id", row.id},
                        {"title", row.title},
                        {"command", row.command},
                        {"container_ms", row.containerMs},
                        {"vm_ms", row.vmMs}});
    return written({{"kind", "work"}, {"facts", factsJson(work.facts)}, {"rows", std::move(rows)}});
}

base::Result<Isolation> isolationFromJson(std::string_view text)
{
    return parsed<Isolation>(text, "isolation", [](const Json &json, Isolation &out) {
        for (const Json &row : json.at("rows"))
            out.rows.push_back({row.at("id").get<std::string>(), row.at("title").get<std::string>(),
                                row.value("meaning", ""), row.value("host", ""),
                                row.at("container").value("evidence", ""), row.at("vm").value("evidence", ""),
                                sharingOf(row.at("container").value("sharing", "")),
                                sharingOf(row.at("vm").value("sharing", ""))});
    });
}

base::Result<Density> densityFromJson(std::string_view text)
{
    return parsed<Density>(text, "density", [](const Json &json, Density &out) {
        out.hull = json.value("hull", "") == "vm" ? core::Kind::Vm : core::Kind::Container;
        for (const Json &point : json.at("points"))
            out.points.push_back({point.at("count").get<int>(), point.at("start_ms").get<double>(),
                                  point.at("available_bytes").get<std::int64_t>(),
                                  point.value("instances_bytes", std::int64_t{0})});
        out.stopped = json.value("stopped", "");
        out.safety = json.value("safety_stop", false);
    });
}

base::Result<Work> workFromJson(std::string_view text)
{
    return parsed<Work>(text, "work", [](const Json &json, Work &out) {
        for (const Json &row : json.at("rows"))
            out.rows.push_back({row.at("id").get<std::string>(), row.at("title").get<std::string>(),
                                row.value("command", ""), row.at("container_ms").get<std::vector<double>>(),
                                row.at("vm_ms").get<std::vector<double>>()});
    });
}

} // namespace catamaran::compare
