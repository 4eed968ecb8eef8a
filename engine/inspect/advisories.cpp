// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspect/advisories.h"

#include "engine/inspect/versions.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <optional>

namespace catamaran::engine::inspect {

using base::Errc;
using base::Result;
using Json = nlohmann::json;

namespace {

std::string textOf(const Json &object, const char *key)
{
    if (!object.is_object() || !object.contains(key) || !object.at(key).is_string())
        return {};
    return object.at(key).get<std::string>();
}

const Json &member(const Json &object, const char *key)
{
    static const Json kNothing;
    return object.is_object() && object.contains(key) ? object.at(key) : kNothing;
}

/// PEP 503: Python's names are compared without case, with one kind of dash.
std::string normalName(PackageKind kind, std::string_view name)
{
    std::string out(name);
    if (kind == PackageKind::Python)
        std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) {
            return c == '_' || c == '.' ? '-' : static_cast<char>(std::tolower(c));
        });
    return out;
}

std::optional<PackageKind> kindOf(std::string_view world)
{
    static const std::map<std::string_view, PackageKind> kWorlds = {
        {"Debian", PackageKind::Deb},    {"Ubuntu", PackageKind::Deb},      {"Alpine", PackageKind::Apk},
        {"Wolfi", PackageKind::Apk},     {"Chainguard", PackageKind::Apk},  {"Red Hat", PackageKind::Rpm},
        {"AlmaLinux", PackageKind::Rpm}, {"Rocky Linux", PackageKind::Rpm}, {"SUSE", PackageKind::Rpm},
        {"openSUSE", PackageKind::Rpm},  {"Mageia", PackageKind::Rpm},      {"openEuler", PackageKind::Rpm},
        {"npm", PackageKind::Npm},       {"PyPI", PackageKind::Python},     {"Go", PackageKind::Go}};
    const auto found = kWorlds.find(world);
    if (found == kWorlds.end())
        return std::nullopt;
    return found->second;
}

/// Whether "Debian:12" speaks of this image. Without a number, of all releases.
bool isDistribution(const Inventory &inventory, std::string_view world, std::string_view release)
{
    static const std::map<std::string_view, std::string_view> kIds = {
        {"Debian", "debian"},       {"Ubuntu", "ubuntu"},         {"Alpine", "alpine"},
        {"Wolfi", "wolfi"},         {"Chainguard", "chainguard"}, {"Red Hat", "rhel"},
        {"AlmaLinux", "almalinux"}, {"Rocky Linux", "rocky"},     {"SUSE", "sles"},
        {"openSUSE", "opensuse"},   {"Mageia", "mageia"},         {"openEuler", "openEuler"}};
    const auto id = kIds.find(world);
    if (id == kIds.end())
        return true; // a language
    if (!inventory.distribution.starts_with(id->second))
        return false;
    if (release.starts_with('v'))
        release.remove_prefix(1);
    if (release.starts_with("Pro:"))
        return false;
    release = release.substr(0, release.find(':'));
    if (release.empty() || world == "Red Hat" || world == "SUSE" || world == "openSUSE")
        return true;
    const std::string &version = inventory.distributionVersion;
    return version == release || (version.starts_with(release) && version[release.size()] == '.');
}

/// Whether the version lies in the ranges of an affected entry; the version that fixes it goes to `fixed`.
bool isAffected(const Json &affected, const Package &package, std::string &fixed)
{
    const std::string &version = comparedVersion(package);
    const auto compare = [&](const std::string &other) {
        return other == "0" ? 1 : compareVersions(package.kind, version, other);
    };
    bool hit = false;
    for (const Json &range : member(affected, "ranges")) {
        if (textOf(range, "type") == "GIT")
            continue; // commits say nothing about versions
        bool inside = false;
        std::string end;
        for (const Json &event : member(range, "events")) {
            const std::string introduced = textOf(event, "introduced");
            const std::string fixedAt = textOf(event, "fixed");
            const std::string last = textOf(event, "last_affected");
            if (!introduced.empty() && compare(introduced) >= 0) {
                inside = true;
                end.clear();
            } else if (!fixedAt.empty() && inside) {
                if (compare(fixedAt) >= 0)
                    inside = false;
                else if (end.empty())
                    end = fixedAt;
            } else if (!last.empty() && inside && compare(last) > 0) {
                inside = false;
            }
        }
        if (inside) {
            hit = true;
            fixed = end;
        }
    }
    if (!hit) {
        const Json &versions = member(affected, "versions");
        hit = versions.is_array() &&
              std::find(versions.begin(), versions.end(), Json(version)) != versions.end();
    }
    return hit;
}

