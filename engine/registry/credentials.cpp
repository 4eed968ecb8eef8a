// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/registry/credentials.h"

#include "engine/base/file.h"
#include "engine/launch/program.h"
#include "engine/registry/challenge.h"
#include "engine/registry/keyring.h"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <unistd.h>
#include <vector>

namespace catamaran::engine::registry {

using base::Errc;
using base::Result;
using nlohmann::json;

namespace {

constexpr std::string_view kTokenUser = "<token>";
constexpr std::chrono::seconds kHelperDeadline(20);

std::string variable(const char *name)
{
    const char *value = std::getenv(name);
    return value ? value : "";
}

std::string ownFile()
{
    const std::string config = variable("XDG_CONFIG_HOME");
    return (config.empty() ? variable("HOME") + "/.config" : config) + "/catamaran/auth.json";
}

std::string dockerFile()
{
    const std::string directory = variable("DOCKER_CONFIG");
    return (directory.empty() ? variable("HOME") + "/.docker" : directory) + "/config.json";
}

/// The names under which a host may stand in docker's files.
std::vector<std::string> namesOf(const std::string &host)
{
    if (host == "docker.io")
        return {"https://index.docker.io/v1/", "index.docker.io", "docker.io", "registry-1.docker.io"};
    return {host, "https://" + host, "http://" + host, "https://" + host + "/v1/",
            "https://" + host + "/v2/"};
}

Result<std::optional<Credentials>> askHelper(const std::string &helper, const std::string &host)
{
    const std::string program = "docker-credential-" + helper;
    CATAMARAN_TRY(const launch::ProgramResult result,
                  launch::runProgram({program, "get"}, host, kHelperDeadline));
    if (result.exitCode != 0) {
        if (result.output.find("credentials not found") != std::string::npos)
            return std::optional<Credentials>();
        return base::fail(base::Error(Errc::PermissionDenied, program + " get " + host + ": " + result.output)
                              .withFix("Unlock that store, or run \"catamaran login " + host + "\"."));
    }
    const json answer = json::parse(result.output, nullptr, false);
    if (!answer.is_object())
        return base::fail(Errc::Corrupt, program + " did not answer with JSON");
    Credentials out{answer.value("Username", std::string()), answer.value("Secret", std::string()), program};
    return out.secret.empty() ? std::optional<Credentials>() : std::optional<Credentials>(std::move(out));
}

Result<AuthFile> readAuthFile(const std::string &path)
{
    if (::access(path.c_str(), R_OK) != 0)
        return AuthFile();
    CATAMARAN_TRY(const std::string text, base::readFile(path));
    return AuthFile::parse(text, path);
}

Result<std::optional<Credentials>> findInFile(const std::string &path, const std::string &host)
{
    CATAMARAN_TRY(const AuthFile file, readAuthFile(path));
    for (const std::string &name : namesOf(host)) {
        std::string helper = file.store;
        if (const auto found = file.helpers.find(name); found != file.helpers.end())
            helper = found->second;
        if (!helper.empty()) {
            CATAMARAN_TRY(auto fromHelper, askHelper(helper, name));
            if (fromHelper)
                return fromHelper;
        }
        if (const auto entry = file.entries.find(name); entry != file.entries.end())
            return std::optional<Credentials>(entry->second);
    }
    return std::optional<Credentials>();
}

Result<void> rewrite(const std::string &host, const Credentials *credentials)
{
    const std::string path = ownFile();
    json root = json::object();
    if (::access(path.c_str(), F_OK) == 0) {
        CATAMARAN_TRY(const std::string text, base::readFile(path));
        root = json::parse(text, nullptr, false);
        if (!root.is_object())
            return base::fail(
                base::Error(Errc::Corrupt, path + " is not a JSON object").withFix("Remove the file."));
    }
    if (!root["auths"].is_object())
        root["auths"] = json::object();
    root["auths"].erase(host);
    if (credentials && credentials->user == kTokenUser)
        root["auths"][host] = {{"identitytoken", credentials->secret}};
    else if (credentials)
        root["auths"][host] = {{"auth", base64(credentials->user + ":" + credentials->secret)}};
    CATAMARAN_CHECK(base::makeDirectories(path.substr(0, path.rfind('/')), 0700));
    return base::writeFileAtomic(path, root.dump(2) + "\n", 0600, base::Durability::Synced);
}

} // namespace

Result<AuthFile> AuthFile::parse(std::string_view text, const std::string &file)
{
    const json root = json::parse(text, nullptr, false);
    if (!root.is_object())
        return base::fail(
            base::Error(Errc::Parse, file + " is not a JSON object").withFix("Correct or remove it."));
    AuthFile out;
    try {
        if (const auto auths = root.find("auths"); auths != root.end()) {
            for (const auto &[host, entry] : auths->items()) {
                Credentials credentials{{}, {}, file};
                if (const std::string token = entry.value("identitytoken", std::string()); !token.empty()) {
                    credentials.user = kTokenUser;
                    credentials.secret = token;
                } else {
                    const std::string pair = fromBase64(entry.value("auth", std::string()));
                    const std::size_t colon = pair.find(':');
                    if (colon == std::string::npos)
                        continue; // an entry without a password: a store has it
                    credentials.user = pair.substr(0, colon);
                    credentials.secret = pair.substr(colon + 1);
                }
                out.entries.emplace(host, std::move(credentials));
            }
        }
        if (const auto helpers = root.find("credHelpers"); helpers != root.end())
            out.helpers = helpers->get<std::map<std::string, std::string>>();
        out.store = root.value("credsStore", std::string());
    } catch (const json::exception &error) {
        return base::fail(
            base::Error(Errc::Parse, file + ": " + error.what()).withFix("Correct or remove it."));
    }
    return out;
}

Result<std::optional<Credentials>> CredentialStore::find(const std::string &host) const
{
    // No keyring is no reason to have no password: the files may have it.
    if (const auto secret = keyringRead(host); secret && *secret) {
        const std::size_t colon = (*secret)->find(':');
        if (colon != std::string::npos)
            return std::optional<Credentials>(
                Credentials{(*secret)->substr(0, colon), (*secret)->substr(colon + 1), "the kernel keyring"});
    }
    CATAMARAN_TRY(auto own, findInFile(ownFile(), host));
    if (own)
        return own;
    return findInFile(dockerFile(), host);
}

Result<void> CredentialStore::save(const std::string &host, const Credentials &credentials, Where where) const
{
    if (where == Where::PlainText)
        return rewrite(host, &credentials);
    return keyringStore(host, credentials.user + ":" + credentials.secret);
}

Result<bool> CredentialStore::remove(const std::string &host) const
{
    const auto fromRing = keyringRemove(host);
    bool removed = fromRing && *fromRing;
    CATAMARAN_TRY(const AuthFile file, readAuthFile(ownFile()));
    if (file.entries.contains(host)) {
        CATAMARAN_CHECK(rewrite(host, nullptr));
        removed = true;
    }
    return removed;
}

} // namespace catamaran::engine::registry
