// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/registry/http.h"

#include "engine/registry/curl_library.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <unistd.h>

namespace catamaran::engine::registry {

using base::Errc;
using base::Result;

namespace {

constexpr std::size_t kMaximumBody = 16U << 20;
constexpr long kConnectSeconds = 15;
constexpr long kSilenceSeconds = 60;
constexpr long kReceiveBuffer = 256L << 10;

struct Transfer {
    const HttpRequest &request;
    const base::OperationContext &context;
    const CurlLibrary &curl;
    CURL *handle;
    HttpResponse response;
    std::optional<base::Error> error;
    std::int64_t sent = 0;

    int status() const
    {
        long code = 0;
        curl.info(handle, CURLINFO_RESPONSE_CODE, &code);
        return static_cast<int>(code);
    }
};

std::size_t onHeader(char *data, std::size_t, std::size_t size, void *opaque)
{
    auto &transfer = *static_cast<Transfer *>(opaque);
    std::string_view line(data, size);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r' || line.back() == ' '))
        line.remove_suffix(1);
    if (line.starts_with("HTTP/")) { // of the next answer: a redirect or a 100 came before
        transfer.response.headers.clear();
        return size;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
        return size;
    std::string name(line.substr(0, colon));
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
    });
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && value.front() == ' ')
        value.remove_prefix(1);
    // Several challenges may come in several lines.
    std::string &slot = transfer.response.headers[name];
    slot = slot.empty() || name != "www-authenticate" ? std::string(value) : slot + ", " + std::string(value);
    return size;
}

std::size_t onBody(char *data, std::size_t, std::size_t size, void *opaque)
{
    auto &transfer = *static_cast<Transfer *>(opaque);
    const int status = transfer.status();
    if (transfer.request.onBody && status >= 200 && status < 300) {
        if (auto taken = transfer.request.onBody(status, std::string_view(data, size)); !taken) {
            transfer.error = std::move(taken).error();
            return CURL_WRITEFUNC_ERROR;
        }
        return size;
    }
    if (transfer.response.body.size() + size > kMaximumBody) {
        transfer.error = base::Error(Errc::Corrupt, transfer.request.url + " answers with more than 16 MiB");
        return CURL_WRITEFUNC_ERROR;
    }
    transfer.response.body.append(data, size);
    return size;
}

std::size_t onRead(char *buffer, std::size_t, std::size_t size, void *opaque)
{
    auto &transfer = *static_cast<Transfer *>(opaque);
    const HttpRequest &request = transfer.request;
    if (request.bodyFd < 0) {
        const std::size_t n = std::min(size, request.body.size() - static_cast<std::size_t>(transfer.sent));
        std::copy_n(request.body.data() + transfer.sent, n, buffer);
        transfer.sent += static_cast<std::int64_t>(n);
        return n;
    }
    const auto wanted =
        std::min<std::int64_t>(static_cast<std::int64_t>(size), request.bodySize - transfer.sent);
    const ssize_t n =
        ::pread(request.bodyFd, buffer, static_cast<std::size_t>(wanted), request.bodyOffset + transfer.sent);
    if (n < 0) {
        transfer.error = base::Error::fromErrno(errno, "read what is to be uploaded");
        return CURL_READFUNC_ABORT;
    }
    transfer.sent += n;
    if (request.onSent)
        request.onSent(transfer.sent);
    return static_cast<std::size_t>(n);
}

int onSeek(void *opaque, curl_off_t offset, int origin)
{
    if (origin != SEEK_SET)
        return CURL_SEEKFUNC_CANTSEEK;
    static_cast<Transfer *>(opaque)->sent = offset;
    return CURL_SEEKFUNC_OK;
}

int onProgress(void *opaque, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<Transfer *>(opaque)->context.stopRequested() ? 1 : 0;
}

/// `answered`: this client has reached somebody before, so the other side may come back.
base::Error transferError(const Transfer &transfer, CURLcode code, const char *detail, bool answered)
{
    const std::string text = transfer.request.method + " " + transfer.request.url + ": " +
                             (detail[0] != '\0' ? detail : transfer.curl.errorText(code));
    switch (code) {
    case CURLE_ABORTED_BY_CALLBACK:
        return {Errc::Cancelled, "cancelled"};
    case CURLE_OPERATION_TIMEDOUT:
        return base::Error(Errc::Timeout, text).withFix("Try again; what has arrived is kept.");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        return base::Error(Errc::PermissionDenied, text)
            .withFix(
                "Trust the registry's certificate: put its CA into \"ca\" of this registry in the registries "
                "file, or list it under \"insecure-registries\".");
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        // Not Network: another try at once would not help.
        return base::Error(Errc::NotFound, text).withFix("Check the name, and that this machine is online.");
    case CURLE_COULDNT_CONNECT:
        // As with a name that nobody knows: asking again at once would not help.
        return base::Error(answered ? Errc::Network : Errc::NotFound, text)
            .withFix("Check the address and the port, that the registry (or server) runs there, and that "
                     "this machine is online.");
    default:
        return base::Error(Errc::Network, text).withFix("Try again; what has arrived is kept.");
    }
}

} // namespace

