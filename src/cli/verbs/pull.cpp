// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/engine.h"
#include "engine/api/registries.h"
#include "src/cli/filters.h"
#include "src/cli/image_platform.h"
#include "src/cli/output.h"
#include "src/cli/pull_progress.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <iostream>
#include <nlohmann/json.hpp>
#include <termios.h>
#include <unistd.h>

namespace catamaran::cli {

namespace {

using engine::image::ImageService;
using engine::image::Reference;
namespace registries = engine::registries;

int pull(Invocation &call)
{
    FlagSet options;
    engine::image::PullRequest request;
    bool quiet = false;
    options.flag(request.allTags, "all-tags", 'a', "Download all tagged images in the repository");
    options.text(request.platform, "platform", 0, "Set platform if the registry offers several");
    options.flag(quiet, "quiet", 'q', "Suppress verbose output");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, arguments))
        return *code;
    request.reference = arguments[0];
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto reference = Reference::parse(request.reference);
    if (!reference)
        return failWith(reference.error());
    if (!quiet) {
        if (reference->tag.empty() && reference->digest.empty() && !request.allTags)
            print("Using default tag: latest\n");
        print(fmt::format("{}: Pulling from {}\n",
                          !reference->digest.empty() ? reference->digest
                          : reference->tag.empty()   ? "latest"
                                                     : reference->tag,
                          reference->domain == "docker.io" ? reference->path : reference->name()));
    }
    const auto interruptible = call.session.interruptible();
    const auto result = pullWithProgress((*engine)->images(), request, quiet ? Quiet::Yes : Quiet::No,
                                         STDOUT_FILENO, interruptible.context());
    if (!result)
        return failWith(result.error());
    if (!quiet) {
        print("Digest: " + result->digest + "\n");
        print(fmt::format("Status: {} for {}\n",
                          result->upToDate ? "Image is up to date" : "Downloaded newer image",
                          ImageService::familiarReference(result->reference)));
        if (!result->rateRemaining.empty())
            print("Rate limit: " + result->rateRemaining + "\n");
    }
    print(result->reference + "\n");
    return 0;
}

int push(Invocation &call)
{
    FlagSet options;
    engine::image::PushRequest request;
    bool quiet = false;
    std::string platform;
    options.flag(request.allTags, "all-tags", 'a', "Push all tags of an image to the repository");
    options.text(platform, "platform", 0, "Push a platform-specific manifest (what is here is one)");
    options.flag(quiet, "quiet", 'q', "Suppress verbose output");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, arguments))
        return *code;
    request.reference = arguments[0];
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto reference = Reference::parse(request.reference);
    if (!reference)
        return failWith(reference.error());
    if (const auto fits = requirePlatform((*engine)->images(), request.reference, platform); !fits)
        return failWith(fits.error());
    if (!quiet) {
        if (reference->tag.empty() && !request.allTags)
            print("Using default tag: latest\n");
        print(fmt::format("The push refers to repository [{}]\n", reference->name()));
    }
    const auto interruptible = call.session.interruptible();
    TransferView view(STDOUT_FILENO);
    const auto results = (*engine)->images().push(
        request,
        [&](const engine::image::TransferEvent &event) {
            if (!quiet)
                view.show(event);
        },
        interruptible.context());
    if (!results)
        return failWith(results.error());
    for (const auto &result : *results) {
        if (quiet)
            print(result.reference + "\n");
        else
            print(fmt::format("{}: digest: {} size: {}\n",
                              result.reference.substr(result.reference.rfind(':') + 1), result.digest,
                              result.size));
    }
    return 0;
}

/// Asks on the terminal, without echo for a password.
std::string ask(const std::string &prompt, bool echo)
{
    printStderr(prompt);
    termios before{};
    const bool hide = !echo && ::tcgetattr(STDIN_FILENO, &before) == 0;
    if (hide) {
        termios silent = before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSANOW, &silent);
    }
    std::string answer;
    std::getline(std::cin, answer);
    if (hide) {
        ::tcsetattr(STDIN_FILENO, TCSANOW, &before);
        printStderr("\n");
    }
    return answer;
}

