// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/registry/client.h"

#include "engine/base/digest.h"
#include "engine/base/json_member.h"
#include "engine/registry/client_private.h"
#include "engine/spec/image/oci.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace catamaran::engine::registry {

using base::Errc;
using base::OperationContext;
using base::Result;
using nlohmann::json;

namespace {

constexpr const char *kAcceptManifests =
    "Accept: application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, "
    "application/vnd.docker.distribution.manifest.list.v2+json, "
    "application/vnd.docker.distribution.manifest.v2+json";
constexpr const char *kTokenUser = "<token>";

std::string hostUrl(const std::string &name)
{
    return name == "docker.io" ? "registry-1.docker.io" : name;
}

/// A retry is worth while: the other side was not there, or broke off.
bool isTransientError(const base::Error &error)
{
    return error.code() == Errc::Network || error.code() == Errc::Timeout;
}

} // namespace

bool isTransient(int status)
{
    return status == 408 || status == 429 || status >= 500;
}

Result<void> pauseBeforeRetry(int attempt, const std::string &retryAfter, const std::string &why,
                              const OperationContext &context)
{
    std::chrono::milliseconds pause(250LL << (attempt - 1));
    if (!retryAfter.empty() && retryAfter.find_first_not_of("0123456789") == std::string::npos &&
        retryAfter.size() < 6)
        pause = std::min<std::chrono::milliseconds>(std::chrono::seconds(std::stol(retryAfter)),
                                                    std::chrono::seconds(60));
    context.report(
        fmt::format("{}; trying again in {:.1f} s", why, static_cast<double>(pause.count()) / 1000));
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, context.stop, pause, [] { return false; });
    if (context.stopRequested())
        return base::fail(Errc::Cancelled, "cancelled");
    return {};
}