std::string HttpResponse::header(const std::string &name) const
{
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

struct HttpClient::Private {
    Transport transport;
    std::mutex mutex;
    std::vector<CURL *> idle;
    std::atomic<bool> answered{false}; ///< somebody has

    CURL *take(const CurlLibrary &curl)
    {
        const std::scoped_lock lock(mutex);
        if (idle.empty())
            return curl.init();
        CURL *handle = idle.back();
        idle.pop_back();
        return handle;
    }
    void giveBack(const CurlLibrary &curl, CURL *handle)
    {
        curl.reset(handle); // keeps its connections
        const std::scoped_lock lock(mutex);
        idle.push_back(handle);
    }
};

HttpClient::HttpClient(Transport transport) : m_d(std::make_unique<Private>())
{
    m_d->transport = std::move(transport);
}

HttpClient::~HttpClient()
{
    if (const auto curl = CurlLibrary::get()) {
        for (CURL *handle : m_d->idle)
            (*curl)->cleanup(handle);
    }
}

Result<HttpResponse> HttpClient::perform(const HttpRequest &request, const base::OperationContext &context)
{
    CATAMARAN_TRY(const CurlLibrary *curl, CurlLibrary::get());
    CURL *handle = m_d->take(*curl);
    if (!handle)
        return base::fail(Errc::Internal, "libcurl gives no handle");
    Transfer transfer{request, context, *curl, handle, {}, {}, 0};
    char detail[CURL_ERROR_SIZE] = {};
    const auto set = [&](CURLoption option, auto value) { curl->set(handle, option, value); };
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_ERRORBUFFER, detail);
    set(CURLOPT_USERAGENT, "catamaran/1.0");
    set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME, kSilenceSeconds);
    set(CURLOPT_BUFFERSIZE, kReceiveBuffer);
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, request.url.starts_with("https:") ? "https" : "http,https");
    set(CURLOPT_FOLLOWLOCATION, request.follow ? 1L : 0L);
    set(CURLOPT_MAXREDIRS, 10L);
    set(CURLOPT_HEADERFUNCTION, onHeader);
    set(CURLOPT_HEADERDATA, &transfer);
    set(CURLOPT_WRITEFUNCTION, onBody);
    set(CURLOPT_WRITEDATA, &transfer);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, onProgress);
    set(CURLOPT_XFERINFODATA, &transfer);
    const Transport &transport = m_d->transport;
    if (!transport.verifyTls) {
        set(CURLOPT_SSL_VERIFYPEER, 0L);
        set(CURLOPT_SSL_VERIFYHOST, 0L);
    }
    if (!transport.caFile.empty())
        set(CURLOPT_CAINFO, transport.caFile.c_str());
    if (!transport.clientCertificate.empty()) {
        set(CURLOPT_SSLCERT, transport.clientCertificate.c_str());
        set(CURLOPT_SSLKEY, transport.clientKey.c_str());
    }
    if (!transport.proxy.empty())
        set(CURLOPT_PROXY, transport.proxy.c_str());
    curl_slist *headers = nullptr;
    for (const std::string &header : request.headers)
        headers = curl->append(headers, header.c_str());
    headers = curl->append(headers, "Expect:"); // a 100-continue costs a round trip
    if (request.method == "HEAD") {
        set(CURLOPT_NOBODY, 1L);
    } else if (request.method != "GET") {
        const bool isFile = request.bodyFd >= 0;
        const auto size = isFile ? request.bodySize : static_cast<std::int64_t>(request.body.size());
        set(CURLOPT_UPLOAD, 1L);
        set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
        set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(size));
        set(CURLOPT_READFUNCTION, onRead);
        set(CURLOPT_READDATA, &transfer);
        set(CURLOPT_SEEKFUNCTION, onSeek);
        set(CURLOPT_SEEKDATA, &transfer);
    }
    set(CURLOPT_HTTPHEADER, headers);
    const CURLcode code = curl->perform(handle);
    transfer.response.status = transfer.status();
    curl->freeList(headers);
    std::optional<base::Error> error = std::move(transfer.error);
    if (!error && code != CURLE_OK)
        error = transferError(transfer, code, detail, m_d->answered);
    if (code == CURLE_OK)
        m_d->answered = true;
    m_d->giveBack(*curl, handle);
    if (error)
        return base::fail(std::move(*error));
    return std::move(transfer.response);
}

} // namespace catamaran::engine::registry
