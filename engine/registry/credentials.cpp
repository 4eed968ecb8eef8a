// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/registry/credentials.h"

#include "engine/base/file.h"
#include "engine/base/json_member.h"
#include "engine/launch/program.h"
#include "engine/registry/challenge.h"
#include "engine/registry/keyring.h"

#include <cctype>
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

/// One request to a helper (docker-credential-helpers' protocol: the verb as argument, the text as stdin).
Result<launch::ProgramResult> runHelper(const std::string &helper, const char *verb, const std::string &input)
{
    CATAMARAN_TRY(launch::ProgramResult result,
                  launch::runProgram({"docker-credential-" + helper, verb}, input, kHelperDeadline));
    while (!result.output.empty() && std::isspace(static_cast<unsigned char>(result.output.back())) != 0)
        result.output.pop_back();
    return result;
}

base::Error helperError(const std::string &helper, const char *verb, const std::string &host,
                        const launch::ProgramResult &result)
{
    return base::Error(Errc::PermissionDenied,
                       "docker-credential-" + helper + " " + verb + " " + host + ": " + result.output)
        .withFix("Unlock that store, or run \"catamaran login --plain-text " + host + "\".");
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
    CATAMARAN_TRY(const launch::ProgramResult result, runHelper(helper, "get", host));
    if (result.exitCode != 0) {
        if (result.output.find("credentials not found") != std::string::npos)
            return std::optional<Credentials>();
        return base::fail(helperError(helper, "get", host, result));
    }
    const json answer = json::parse(result.output, nullptr, false);
    if (!answer.is_object())
        return base::fail(Errc::Corrupt, program + " did not answer with JSON");
    Credentials out{base::textMember(answer, "Username"), base::textMember(answer, "Secret"), program};
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

/// Which helper docker's configuration names for a host, and under what name; empty: none.
Result<std::pair<std::string, std::string>> helperOf(const std::string &host)
{
    CATAMARAN_TRY(const AuthFile file, readAuthFile(dockerFile()));
    for (const std::string &name : namesOf(host)) {
        if (const auto found = file.helpers.find(name); found != file.helpers.end())
            return std::pair(found->second, name);
    }
    return std::pair(file.store, namesOf(host).front());
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
                if (const std::string token = base::textMember(entry, "identitytoken"); !token.empty()) {
                    credentials.user = kTokenUser;
                    credentials.secret = token;
                } else {
                    const std::string pair = fromBase64(base::textMember(entry, "auth"));
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
        out.store = base::textMember(root, "credsStore");
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

Result<std::string> CredentialStore::save(const std::string &host, const Credentials &credentials,
                                          Where where) const
{
    if (where == Where::PlainText) {
        CATAMARAN_CHECK(rewrite(host, &credentials));
        return ownFile();
    }
    CATAMARAN_TRY(const auto helper, helperOf(host));
    if (!helper.first.empty()) {
        const json text = {
            {"ServerURL", helper.second}, {"Username", credentials.user}, {"Secret", credentials.secret}};
        const auto stored = runHelper(helper.first, "store", text.dump());
        if (!stored && stored.error().code() != Errc::NotFound)
            return base::fail(base::Error(stored.error()));
        if (stored && stored->exitCode != 0)
            return base::fail(helperError(helper.first, "store", host, *stored));
        if (stored) {
            (void)keyringRemove(host); // it would be asked first
            return "docker-credential-" + helper.first;
        }
    }
    CATAMARAN_CHECK(keyringStore(host, credentials.user + ":" + credentials.secret));
    return std::string("the kernel's keyring until the next boot");
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
    CATAMARAN_TRY(const auto helper, helperOf(host));
    if (helper.first.empty())
        return removed;
    const auto erased = runHelper(helper.first, "erase", helper.second);
    return removed || (erased && erased->exitCode == 0);
}

} // namespace catamaran::engine::registry
