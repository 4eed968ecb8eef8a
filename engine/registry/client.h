// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "engine/registry/credentials.h"
#include "engine/registry/http.h"
#include "engine/registry/settings.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace catamaran::engine::registry {

/// A manifest or index as the registry sent it; the digest is that of the bytes.
struct RawManifest {
    std::string bytes;
    std::string mediaType;
    std::string digest;
};

/// Takes the bytes of a blob. begin() comes first, and again after a break: with an offset above 0 the bytes
/// go on there (never beyond what was taken), with 0 everything before is to be forgotten.
class BlobSink {
public:
    virtual ~BlobSink() = default;
    virtual base::Result<void> begin(std::int64_t offset) = 0;
    virtual base::Result<void> data(std::string_view bytes) = 0;
    /// Bytes that are there already, from an earlier try.
    [[nodiscard]] virtual std::int64_t position() const = 0;
};

/// What a registry says about how much one may still ask (Docker Hub's headers).
struct RateLimit {
    std::string limit; ///< "100;w=21600"
    std::string remaining;
    [[nodiscard]] bool known() const { return !remaining.empty(); }
};

/// One registry, by the OCI distribution specification 1.1 and docker's token authentication.
///
/// Requests are tried again up to five times with growing pauses (0.25 to 4 s, or what Retry-After says, at
/// most 60 s) when the connection fails or the answer is 408, 429 or 5xx; the context hears of each. Failure:
/// NotFound, PermissionDenied (with the fix to log in), Network, Timeout, Corrupt, Cancelled; the texts are
/// docker's where it has one. Thread: safe.
class RegistryClient {
public:
    struct Address {
        std::string name; ///< of the registry in references: "docker.io", "localhost:5000"
        std::string url;  ///< of a mirror, "https://cache.lan"; empty: from the name
    };
    RegistryClient(Address address, RegistrySettings::Host settings, CredentialStore credentials);
    ~RegistryClient();
    RegistryClient(const RegistryClient &) = delete;
    RegistryClient &operator=(const RegistryClient &) = delete;

    /// `reference`: tag or digest. A digest is checked.
    base::Result<RawManifest> manifest(const std::string &repository, const std::string &reference,
                                       const base::OperationContext &context);
    /// Copies a blob into the sink, going on where it broke off. The sink checks the digest.
    base::Result<void> blob(const std::string &repository, const std::string &digest, BlobSink &sink,
                            const base::OperationContext &context);

    base::Result<bool> hasBlob(const std::string &repository, const std::string &digest,
                               const base::OperationContext &context);
    /// Uploads a file unless the registry has the blob, or can take it from another of its repositories
    /// (`mountFrom`, may be empty).
    enum class Uploaded { Existed, Mounted, Sent };
    struct Upload {
        std::string digest;
        std::int64_t size = 0;
        int fd = -1; ///< borrowed
        std::string mountFrom;
    };
    base::Result<Uploaded> upload(const std::string &repository, const Upload &what,
                                  const std::function<void(std::int64_t sent)> &onSent,
                                  const base::OperationContext &context);
    base::Result<void> putManifest(const std::string &repository, const std::string &reference,
                                   const std::string &bytes, const std::string &mediaType,
                                   const base::OperationContext &context);

    /// Whether these credentials are accepted. PermissionDenied "login attempt to ... failed".
    base::Result<void> checkLogin(const Credentials &credentials, const base::OperationContext &context);
    base::Result<std::vector<std::string>> tags(const std::string &repository,
                                                const base::OperationContext &context);
    /// Names in the registry's catalogue that contain `term` (docker.io: its search). Unsupported where the
    /// registry offers none.
    struct Found {
        std::string name;
        std::string description;
        std::int64_t stars = 0;
        bool official = false;
    };
    base::Result<std::vector<Found>> search(const std::string &term, std::size_t limit,
                                            const base::OperationContext &context);

    [[nodiscard]] RateLimit rateLimit() const;
    /// Where requests go: "https://registry-1.docker.io". Empty before the first request.
    [[nodiscard]] std::string baseUrl() const;

private:
    struct Private;
    base::Result<std::vector<Found>> searchHub(const std::string &term, std::size_t limit,
                                               const base::OperationContext &context);
    std::unique_ptr<Private> m_d;
};

} // namespace catamaran::engine::registry