std::string registryName(const std::vector<std::string> &arguments)
{
    if (arguments.empty() || arguments[0] == "index.docker.io" ||
        arguments[0] == "https://index.docker.io/v1/")
        return "docker.io";
    std::string name = arguments[0];
    for (const char *scheme : {"https://", "http://"}) {
        if (name.starts_with(scheme))
            name = name.substr(std::string_view(scheme).size());
    }
    return name.substr(0, name.find('/'));
}

int login(Invocation &call)
{
    FlagSet options;
    std::optional<std::string> user;
    std::optional<std::string> password;
    bool fromStdin = false;
    bool plainText = false;
    options.text(user, "username", 'u', "Username");
    options.text(password, "password", 'p', "Password or Personal Access Token (PAT)");
    options.flag(fromStdin, "password-stdin", 0,
                 "Take the Password or Personal Access Token (PAT) from stdin");
    options.flag(plainText, "plain-text", 0,
                 "Keep the password in a file of yours (auth.json), not in a credential helper or the "
                 "kernel's keyring");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {0, 1}, arguments))
        return *code;
    const std::string host = registryName(arguments);
    if (fromStdin && password)
        return failWith(base::Error(base::Errc::InvalidArgument,
                                    "--password and --password-stdin are mutually exclusive"));
    if (fromStdin && !user)
        return failWith(
            base::Error(base::Errc::InvalidArgument, "Must provide --username with --password-stdin"));
    if (password)
        printStderr("WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n");
    if (fromStdin) {
        password.emplace();
        std::getline(std::cin, *password, '\0');
        while (!password->empty() && (password->back() == '\n' || password->back() == '\r'))
            password->pop_back();
    }
    if ((!user || !password) && ::isatty(STDIN_FILENO) == 0)
        return failWith(base::Error(base::Errc::InvalidArgument,
                                    "Cannot perform an interactive login from a non TTY device")
                            .withFix("Give --username and --password-stdin."));
    if (!user)
        user = ask("Username: ", true);
    if (!password)
        password = ask("Password: ", false);
    const auto interruptible = call.session.interruptible();
    const auto done = registries::login(host, *user, *password,
                                        plainText ? registries::KeepPassword::InPlainText
                                                  : registries::KeepPassword::Safely,
                                        interruptible.context());
    if (!done)
        return failWith(done.error());
    if (plainText)
        printStderr(
            "WARNING! Your password is stored unencrypted in auth.json of your configuration directory.\n");
    else
        printStderr("The password is kept in " + *done + ".\n");
    print("Login Succeeded\n");
    return 0;
}

int logout(Invocation &call)
{
    FlagSet options;
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {0, 1}, arguments))
        return *code;
    const std::string host = registryName(arguments);
    const auto removed = registries::logout(host);
    if (!removed)
        return failWith(removed.error());
    print(*removed ? "Removing login credentials for " + host + "\n" : "Not logged in to " + host + "\n");
    return 0;
}

/// --filter of search.
struct SearchFilter {
    std::int64_t stars = 0; ///< at least
    std::optional<bool> official;
};

base::Result<SearchFilter> searchFilter(const std::vector<std::string> &texts)
{
    SearchFilter out;
    CATAMARAN_TRY(const Filters filters, parseFilters(texts, {"is-official", "stars"}));
    for (const auto &[key, values] : filters) {
        for (const std::string &value : values) {
            if (key == "is-official") {
                CATAMARAN_TRY(out.official, parseSwitch(key, value));
                continue;
            }
            std::int64_t stars = 0;
            const auto [end, wrong] = std::from_chars(value.data(), value.data() + value.size(), stars);
            if (wrong != std::errc() || end != value.data() + value.size())
                return base::fail(base::Errc::InvalidArgument, "invalid filter 'stars=" + value + "'");
            out.stars = std::max(out.stars, stars);
        }
    }
    return out;
}

