// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/registry/challenge.h"
#include "engine/registry/client.h"

#include <map>
#include <mutex>

namespace catamaran::engine::registry {

struct RegistryClient::Private {
    Private(Address where, RegistrySettings::Host how, CredentialStore passwords);

    /// Finds out once whether the registry speaks HTTPS or, where that is allowed, HTTP.
    base::Result<std::string> base(const base::OperationContext &context);
    /// Sends with authentication and retries. `scope`: "repository:x:pull". An answer of any other status
    /// than those that are tried again is a success.
    base::Result<HttpResponse> send(HttpRequest request, const std::string &scope,
                                    const base::OperationContext &context);
    base::Result<HttpResponse> sendOnce(const HttpRequest &request, const std::string &scope,
                                        const base::OperationContext &context);
    base::Result<std::string> authorization(const Challenge &challenge, const std::string &scope,
                                            const std::optional<Credentials> &credentials,
                                            const base::OperationContext &context);
    base::Result<std::string> fetchToken(const Challenge &challenge, const std::string &scope,
                                         const std::optional<Credentials> &credentials,
                                         const base::OperationContext &context);
    base::Result<std::optional<Credentials>> credentials();
    [[nodiscard]] std::string absolute(const std::string &location) const;

    Address address;
    RegistrySettings::Host settings;
    CredentialStore store;
    HttpClient http;

    std::mutex mutex; ///< guards what follows
    std::string url;
    std::map<std::string, std::string> authorizations; ///< by scope
    std::optional<std::optional<Credentials>> known;
    RateLimit limit;
};

/// Waits before try number `attempt` (from 1) is repeated; Cancelled.
base::Result<void> pauseBeforeRetry(int attempt, const std::string &retryAfter, const std::string &why,
                                    const base::OperationContext &context);
constexpr int kTries = 5;
bool isTransient(int status);
/// "manifest unknown: manifest unknown" from a registry's error document; empty if there is none.
std::string errorText(const HttpResponse &response);
/// The error for an answer that is none of those the caller can use.
base::Error answerError(const HttpResponse &response, const std::string &what, const std::string &registry);

} // namespace catamaran::engine::registry