std::string errorText(const HttpResponse &response)
{
    const json root = json::parse(response.body, nullptr, false);
    if (!root.is_object())
        return {};
    const auto errors = root.find("errors");
    if (errors == root.end() || !errors->is_array() || errors->empty() || !errors->front().is_object())
        return base::textMember(root, "details");
    const json &first = errors->front();
    const auto text = [&first](const char *key) {
        const auto found = first.find(key);
        return found != first.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    std::string code = text("code");
    std::transform(code.begin(), code.end(), code.begin(), [](char c) {
        return c == '_' ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    return code.empty() ? text("message") : code + ": " + text("message");
}

base::Error answerError(const HttpResponse &response, const std::string &what, const std::string &registry)
{
    const std::string detail = errorText(response);
    // The answer to a HEAD has no text.
    const std::string suffix = !detail.empty()          ? detail
                               : response.status == 401 ? "authentication required"
                                                        : fmt::format("HTTP status {}", response.status);
    switch (response.status) {
    case 401:
        return base::Error(Errc::PermissionDenied, fmt::format("{}: unauthorized: {}", what, suffix))
            .withFix(fmt::format("Run \"catamaran login {}\".", registry));
    case 403:
        return base::Error(Errc::PermissionDenied, fmt::format("{}: {}", what, suffix))
            .withFix(fmt::format("Log in to {} as a user who may do that.", registry));
    case 404:
        return {Errc::NotFound, fmt::format("{} not found: {}", what, suffix)};
    case 429: {
        // docker's registries say the code in the text as well.
        const std::string told =
            suffix.starts_with("toomanyrequests") ? suffix : fmt::format("toomanyrequests: {}", suffix);
        const std::string later = response.header("retry-after");
        const std::string wait = later.empty() || later.find_first_not_of("0123456789") != std::string::npos
                                     ? "Wait"
                                     : fmt::format("Wait {} seconds", later);
        return base::Error(Errc::Network, fmt::format("{}: {}", what, told))
            .withFix(
                fmt::format("{}, log in to {} (more is allowed then), or set up a mirror.", wait, registry));
    }
    default:
        return {Errc::Network, fmt::format("{}: {}", what, suffix)};
    }
}

RegistryClient::Private::Private(Address where, RegistrySettings::Host how, CredentialStore passwords)
    : address(std::move(where)), settings(std::move(how)), store(passwords), http(settings.transport)
{
}

RegistryClient::RegistryClient(Address address, RegistrySettings::Host settings, CredentialStore credentials)
    : m_d(std::make_unique<Private>(std::move(address), std::move(settings), credentials))
{
}

RegistryClient::~RegistryClient() = default;

RateLimit RegistryClient::rateLimit() const
{
    const std::scoped_lock lock(m_d->mutex);
    return m_d->limit;
}

std::string RegistryClient::baseUrl() const
{
    const std::scoped_lock lock(m_d->mutex);
    return m_d->url;
}

Result<std::string> RegistryClient::Private::base(const OperationContext &context)
{
    {
        const std::scoped_lock lock(mutex);
        if (!url.empty())
            return url;
    }
    std::vector<std::string> candidates;
    if (!address.url.empty()) {
        candidates.push_back(address.url.ends_with('/') ? address.url.substr(0, address.url.size() - 1)
                                                        : address.url);
    } else {
        candidates.push_back("https://" + hostUrl(address.name));
        if (settings.insecure)
            candidates.push_back("http://" + hostUrl(address.name));
    }
    std::string chosen = candidates.front();
    if (candidates.size() > 1) {
        // One unauthenticated request tells whether there is TLS at all; whatever it answers is an answer.
        const auto answer = http.perform({.url = candidates.front() + "/v2/"}, context);
        if (!answer && answer.error().code() == Errc::Cancelled)
            return base::fail(base::Error(answer.error()));
        if (!answer)
            chosen = candidates.back();
    }
    const std::scoped_lock lock(mutex);
    url = chosen;
    return chosen;
}

Result<std::optional<Credentials>> RegistryClient::Private::credentials()
{
    {
        const std::scoped_lock lock(mutex);
        if (known)
            return *known;
    }
    std::string host = address.name;
    if (!address.url.empty()) // a mirror has an account of its own
        host = address.url.substr(address.url.find("://") + 3);
    CATAMARAN_TRY(std::optional<Credentials> found, store.find(host));
    const std::scoped_lock lock(mutex);
    known = found;
    return found;
}

Result<std::string> RegistryClient::Private::fetchToken(const Challenge &challenge, const std::string &scope,
                                                        const std::optional<Credentials> &with,
                                                        const OperationContext &context)
{
    const auto parameter = [&](const char *name) {
        const auto found = challenge.parameters.find(name);
        return found == challenge.parameters.end() ? std::string() : found->second;
    };
    const std::string realm = parameter("realm");
    const std::string service = parameter("service");
    const std::string wanted = scope.empty() ? parameter("scope") : scope;
    if (!realm.starts_with("https://") && !(settings.insecure && realm.starts_with("http://")))
        return base::fail(
            base::Error(Errc::PermissionDenied, "the registry wants the password sent to \"" + realm +
                                                    "\", which is no HTTPS address")
                .withFix("If you trust this network, list the registry under \"insecure-registries\"."));
    HttpRequest request;
    if (with && with->user == kTokenUser) {
        request.method = "POST";
        request.url = realm;
        request.headers = {"Content-Type: application/x-www-form-urlencoded"};
        request.body = "grant_type=refresh_token&client_id=catamaran&service=" + urlEncode(service) +
                       "&scope=" + urlEncode(wanted) + "&refresh_token=" + urlEncode(with->secret);
    } else {
        request.url =
            realm + (realm.find('?') == std::string::npos ? "?" : "&") + "service=" + urlEncode(service);
        if (!wanted.empty())
            request.url += "&scope=" + urlEncode(wanted);
        if (with) {
            request.url += "&account=" + urlEncode(with->user);
            request.headers = {"Authorization: Basic " + base64(with->user + ":" + with->secret)};
        }
    }
    CATAMARAN_TRY(const HttpResponse response, http.perform(request, context));
    if (response.status != 200)
        return base::fail(answerError(response, "get a token from " + realm, address.name));
    const json root = json::parse(response.body, nullptr, false);
    std::string token = root.is_object() ? base::textMember(root, "token") : std::string();
    if (token.empty() && root.is_object())
        token = base::textMember(root, "access_token");
    if (token.empty())
        return base::fail(Errc::Protocol, realm + " answers without a token");
    return token;
}

Result<std::string> RegistryClient::Private::authorization(const Challenge &challenge,
                                                           const std::string &scope,
                                                           const std::optional<Credentials> &with,
                                                           const OperationContext &context)
{
    if (challenge.scheme == "bearer") {
        CATAMARAN_TRY(const std::string token, fetchToken(challenge, scope, with, context));
        return "Authorization: Bearer " + token;
    }
    if (challenge.scheme == "basic" && with)
        return "Authorization: Basic " + base64(with->user + ":" + with->secret);
    return std::string();
}

Result<HttpResponse> RegistryClient::Private::sendOnce(const HttpRequest &plain, const std::string &scope,
                                                       const OperationContext &context)
{
    HttpRequest request = plain;
    {
        const std::scoped_lock lock(mutex);
        if (const auto found = authorizations.find(scope);
            found != authorizations.end() && !found->second.empty())
            request.headers.push_back(found->second);
    }
    CATAMARAN_TRY(HttpResponse response, http.perform(request, context));
    if (response.status == 401) {
        CATAMARAN_TRY(const std::optional<Credentials> with, credentials());
        std::string header;
        for (const Challenge &challenge : parseChallenges(response.header("www-authenticate"))) {
            CATAMARAN_TRY(header, authorization(challenge, scope, with, context));
            if (!header.empty())
                break;
        }
        if (!header.empty()) {
            {
                const std::scoped_lock lock(mutex);
                authorizations[scope] = header;
            }
            HttpRequest again = plain;
            again.headers.push_back(header);
            CATAMARAN_TRY(response, http.perform(again, context));
        }
    }
    if (const std::string remaining = response.header("ratelimit-remaining"); !remaining.empty()) {
        const std::scoped_lock lock(mutex);
        limit = {response.header("ratelimit-limit"), remaining};
    }
    return response;
}

Result<HttpResponse> RegistryClient::Private::send(HttpRequest request, const std::string &scope,
                                                   const OperationContext &context)
{
    for (int attempt = 1;; ++attempt) {
        auto response = sendOnce(request, scope, context);
        const bool again = response ? isTransient(response->status) : isTransientError(response.error());
        if (!again || attempt == kTries)
            return response;
        CATAMARAN_CHECK(pauseBeforeRetry(
            attempt, response ? response->header("retry-after") : std::string(),
            response ? fmt::format("{} answers with status {}", address.name, response->status)
                     : response.error().message(),
            context));
    }
}

std::string RegistryClient::Private::absolute(const std::string &location) const
{
    if (location.starts_with("http://") || location.starts_with("https://"))
        return location;
    return url + (location.starts_with('/') ? "" : "/") + location;
}

Result<RawManifest> RegistryClient::manifest(const std::string &repository, const std::string &reference,
                                             const OperationContext &context)
{
    CATAMARAN_TRY(const std::string base, m_d->base(context));
    HttpRequest request;
    request.url = base + "/v2/" + repository + "/manifests/" + reference;
    request.headers = {kAcceptManifests};
    CATAMARAN_TRY(HttpResponse response,
                  m_d->send(std::move(request), "repository:" + repository + ":pull", context));
    const bool byDigest = reference.starts_with("sha256:");
    const std::string shown = m_d->address.name + "/" + repository + (byDigest ? "@" : ":") + reference;
    if (response.status == 401 || response.status == 403)
        return base::fail(
            base::Error(Errc::PermissionDenied,
                        fmt::format("pull access denied for {}/{}, repository does not exist or may "
                                    "require 'catamaran login': {}",
                                    m_d->address.name, repository,
                                    errorText(response).empty() ? "denied" : errorText(response)))
                .withFix("Check the name, or run \"catamaran login " + m_d->address.name + "\"."));
    if (response.status == 404)
        return base::fail(
            base::Error(Errc::NotFound,
                        fmt::format("manifest for {} not found: {}", shown,
                                    errorText(response).empty() ? "manifest unknown" : errorText(response)))
                .withFix("Check name and tag."));
    if (response.status != 200)
        return base::fail(answerError(response, "manifest of " + shown, m_d->address.name));
    RawManifest out;
    out.digest = "sha256:" + base::Sha256::hexOf(response.body);
    out.mediaType = response.header("content-type");
    out.mediaType = out.mediaType.substr(0, out.mediaType.find(';'));
    const std::string said = response.header("docker-content-digest");
    const std::string expected = byDigest ? reference : said;
    if (!expected.empty() && base::isSha256Digest(expected) && expected != out.digest)
        return base::fail(
            base::Error(Errc::Corrupt, fmt::format("manifest verification failed for digest {}: the "
                                                   "registry sent {}",
                                                   expected, out.digest))
                .withFix("Nothing was kept. Try again; if it stays so, the registry or a proxy before "
                         "it changes content."));
    out.bytes = std::move(response.body);
    return out;
}

Result<void> RegistryClient::blob(const std::string &repository, const std::string &digest, BlobSink &sink,
                                  const OperationContext &context)
{
    CATAMARAN_TRY(const std::string base, m_d->base(context));
    std::int64_t before = sink.position();
    for (int attempt = 1;; ++attempt) {
        HttpRequest request;
        request.url = base + "/v2/" + repository + "/blobs/" + digest;
        const std::int64_t from = sink.position();
        if (from > 0)
            request.headers.push_back(fmt::format("Range: bytes={}-", from));
        bool begun = false;
        request.onBody = [&](int status, std::string_view bytes) -> Result<void> {
            if (!begun) {
                begun = true;
                // 200 is an answer with everything, whatever was asked for.
                CATAMARAN_CHECK(sink.begin(status == 206 ? from : 0));
            }
            return sink.data(bytes);
        };
        auto response = m_d->sendOnce(request, "repository:" + repository + ":pull", context);
        if (response && (response->status == 200 || response->status == 206)) {
            if (!begun && response->status == 200)
                return sink.begin(0); // empty
            return {};
        }
        if (response && response->status == 416) // all of it is there
            return {};
        const bool again =
            response ? isTransient(response->status)
                     : response.error().code() == Errc::Network || response.error().code() == Errc::Timeout;
        if (sink.position() > before) { // it goes on, if with breaks
            before = sink.position();
            attempt = 1;
        }
        if (!again || attempt == kTries) {
            if (!response)
                return base::fail(std::move(response).error());
            return base::fail(answerError(*response, "blob " + digest, m_d->address.name));
        }
        CATAMARAN_CHECK(pauseBeforeRetry(
            attempt, response ? response->header("retry-after") : std::string(),
            response ? fmt::format("{} answers with status {}", m_d->address.name, response->status)
                     : response.error().message(),
            context));
    }
}

Result<void> RegistryClient::checkLogin(const Credentials &credentials, const OperationContext &context)
{
    CATAMARAN_TRY(const std::string base, m_d->base(context));
    {
        const std::scoped_lock lock(m_d->mutex);
        m_d->known = std::optional<Credentials>(credentials);
        m_d->authorizations.clear();
    }
    auto response = m_d->send({.url = base + "/v2/"}, "", context);
    const auto failed = [&](const std::string &why) {
        return base::fail(
            base::Error(Errc::PermissionDenied, fmt::format("login attempt to {}/v2/ failed: {}", base, why))
                .withFix("Check user name and password."));
    };
    if (!response) {
        if (response.error().code() == Errc::PermissionDenied)
            return failed(response.error().message());
        return base::fail(std::move(response).error());
    }
    if (response->status != 200)
        return failed(fmt::format("status {} {}", response->status, errorText(*response)));
    return {};
}

Result<std::vector<std::string>> RegistryClient::tags(const std::string &repository,
                                                      const OperationContext &context)
{
    CATAMARAN_TRY(const std::string base, m_d->base(context));
    CATAMARAN_TRY(const HttpResponse response, m_d->send({.url = base + "/v2/" + repository + "/tags/list"},
                                                         "repository:" + repository + ":pull", context));
    if (response.status != 200)
        return base::fail(
            answerError(response, "tags of " + m_d->address.name + "/" + repository, m_d->address.name));
    const json root = json::parse(response.body, nullptr, false);
    std::vector<std::string> out;
    if (const auto list = root.find("tags"); root.is_object() && list != root.end() && list->is_array()) {
        for (const json &tag : *list) {
            if (tag.is_string())
                out.push_back(tag.get<std::string>());
        }
    }
    return out;
}

Result<std::vector<RegistryClient::Found>>
RegistryClient::searchHub(const std::string &term, std::size_t limit, const OperationContext &context)
{
    std::vector<Found> out;
    CATAMARAN_TRY(
        const HttpResponse response,
        m_d->send({.url = fmt::format("https://index.docker.io/v1/search?q={}&n={}", urlEncode(term), limit)},
                  "", context));
    if (response.status != 200)
        return base::fail(answerError(response, "search docker.io", m_d->address.name));
    const json root = json::parse(response.body, nullptr, false);
    const json results = root.is_object() ? root.value("results", json::array()) : json::array();
    for (const json &entry : results) {
        if (!entry.is_object() || out.size() >= limit)
            continue;
        if (const std::string name = base::textMember(entry, "name"); !name.empty())
            out.push_back({name, base::textMember(entry, "description"),
                           base::numberMember(entry, "star_count"), base::flagMember(entry, "is_official")});
    }
    return out;
}

Result<std::vector<RegistryClient::Found>> RegistryClient::search(const std::string &term, std::size_t limit,
                                                                  const OperationContext &context)
{
    if (m_d->address.name == "docker.io" && m_d->address.url.empty())
        return searchHub(term, limit, context);
    constexpr std::size_t kPage = 100;
    std::vector<Found> out;
    std::string last;
    CATAMARAN_TRY(const std::string base, m_d->base(context));
    for (;;) {
        std::string url = fmt::format("{}/v2/_catalog?n={}", base, kPage);
        if (!last.empty())
            url += "&last=" + urlEncode(last);
        CATAMARAN_TRY(const HttpResponse response, m_d->send({.url = url}, "registry:catalog:*", context));
        if (response.status == 404 || response.status == 405)
            return base::fail(base::Error(Errc::Unsupported, m_d->address.name + " offers no search")
                                  .withFix("Look at the registry's own pages."));
        if (response.status != 200)
            return base::fail(answerError(response, "search " + m_d->address.name, m_d->address.name));
        const json root = json::parse(response.body, nullptr, false);
        const json names = root.is_object() ? root.value("repositories", json::array()) : json::array();
        const std::string before = last;
        for (const json &name : names) {
            if (!name.is_string())
                continue;
            last = name.get<std::string>();
            if (last.find(term) != std::string::npos && out.size() < limit)
                out.push_back({m_d->address.name + "/" + last, {}, 0, false});
        }
        // A registry that does not turn the page would be asked for ever.
        if (names.size() < kPage || out.size() >= limit || last == before)
            return out;
    }
}

} // namespace catamaran::engine::registry