int search(Invocation &call)
{
    FlagSet options;
    std::optional<std::int64_t> limit;
    std::string format;
    bool full = false;
    std::vector<std::string> filterTexts;
    options.list(filterTexts, "filter", 'f', "Filter output based on conditions provided: is-official, stars",
                 "filter");
    options.integer(limit, "limit", 0, "Max number of search results");
    options.text(format, "format", 0, "Pretty-print search using a template");
    options.flag(full, "no-trunc", 0, "Don't truncate output");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, arguments))
        return *code;
    std::string term = arguments[0];
    std::string host = "docker.io";
    const std::size_t slash = term.find('/');
    const std::string first = term.substr(0, slash);
    if (slash != std::string::npos &&
        (first.find_first_of(".:") != std::string::npos || first == "localhost")) {
        host = first;
        term = term.substr(slash + 1);
    }
    const auto wanted = searchFilter(filterTexts);
    if (!wanted)
        return failWith(wanted.error());
    const auto interruptible = call.session.interruptible();
    const auto found =
        registries::search(host, term, static_cast<std::size_t>(limit.value_or(25)), interruptible.context());
    if (!found)
        return failWith(found.error());
    std::vector<std::string> rows;
    for (const auto &entry : *found) {
        if (entry.stars < wanted->stars || (wanted->official && *wanted->official != entry.official))
            continue;
        const nlohmann::ordered_json json = {
            {"Description", full ? entry.description : ellipsis(entry.description, 45)},
            {"IsOfficial", entry.official ? "[OK]" : ""},
            {"Name", entry.name},
            {"StarCount", std::to_string(entry.stars)}};
        rows.push_back(json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    }
    const auto text = renderRows(format,
                                 {{"Name", "NAME"},
                                  {"Description", "DESCRIPTION"},
                                  {"StarCount", "STARS"},
                                  {"IsOfficial", "OFFICIAL"}},
                                 rows);
    if (!text)
        return failWith(text.error());
    print(*text);
    return 0;
}

int manifestInspect(Invocation &call)
{
    FlagSet options;
    bool verbose = false;
    bool insecure = false;
    options.flag(verbose, "verbose", 'v', "Output additional info including digest and media type");
    options.flag(insecure, "insecure", 0, "Allow communication with an insecure registry");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, arguments))
        return *code;
    const auto interruptible = call.session.interruptible();
    const auto manifest = registries::manifest(
        arguments[0], insecure ? registries::Verification::Skipped : registries::Verification::Required,
        interruptible.context());
    if (!manifest)
        return failWith(manifest.error());
    const auto json = nlohmann::ordered_json::parse(manifest->bytes, nullptr, false);
    if (json.is_discarded())
        return failWith(base::Error(base::Errc::Corrupt, "the manifest is not JSON"));
    if (!verbose) {
        print(json.dump(8) + "\n");
        return 0;
    }
    const nlohmann::ordered_json all = {{"Ref", manifest->reference},
                                        {"Descriptor",
                                         {{"mediaType", manifest->mediaType},
                                          {"digest", manifest->digest},
                                          {"size", manifest->bytes.size()}}},
                                        {"Manifest", json}};
    print(all.dump(8) + "\n");
    return 0;
}

} // namespace

void addPull(Registry &registry)
{
    registry.add({"pull", "Common Commands", "[OPTIONS] NAME[:TAG|@DIGEST]",
                  "Download an image from a registry", pull});
    registry.add({"push", "Common Commands", "[OPTIONS] NAME[:TAG]", "Upload an image to a registry", push});
    registry.add({"login", "Common Commands", "[OPTIONS] [SERVER]", "Authenticate to a registry", login});
    registry.add({"logout", "Common Commands", "[SERVER]", "Log out from a registry", logout});
    registry.add({"search", "Common Commands", "[OPTIONS] TERM", "Search a registry for images", search});
    registry.add({"manifest inspect", "", "[OPTIONS] NAME[:TAG|@DIGEST]",
                  "Display an image manifest, or manifest list, of a registry", manifestInspect});
}

} // namespace catamaran::cli