Risk severityOf(const Json &advisory, const Json &affected)
{
    Risk worst = Risk::Unknown;
    for (const Json *holder : {&advisory, &affected}) {
        for (const Json &entry : member(*holder, "severity")) {
            const std::string score = textOf(entry, "score");
            worst = std::max(worst, riskOf(cvssScore(score)));
            worst = std::max(worst, parseRisk(score).value_or(Risk::Unknown));
        }
    }
    if (worst != Risk::Unknown)
        return worst;
    for (const Json *holder : {&advisory, &affected}) {
        for (const char *place : {"database_specific", "ecosystem_specific"}) {
            for (const char *key : {"severity", "urgency"}) {
                const std::string word = textOf(member(*holder, place), key);
                worst = std::max(worst, word == "unimportant" ? Risk::Negligible
                                                              : parseRisk(word).value_or(Risk::Unknown));
            }
        }
    }
    return worst;
}

void matchOsv(const Json &advisory, const std::string &file, const PackageIndex &index, ScanReport &report)
{
    if (!textOf(advisory, "withdrawn").empty())
        return;
    ++report.advisories;
    std::set<const Package *> reported;
    for (const Json &affected : member(advisory, "affected")) {
        const Json &named = member(affected, "package");
        for (const Package *package : index.find(textOf(named, "ecosystem"), textOf(named, "name"))) {
            Vulnerability found;
            if (package->version.empty() || !isAffected(affected, *package, found.fixedVersion) ||
                !reported.insert(package).second)
                continue;
            found.id = textOf(advisory, "id");
            for (const char *key : {"aliases", "upstream"}) {
                for (const Json &alias : member(advisory, key)) {
                    if (alias.is_string())
                        found.aliases.push_back(alias.get<std::string>());
                }
            }
            found.package = *package;
            found.risk = severityOf(advisory, affected);
            found.summary = textOf(advisory, "summary");
            if (found.summary.empty())
                found.summary = textOf(advisory, "details").substr(0, 200);
            found.source = file;
            report.found.push_back(std::move(found));
        }
    }
}

/// The tracker's urgencies; what Debian has not rated is unknown.
Risk debianRisk(const std::string &urgency)
{
    const std::string word = urgency.substr(0, urgency.find('*'));
    if (word == "unimportant")
        return Risk::Negligible;
    return parseRisk(word).value_or(Risk::Unknown);
}

void matchTracker(const Json &tracker, const std::string &file, const PackageIndex &index, ScanReport &report)
{
    const Inventory &inventory = index.inventory();
    for (const auto &[source, entries] : tracker.items()) {
        const auto packages = index.find("Debian", source);
        if (packages.empty() || !entries.is_object())
            continue;
        for (const auto &[id, entry] : entries.items()) {
            const Json &release = member(member(entry, "releases"), inventory.codename.c_str());
            const std::string status = textOf(release, "status");
            if (status.empty() || status == "undetermined")
                continue;
            ++report.advisories;
            const std::string fixed = textOf(release, "fixed_version");
            for (const Package *package : packages) {
                const bool open = status == "open" || (!fixed.empty() && fixed != "0" &&
                                                       compareDpkg(comparedVersion(*package), fixed) < 0);
                if (!open)
                    continue;
                Vulnerability found;
                found.id = id;
                found.package = *package;
                found.fixedVersion = status == "resolved" ? fixed : "";
                found.risk = debianRisk(textOf(release, "urgency"));
                found.summary = textOf(entry, "description");
                found.source = file;
                report.found.push_back(std::move(found));
            }
        }
    }
}

} // namespace

