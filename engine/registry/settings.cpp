// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/registry/settings.h"

#include "engine/base/file.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace catamaran::engine::registry {

using base::Errc;
using base::Result;
using nlohmann::json;

namespace {

auto wrong(const std::string &file, const std::string &what)
{
    return base::fail(
        base::Error(Errc::Parse, what)
            .withWhere({file, 0, 0})
            .withFix("Known are \"registry-mirrors\", \"insecure-registries\" and \"registries\"; "
                     "correct the file."));
}

Result<std::vector<std::string>> texts(const json &value, const std::string &file, const std::string &key)
{
    if (!value.is_array())
        return wrong(file, "\"" + key + "\" must be a list of texts");
    std::vector<std::string> out;
    for (const json &entry : value) {
        if (!entry.is_string())
            return wrong(file, "\"" + key + "\" must be a list of texts");
        out.push_back(entry.get<std::string>());
    }
    return out;
}

Result<RegistrySettings::Host> parseHost(const json &value, const std::string &file, const std::string &name)
{
    RegistrySettings::Host host;
    if (!value.is_object())
        return wrong(file, "\"registries\".\"" + name + "\" must be an object");
    const std::map<std::string, std::string *> members = {{"ca", &host.transport.caFile},
                                                          {"client-cert", &host.transport.clientCertificate},
                                                          {"client-key", &host.transport.clientKey},
                                                          {"proxy", &host.transport.proxy}};
    for (const auto &[key, entry] : value.items()) {
        if (const auto member = members.find(key); member != members.end() && entry.is_string()) {
            *member->second = entry.get<std::string>();
        } else if (key == "insecure" && entry.is_boolean()) {
            host.insecure = entry.get<bool>();
        } else if (key == "mirrors") {
            CATAMARAN_TRY(host.mirrors, texts(entry, file, key));
        } else {
            return wrong(file,
                         "\"registries\".\"" + name + "\".\"" + key + "\" is unknown or of a wrong type");
        }
    }
    return host;
}

base::Where placeOf(std::string_view text, std::size_t byte, const std::string &file)
{
    const std::string_view before = text.substr(0, std::min(byte, text.size()));
    const std::size_t newline = before.rfind('\n');
    return {
        file, static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
        static_cast<int>(newline == std::string_view::npos ? before.size() : before.size() - newline - 1)};
}

void addCertificates(RegistrySettings::Host &host, const std::string &directory)
{
    const auto use = [&](std::string &slot, const char *name) {
        const std::string path = directory + "/" + name;
        if (slot.empty() && ::access(path.c_str(), R_OK) == 0)
            slot = path;
    };
    use(host.transport.caFile, "ca.crt");
    use(host.transport.clientCertificate, "client.cert");
    use(host.transport.clientKey, "client.key");
}

} // namespace

Result<RegistrySettings> RegistrySettings::parse(std::string_view text, const std::string &file)
{
    json root;
    try {
        root = json::parse(text);
    } catch (const json::parse_error &error) {
        return base::fail(base::Error(Errc::Parse, "this is not JSON")
                              .withWhere(placeOf(text, error.byte, file))
                              .withFix("Correct the file at that place."));
    }
    RegistrySettings settings;
    if (!root.is_object())
        return wrong(file, "the file must hold one JSON object");
    for (const auto &[key, value] : root.items()) {
        if (key == "registry-mirrors") {
            CATAMARAN_TRY(settings.mirrors, texts(value, file, key));
        } else if (key == "insecure-registries") {
            CATAMARAN_TRY(settings.insecure, texts(value, file, key));
        } else if (key == "registries" && value.is_object()) {
            for (const auto &[name, entry] : value.items()) {
                CATAMARAN_TRY(settings.hosts[name], parseHost(entry, file, name));
            }
        } else {
            return wrong(file, "unknown key \"" + key + "\"");
        }
    }
    return settings;
}

Result<RegistrySettings> RegistrySettings::load()
{
    std::vector<std::string> files;
    if (const char *only = std::getenv("CATAMARAN_REGISTRIES")) {
        files.emplace_back(only);
    } else {
        files.emplace_back("/etc/catamaran/registries.json");
        const char *config = std::getenv("XDG_CONFIG_HOME");
        const char *home = std::getenv("HOME");
        if (config && config[0] != '\0')
            files.push_back(std::string(config) + "/catamaran/registries.json");
        else if (home)
            files.push_back(std::string(home) + "/.config/catamaran/registries.json");
    }
    RegistrySettings out;
    for (const std::string &file : files) {
        if (::access(file.c_str(), F_OK) != 0)
            continue;
        CATAMARAN_TRY(const std::string text, base::readFile(file));
        CATAMARAN_TRY(RegistrySettings one, parse(text, file));
        if (!one.mirrors.empty())
            out.mirrors = std::move(one.mirrors);
        out.insecure.insert(out.insecure.end(), one.insecure.begin(), one.insecure.end());
        for (auto &[name, host] : one.hosts)
            out.hosts[name] = std::move(host);
    }
    return out;
}

RegistrySettings::Host RegistrySettings::host(const std::string &name) const
{
    Host out;
    if (const auto found = hosts.find(name); found != hosts.end())
        out = found->second;
    if (name == "docker.io")
        out.mirrors.insert(out.mirrors.end(), mirrors.begin(), mirrors.end());
    if (isLoopback(name) || std::find(insecure.begin(), insecure.end(), name) != insecure.end())
        out.insecure = true;
    addCertificates(out, "/etc/catamaran/certs.d/" + name);
    addCertificates(out, "/etc/docker/certs.d/" + name);
    if (out.insecure && out.transport.caFile.empty())
        out.transport.verifyTls = false;
    return out;
}

bool isLoopback(std::string_view host)
{
    if (host.starts_with("[::1]"))
        return true;
    const std::string_view name = host.substr(0, host.rfind(':'));
    return name == "localhost" ||
           (name.starts_with("127.") && name.find_first_not_of("0123456789.") == name.npos);
}

} // namespace catamaran::engine::registry
