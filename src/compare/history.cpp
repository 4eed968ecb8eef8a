// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compare/history.h"

#include "engine/base/file.h"
#include "src/compare/report_parts.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace catamaran::compare {

namespace fs = std::filesystem;

namespace {

using Json = nlohmann::json;

std::string directoryOf(const std::string &dataDirectory)
{
    return dataDirectory + "/compare/history";
}

/// Names of the entries, newest first: they begin with the start in UTC.
std::vector<std::string> namesIn(const std::string &directory)
{
    std::vector<std::string> names;
    std::error_code none;
    for (const auto &entry : fs::directory_iterator(directory, none))
        if (entry.path().extension() == ".json")
            names.push_back(entry.path().stem());
    std::sort(names.rbegin(), names.rend());
    return names;
}

/// "20261123T015512.123Z" of "2026-11-23T01:55:12.123Z": sorts by time and is a good file name.
std::string stampOf(const std::string &startedAt)
{
    std::string out;
    for (const char c : startedAt)
        if (c != '-' && c != ':')
            out += c;
    return out;
}

base::Result<std::string> keep(const std::string &dataDirectory, const std::string &kind,
                               const std::string &startedAt, const std::string &json)
{
    const std::string directory = directoryOf(dataDirectory);
    CATAMARAN_CHECK(base::makeDirectories(directory));
    std::string id = stampOf(startedAt) + "-" + kind;
    for (int n = 2; fs::exists(directory + "/" + id + ".json"); ++n)
        id = fmt::format("{}-{}-{}", stampOf(startedAt), kind, n);
    CATAMARAN_CHECK(base::writeFileAtomic(directory + "/" + id + ".json", json + "\n"));
    const std::vector<std::string> names = namesIn(directory);
    for (std::size_t i = kHistoryLimit; i < names.size(); ++i) {
        std::error_code none;
        fs::remove(directory + "/" + names[i] + ".json", none);
    }
    return id;
}

std::string summaryOf(const Experiment &race)
{
    std::string text;
    for (const HullResult &hull : race.hulls)
        text +=
            fmt::format("{}{} {}", text.empty() ? "" : ", ", hullTitle(hull), humanMs(hull.startupMs.median));
    return text;
}

std::optional<HistoryEntry> entryOf(const std::string &directory, const std::string &id)
{
    const auto text = base::readFile(directory + "/" + id + ".json");
    if (!text)
        return std::nullopt;
    HistoryEntry entry;
    entry.id = id;
    const auto take = [&entry](const char *kind, const LabFacts &facts, std::string summary) {
        entry.kind = kind;
        entry.startedAt = facts.startedAt;
        entry.image = facts.image;
        entry.summary = std::move(summary);
    };
    if (const auto isolation = isolationFromJson(*text)) {
        const auto shared =
            std::count_if(isolation->rows.begin(), isolation->rows.end(), [](const auto &row) {
                return row.containerSharing == Sharing::Shared || row.containerSharing == Sharing::Filtered;
            });
        take("isolation", isolation->facts,
             fmt::format("{} of {} things shared with the container", shared, isolation->rows.size()));
    } else if (const auto density = densityFromJson(*text)) {
        take("density", density->facts,
             fmt::format("{} {}: {}", density->points.empty() ? 0 : density->points.back().count,
                         density->hull == core::Kind::Vm ? "VMs" : "containers", density->stopped));
    } else if (const auto work = workFromJson(*text)) {
        take("work", work->facts, fmt::format("{} programs", work->rows.size()));
    } else if (const auto race = fromJson(*text)) {
        entry.kind = "race";
        entry.startedAt = race->startedAt;
        entry.image = race->image;
        entry.summary = summaryOf(*race);
    } else {
        return std::nullopt;
    }
    return entry;
}

base::Result<std::string> found(const std::string &dataDirectory, const std::string &id)
{
    std::vector<std::string> matches;
    for (const std::string &name : namesIn(directoryOf(dataDirectory))) {
        if (name == id)
            return name;
        if (!id.empty() && name.starts_with(id))
            matches.push_back(name);
    }
    if (matches.size() == 1)
        return matches.front();
    if (matches.empty())
        return base::fail(base::Error(base::Errc::NotFound, "No such experiment: " + id)
                              .withFix("See 'catamaran compare history'."));
    return base::fail(base::Error(base::Errc::InvalidArgument,
                                  fmt::format("{} experiments begin with {}", matches.size(), id))
                          .withFix("Give more of the id."));
}

} // namespace

base::Result<std::string> remember(const std::string &dataDirectory, const Experiment &experiment)
{
    return keep(dataDirectory, "race", experiment.startedAt, toJson(experiment));
}

base::Result<std::string> remember(const std::string &dataDirectory, const Isolation &isolation)
{
    return keep(dataDirectory, "isolation", isolation.facts.startedAt, toJson(isolation));
}

base::Result<std::string> remember(const std::string &dataDirectory, const Density &density)
{
    return keep(dataDirectory, "density", density.facts.startedAt, toJson(density));
}

base::Result<std::string> remember(const std::string &dataDirectory, const Work &work)
{
    return keep(dataDirectory, "work", work.facts.startedAt, toJson(work));
}

std::vector<HistoryEntry> history(const std::string &dataDirectory)
{
    std::vector<HistoryEntry> out;
    const std::string directory = directoryOf(dataDirectory);
    for (const std::string &name : namesIn(directory))
        if (auto entry = entryOf(directory, name))
            out.push_back(std::move(*entry));
    return out;
}

base::Result<std::string> readExperiment(const std::string &dataDirectory, const std::string &id)
{
    CATAMARAN_TRY(const std::string name, found(dataDirectory, id));
    return base::readFile(directoryOf(dataDirectory) + "/" + name + ".json");
}

base::Result<void> forgetExperiment(const std::string &dataDirectory, const std::string &id)
{
    CATAMARAN_TRY(const std::string name, found(dataDirectory, id));
    std::error_code error;
    fs::remove(directoryOf(dataDirectory) + "/" + name + ".json", error);
    if (error)
        return base::fail(base::Error::fromErrno(error.value(), "remove the experiment " + name));
    return {};
}

Measured newestMeasured(const std::string &dataDirectory)
{
    Measured measured;
    const std::string directory = directoryOf(dataDirectory);
    for (const std::string &name : namesIn(directory)) {
        const auto text = base::readFile(directory + "/" + name + ".json");
        if (!text)
            continue;
        if (auto isolation = isolationFromJson(*text); isolation && !measured.isolation)
            measured.isolation = std::move(*isolation);
        else if (auto work = workFromJson(*text); work && !measured.work)
            measured.work = std::move(*work);
        else if (auto density = densityFromJson(*text); density) {
            auto &place = density->hull == core::Kind::Vm ? measured.vmDensity : measured.containerDensity;
            if (!place)
                place = std::move(*density);
        } else if (auto race = fromJson(*text); race && !measured.race)
            measured.race = std::move(*race);
    }
    return measured;
}

} // namespace catamaran::compare
