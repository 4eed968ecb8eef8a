// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compare/experiment.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace catamaran::compare {

namespace {

using Json = nlohmann::ordered_json;

/// Keys are words with underscores, names are words with spaces; one is made from the other.
std::string withReplaced(std::string text, char from, char to)
{
    std::replace(text.begin(), text.end(), from, to);
    return text;
}

Json hostJson(const core::HostFacts &host)
{
    return {{"hostname", host.hostname},
            {"operating_system", host.operatingSystem},
            {"kernel", host.kernel},
            {"cpu_model", host.cpuModel},
            {"cpus", host.cpus},
            {"memory_bytes", host.memoryBytes},
            {"accelerator", host.accelerator},
            {"acceleration_label", host.accelerationLabel},
            {"accelerator_explanation", host.acceleratorExplanation},
            {"qemu_version", host.qemuVersion},
            {"libvirt_version", host.libvirtVersion},
            {"catamaran_version", host.catamaranVersion}};
}

Json hullJson(const HullResult &hull)
{
    Json runs = Json::array();
    for (const Run &run : hull.runs) {
        Json phases = Json::array();
        for (const PhaseStamp &phase : run.phases)
            phases.push_back({{"name", phase.name}, {"at_ms", phase.atMs}});
        runs.push_back({{"phases", std::move(phases)}, {"startup_ms", run.startupMs}});
    }
    Json memory = Json::object();
    for (const core::LedgerEntry &entry : hull.memory.entries)
        memory[withReplaced(entry.name, ' ', '_')] = entry.bytes;
    memory["total"] = hull.memory.totalBytes;
    const Distribution &d = hull.startupMs;
    return {{"kind", core::kindName(hull.kind)},
            {"accelerator", hull.accelerator},
            {"label", hull.accelerationLabel},
            {"runs", std::move(runs)},
            {"startup_ms",
             {{"median", d.median}, {"p25", d.p25}, {"p75", d.p75}, {"min", d.minimum}, {"max", d.maximum}}},
            {"memory_bytes", std::move(memory)},
            {"disk_bytes", {{"shared", hull.disk.sharedBytes}, {"unique", hull.disk.uniqueBytes}}},
            {"cpu_seconds_to_ready", hull.cpuSecondsToReady}};
}

core::HostFacts hostOf(const Json &json)
{
    core::HostFacts host;
    host.hostname = json.value("hostname", "");
    host.operatingSystem = json.value("operating_system", "");
    host.kernel = json.value("kernel", "");
    host.cpuModel = json.value("cpu_model", "");
    host.cpus = json.value("cpus", 0);
    host.memoryBytes = json.value("memory_bytes", std::int64_t{0});
    host.accelerator = json.value("accelerator", "");
    host.accelerationLabel = json.value("acceleration_label", "");
    host.acceleratorExplanation = json.value("accelerator_explanation", "");
    host.qemuVersion = json.value("qemu_version", "");
    host.libvirtVersion = json.value("libvirt_version", "");
    host.catamaranVersion = json.value("catamaran_version", "");
    return host;
}

HullResult hullOf(const Json &json)
{
    HullResult hull;
    hull.kind = json.at("kind").get<std::string>() == "vm" ? core::Kind::Vm : core::Kind::Container;
    hull.accelerator = json.at("accelerator").get<std::string>();
    hull.accelerationLabel = json.value("label", "");
    for (const Json &runJson : json.at("runs")) {
        Run run;
        for (const Json &phase : runJson.at("phases"))
            run.phases.push_back({phase.at("name").get<std::string>(), phase.at("at_ms").get<double>()});
        run.startupMs = runJson.at("startup_ms").get<double>();
        hull.runs.push_back(std::move(run));
    }
    const Json &d = json.at("startup_ms");
    hull.startupMs = {d.at("median").get<double>(), d.at("p25").get<double>(), d.at("p75").get<double>(),
                      d.at("min").get<double>(), d.at("max").get<double>()};
    for (const auto &[key, value] : json.at("memory_bytes").items()) {
        if (key == "total")
            hull.memory.totalBytes = value.get<std::int64_t>();
        else
            hull.memory.entries.push_back({withReplaced(key, '_', ' '), value.get<std::int64_t>()});
    }
    hull.disk = {json.at("disk_bytes").at("shared").get<std::int64_t>(),
                 json.at("disk_bytes").at("unique").get<std::int64_t>()};
    hull.cpuSecondsToReady = json.value("cpu_seconds_to_ready", 0.0);
    return hull;
}

} // namespace

std::string toJson(const Experiment &experiment)
{
    Json hulls = Json::array();
    for (const HullResult &hull : experiment.hulls)
        hulls.push_back(hullJson(hull));
    const Json json = {{"image", experiment.image},
                       {"started_at", experiment.startedAt},
                       {"host", hostJson(experiment.host)},
                       {"hulls", std::move(hulls)}};
    // Names come from images and the host: bytes that are not UTF-8 are replaced, never an exception.
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

base::Result<Experiment> fromJson(std::string_view text)
{
    try {
        const Json json = Json::parse(text);
        Experiment experiment;
        experiment.image = json.at("image").get<std::string>();
        experiment.startedAt = json.value("started_at", "");
        experiment.host = hostOf(json.at("host"));
        for (const Json &hull : json.at("hulls"))
            experiment.hulls.push_back(hullOf(hull));
        return experiment;
    } catch (const Json::exception &e) {
        return base::fail(base::Error(base::Errc::Parse, std::string("not a comparison report: ") + e.what())
                              .withFix("Use a file written by 'catamaran compare --format json'."));
    }
}

} // namespace catamaran::compare