PackageIndex::PackageIndex(const Inventory &inventory) : m_inventory(inventory)
{
    for (const Package &package : inventory.packages) {
        m_byName.emplace(std::pair(package.kind, normalName(package.kind, package.name)), &package);
        if (!package.sourceName.empty() && package.sourceName != package.name)
            m_byName.emplace(std::pair(package.kind, package.sourceName), &package);
    }
}

std::vector<const Package *> PackageIndex::find(std::string_view ecosystem, std::string_view name) const
{
    const std::size_t colon = ecosystem.find(':');
    const std::string_view world = ecosystem.substr(0, colon);
    const std::string_view release = colon == std::string_view::npos ? "" : ecosystem.substr(colon + 1);
    const auto kind = kindOf(world);
    std::vector<const Package *> out;
    if (!kind || !isDistribution(m_inventory, world, release))
        return out;
    const auto [first, last] = m_byName.equal_range({*kind, normalName(*kind, name)});
    for (auto at = first; at != last; ++at) {
        // Debian and Alpine speak of sources: a binary package that has the name of another source is not
        // meant.
        const bool bySource = *kind == PackageKind::Deb || *kind == PackageKind::Apk;
        if (!bySource || at->second->sourceName == name)
            out.push_back(at->second);
    }
    return out;
}

bool PackageIndex::hasDebian(std::string_view source) const
{
    return m_byName.contains({PackageKind::Deb, std::string(source)});
}

int compareVersions(PackageKind kind, std::string_view a, std::string_view b)
{
    switch (kind) {
    case PackageKind::Deb:
        return compareDpkg(a, b);
    case PackageKind::Apk:
        return compareApk(a, b);
    case PackageKind::Rpm:
        return compareRpm(a, b);
    case PackageKind::Python:
        return comparePep440(a, b);
    case PackageKind::Npm:
    case PackageKind::Go:
        break;
    }
    return compareSemver(a, b);
}

const std::string &comparedVersion(const Package &package)
{
    return package.sourceVersion.empty() ? package.version : package.sourceVersion;
}

Result<void> matchAdvisory(std::string_view text, const std::string &file, const PackageIndex &index,
                           ScanReport &report)
{
    // The tracker's file is 70 MB and more: what is about other packages is dropped while it is read.
    bool isOsv = false;
    bool isTracker = true;
    std::string key;
    const Json json = Json::parse(
        text,
        [&](int depth, Json::parse_event_t event, Json &value) {
            if (depth == 1 && event == Json::parse_event_t::key) {
                key = value.get<std::string>();
                isOsv = isOsv || key == "affected" || key == "id";
            }
            if (depth == 1 && event == Json::parse_event_t::object_start && !isOsv)
                return index.hasDebian(key) || key == "database_specific";
            if (depth == 1 && event == Json::parse_event_t::value && !isOsv && !value.is_string())
                isTracker = false;
            return true;
        },
        false);
    if (json.is_discarded() || (!json.is_object() && !json.is_array()))
        return base::fail(Errc::Corrupt, file + ": not JSON");
    if (json.is_array()) { // several OSV records in one file
        for (const Json &entry : json) {
            if (entry.is_object() && entry.contains("affected"))
                matchOsv(entry, file, index, report);
        }
        return {};
    }
    if (json.contains("id") && json.contains("affected"))
        matchOsv(json, file, index, report);
    else if (!isOsv && isTracker)
        matchTracker(json, file, index, report);
    else
        report.notes.push_back(file + ": neither an OSV record with \"affected\" nor the Debian tracker");
    return {};
}

} // namespace catamaran::engine::inspect
