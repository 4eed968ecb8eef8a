// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspect/sbom.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

namespace catamaran::engine::inspect {

namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json &json)
{
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// Hex digits of the subject, or of nothing known zeros.
std::string hexOf(const SbomSubject &subject)
{
    std::string hex = subject.digest.substr(subject.digest.find(':') + 1);
    hex.resize(std::max<std::size_t>(hex.size(), 32), '0');
    return hex;
}

/// A version 8 UUID (RFC 9562) from the digest.
std::string uuidOf(const SbomSubject &subject)
{
    std::string hex = hexOf(subject).substr(0, 32);
    hex[12] = '8';
    hex[16] = 'a';
    return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) +
           "-" + hex.substr(20);
}

/// SPDX times have no fractions.
std::string wholeSeconds(std::string time)
{
    if (time.size() < 20)
        return "1970-01-01T00:00:00Z";
    return time.substr(0, 19) + "Z";
}

std::string spdxId(const Package &package, std::size_t number)
{
    std::string out = "SPDXRef-Package-" + std::string(packageKindName(package.kind)) + "-";
    for (const char c : package.name)
        out += std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' ? c : '-';
    return out + "-" + std::to_string(number);
}

} // namespace

std::string sbomSpdx(const Inventory &inventory, const SbomSubject &subject)
{
    Json packages = Json::array();
    Json relationships = Json::array();
    const std::string imageId = "SPDXRef-Image";
    packages.push_back({{"SPDXID", imageId},
                        {"name", subject.name},
                        {"versionInfo", subject.digest},
                        {"downloadLocation", "NOASSERTION"},
                        {"filesAnalyzed", false},
                        {"licenseConcluded", "NOASSERTION"},
                        {"licenseDeclared", "NOASSERTION"},
                        {"copyrightText", "NOASSERTION"},
                        {"primaryPackagePurpose", "CONTAINER"}});
    relationships.push_back({{"spdxElementId", "SPDXRef-DOCUMENT"},
                             {"relationshipType", "DESCRIBES"},
                             {"relatedSpdxElement", imageId}});
    std::size_t number = 0;
    for (const Package &package : inventory.packages) {
        const std::string id = spdxId(package, ++number);
        Json entry = {{"SPDXID", id},
                      {"name", package.name},
                      {"versionInfo", package.version},
                      {"downloadLocation", "NOASSERTION"},
                      {"filesAnalyzed", false},
                      {"licenseConcluded", "NOASSERTION"},
                      {"licenseDeclared", "NOASSERTION"},
                      {"copyrightText", "NOASSERTION"},
                      {"sourceInfo", "found in " + package.location}};
        if (!package.license.empty()) // what packages write there is mostly no SPDX expression
            entry["licenseComments"] = package.license;
        entry["externalRefs"] = Json::array({{{"referenceCategory", "PACKAGE-MANAGER"},
                                              {"referenceType", "purl"},
                                              {"referenceLocator", packageUrl(package, inventory)}}});
        packages.push_back(std::move(entry));
        relationships.push_back(
            {{"spdxElementId", imageId}, {"relationshipType", "CONTAINS"}, {"relatedSpdxElement", id}});
    }
    return dump(
        {{"spdxVersion", "SPDX-2.3"},
         {"dataLicense", "CC0-1.0"},
         {"SPDXID", "SPDXRef-DOCUMENT"},
         {"name", subject.name},
         {"documentNamespace", "urn:uuid:" + uuidOf(subject)},
         {"creationInfo",
          {{"created", wholeSeconds(subject.created)}, {"creators", Json::array({"Tool: catamaran"})}}},
         {"packages", packages},
         {"relationships", relationships}});
}

std::string sbomCycloneDx(const Inventory &inventory, const SbomSubject &subject)
{
    Json components = Json::array();
    if (!inventory.distribution.empty())
        components.push_back({{"type", "operating-system"},
                              {"bom-ref", "os:" + inventory.distribution},
                              {"name", inventory.distribution},
                              {"version", inventory.distributionVersion},
                              {"description", inventory.prettyName}});
    std::size_t number = 0;
    for (const Package &package : inventory.packages) {
        Json properties = Json::array({{{"name", "catamaran:location"}, {"value", package.location}}});
        if (!package.sourceName.empty())
            properties.push_back({{"name", "catamaran:source"}, {"value", package.sourceName}});
        Json entry = {{"type", "library"},
                      {"bom-ref", std::to_string(++number) + ":" + packageUrl(package, inventory)},
                      {"name", package.name},
                      {"version", package.version},
                      {"purl", packageUrl(package, inventory)}};
        if (!package.license.empty())
            entry["licenses"] = Json::array({{{"license", {{"name", package.license}}}}});
        entry["properties"] = std::move(properties);
        components.push_back(std::move(entry));
    }
    const Json tool = {{"type", "application"}, {"name", "catamaran"}};
    return dump({{"$schema", "http://cyclonedx.org/schema/bom-1.5.schema.json"},
                 {"bomFormat", "CycloneDX"},
                 {"specVersion", "1.5"},
                 {"serialNumber", "urn:uuid:" + uuidOf(subject)},
                 {"version", 1},
                 {"metadata",
                  {{"timestamp", wholeSeconds(subject.created)},
                   {"tools", {{"components", Json::array({tool})}}},
                   {"component",
                    {{"type", "container"},
                     {"bom-ref", "image"},
                     {"name", subject.name},
                     {"version", subject.digest}}}}},
                 {"components", components}});
}

std::string sbomText(const Inventory &inventory)
{
    std::size_t width = 4;
    std::size_t versionWidth = 7;
    for (const Package &package : inventory.packages) {
        width = std::max(width, package.name.size());
        versionWidth = std::max(versionWidth, package.version.size());
    }
    const auto row = [&](std::string name, std::string version, std::string_view type) {
        name.resize(width, ' ');
        version.resize(versionWidth, ' ');
        return name + "   " + version + "   " + std::string(type) + "\n";
    };
    std::string out = row("NAME", "VERSION", "TYPE");
    for (const Package &package : inventory.packages)
        out += row(package.name, package.version, packageKindName(package.kind));
    return out;
}

} // namespace catamaran::engine::inspect
