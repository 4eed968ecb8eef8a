// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspect/packages.h"

#include "engine/base/json_member.h"

#include <nlohmann/json.hpp>

namespace catamaran::engine::inspect {

namespace {

using Json = nlohmann::json;

std::string textOf(const Json &object, const char *key)
{
    if (!object.is_object() || !object.contains(key) || !object.at(key).is_string())
        return {};
    return object.at(key).get<std::string>();
}

Package npm(const std::string &name, const Json &object, const std::string &location)
{
    Package out;
    out.kind = PackageKind::Npm;
    out.name = name;
    out.version = textOf(object, "version");
    out.license = textOf(object, "license");
    out.location = location;
    return out;
}

/// "dependencies" of lock file version 1, which nest.
void dependencies(const Json &object, const std::string &location, std::vector<Package> &out, int depth)
{
    if (depth > 100 || !object.is_object() || !object.contains("dependencies"))
        return;
    const Json &all = object.at("dependencies");
    if (!all.is_object())
        return;
    for (const auto &[name, value] : all.items()) {
        Package package = npm(name, value, location);
        if (!package.version.empty())
            out.push_back(std::move(package));
        dependencies(value, location, out, depth + 1);
    }
}

} // namespace

std::vector<Package> parsePackageLock(std::string_view text, const std::string &location)
{
    std::vector<Package> out;
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        return out;
    if (!json.contains("packages") || !json.at("packages").is_object()) {
        dependencies(json, location, out, 0);
        return out;
    }
    for (const auto &[path, value] : json.at("packages").items()) {
        static constexpr std::string_view kModules = "node_modules/";
        const std::size_t at = path.rfind(kModules);
        if (at == std::string::npos || !value.is_object() || base::flagMember(value, "link"))
            continue; // the project itself, and links into it
        const std::string named = textOf(value, "name");
        Package package = npm(named.empty() ? path.substr(at + kModules.size()) : named, value, location);
        if (!package.version.empty())
            out.push_back(std::move(package));
    }
    return out;
}

std::vector<Package> parsePackageJson(std::string_view text, const std::string &location)
{
    const Json json = Json::parse(text, nullptr, false);
    Package package = npm(textOf(json, "name"), json, location);
    if (package.name.empty() || package.version.empty())
        return {};
    return {std::move(package)};
}

std::vector<Package> parsePythonMetadata(std::string_view text, const std::string &location)
{
    Package package;
    package.kind = PackageKind::Python;
    package.location = location;
    while (!text.empty()) { // RFC 822 headers; the description follows an empty line
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.empty())
            break;
        const auto value = [line](std::string_view key) {
            std::string_view rest = line.substr(key.size());
            rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
            return std::string(rest);
        };
        if (line.starts_with("Name:"))
            package.name = value("Name:");
        else if (line.starts_with("Version:"))
            package.version = value("Version:");
        else if (line.starts_with("License:"))
            package.license = value("License:");
    }
    if (package.name.empty() || package.version.empty())
        return {};
    return {std::move(package)};
}

} // namespace catamaran::engine::inspect
