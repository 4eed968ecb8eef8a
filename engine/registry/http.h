// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace catamaran::engine::registry {

/// How one host is to be reached.
struct Transport {
    std::string caFile;            ///< PEM bundle besides the system's; empty: the system's
    std::string clientCertificate; ///< PEM; empty: none
    std::string clientKey;
    bool verifyTls = true;
    std::string proxy; ///< empty: as the environment says (http_proxy, https_proxy, no_proxy)
};

struct HttpRequest {
    std::string method = "GET";
    std::string url;
    std::vector<std::string> headers; ///< "Name: value"
    std::string body;                 ///< of POST, PUT and PATCH, unless bodyFd is set
    int bodyFd = -1;                  ///< sent from bodyOffset; borrowed
    std::int64_t bodyOffset = 0;
    std::int64_t bodySize = 0;
    bool follow = true; ///< redirects, at most ten, never from https to http
    /// Gets the body of a 2xx answer in pieces; an error ends the transfer and is returned. Without it the
    /// body is kept, at most 16 MiB. `status` is that of the answer.
    std::function<base::Result<void>(int status, std::string_view data)> onBody;
    std::function<void(std::int64_t sent)> onSent;
};

struct HttpResponse {
    int status = 0;
    std::map<std::string, std::string> headers; ///< names in lower case; of the last answer
    std::string body;
    [[nodiscard]] std::string header(const std::string &name) const;
};

/// A blocking HTTP client over libcurl; it keeps connections open between requests.
///
/// Failure: Network when the other side cannot be reached or breaks off, Timeout when nothing comes for a
/// minute, Cancelled; an answer of any status is a success. Thread: safe, each thread has a connection of its
/// own.
class HttpClient {
public:
    explicit HttpClient(Transport transport);
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    base::Result<HttpResponse> perform(const HttpRequest &request, const base::OperationContext &context);

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace catamaran::engine::registry
