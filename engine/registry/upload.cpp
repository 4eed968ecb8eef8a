// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/registry/client_private.h"

#include <fmt/format.h>

namespace catamaran::engine::registry {

using base::Errc;
using base::OperationContext;
using base::Result;

namespace {

/// First byte that is missing, from "Range: 0-1023"; 0 if the header says nothing.
std::int64_t nextByte(const std::string &range)
{
    const std::size_t dash = range.rfind('-');
    if (dash == std::string::npos || dash + 1 == range.size() ||
        range.find_first_not_of("0123456789", dash + 1) != std::string::npos)
        return 0;
    const std::int64_t last = std::stoll(range.substr(dash + 1));
    return last == 0 ? 0 : last + 1;
}

std::string withQuery(const std::string &url, const std::string &query)
{
    return url + (url.find('?') == std::string::npos ? "?" : "&") + query;
}

} // namespace

Result<bool> RegistryClient::hasBlob(const std::string &repository, const std::string &digest,
                                     const OperationContext &context)
{
    CATAMARAN_TRY(const std::string base, m_d->base(context));
    HttpRequest request;
    request.method = "HEAD";
    request.url = base + "/v2/" + repository + "/blobs/" + digest;
    CATAMARAN_TRY(const HttpResponse response,
                  m_d->send(std::move(request), "repository:" + repository + ":pull,push", context));
    if (response.status == 200)
        return true;
    if (response.status == 404)
        return false;
    return base::fail(answerError(response, "blob " + digest, m_d->address.name));
}

Result<RegistryClient::Uploaded> RegistryClient::upload(const std::string &repository, const Upload &what,
                                                        const std::function<void(std::int64_t sent)> &onSent,
                                                        const OperationContext &context)
{
    CATAMARAN_TRY(const bool exists, hasBlob(repository, what.digest, context));
    if (exists)
        return Uploaded::Existed;
    CATAMARAN_TRY(const std::string base, m_d->base(context));
    const std::string scope = "repository:" + repository + ":pull,push";
    HttpRequest open;
    open.method = "POST";
    open.url = base + "/v2/" + repository + "/blobs/uploads/";
    if (!what.mountFrom.empty())
        open.url =
            withQuery(open.url, "mount=" + urlEncode(what.digest) + "&from=" + urlEncode(what.mountFrom));
    CATAMARAN_TRY(HttpResponse opened, m_d->send(std::move(open), scope, context));
    if (opened.status == 201)
        return Uploaded::Mounted;
    if (opened.status != 202)
        return base::fail(
            answerError(opened, "push to " + m_d->address.name + "/" + repository, m_d->address.name));
    std::string location = m_d->absolute(opened.header("location"));
    std::int64_t done = 0;
    for (int attempt = 1;; ++attempt) {
        HttpRequest patch;
        patch.method = "PATCH";
        patch.url = location;
        patch.headers = {"Content-Type: application/octet-stream"};
        if (done > 0)
            patch.headers.push_back(fmt::format("Content-Range: {}-{}", done, what.size - 1));
        patch.bodyFd = what.fd;
        patch.bodyOffset = done;
        patch.bodySize = what.size - done;
        patch.onSent = [&](std::int64_t sent) {
            if (onSent)
                onSent(done + sent);
        };
        auto response = m_d->sendOnce(patch, scope, context);
        if (response && (response->status == 202 || response->status == 201 || response->status == 204)) {
            if (const std::string next = response->header("location"); !next.empty())
                location = m_d->absolute(next);
            break;
        }
        const bool again =
            response ? isTransient(response->status)
                     : response.error().code() == Errc::Network || response.error().code() == Errc::Timeout;
        if (!again || attempt == kTries) {
            if (!response)
                return base::fail(std::move(response).error());
            return base::fail(answerError(*response, "upload of " + what.digest, m_d->address.name));
        }
        CATAMARAN_CHECK(pauseBeforeRetry(
            attempt, response ? response->header("retry-after") : std::string(),
            response ? fmt::format("{} answers with status {}", m_d->address.name, response->status)
                     : response.error().message(),
            context));
        // How far it came: the registry knows.
        CATAMARAN_TRY(const HttpResponse state, m_d->send({.url = location}, scope, context));
        if (state.status != 204 && state.status != 200)
            return base::fail(answerError(state, "upload of " + what.digest, m_d->address.name));
        done = nextByte(state.header("range"));
        if (const std::string next = state.header("location"); !next.empty())
            location = m_d->absolute(next);
    }
    HttpRequest finish;
    finish.method = "PUT";
    finish.url = withQuery(location, "digest=" + urlEncode(what.digest));
    finish.headers = {"Content-Type: application/octet-stream"};
    CATAMARAN_TRY(const HttpResponse finished, m_d->send(std::move(finish), scope, context));
    if (finished.status != 201 && finished.status != 204)
        return base::fail(answerError(finished, "upload of " + what.digest, m_d->address.name));
    return Uploaded::Sent;
}

Result<void> RegistryClient::putManifest(const std::string &repository, const std::string &reference,
                                         const std::string &bytes, const std::string &mediaType,
                                         const OperationContext &context)
{
    CATAMARAN_TRY(const std::string base, m_d->base(context));
    HttpRequest request;
    request.method = "PUT";
    request.url = base + "/v2/" + repository + "/manifests/" + reference;
    request.headers = {"Content-Type: " + mediaType};
    request.body = bytes;
    CATAMARAN_TRY(const HttpResponse response,
                  m_d->send(std::move(request), "repository:" + repository + ":pull,push", context));
    if (response.status != 201 && response.status != 200)
        return base::fail(answerError(
            response, "push the manifest of " + m_d->address.name + "/" + repository, m_d->address.name));
    return {};
}

} // namespace catamaran::engine::registry
