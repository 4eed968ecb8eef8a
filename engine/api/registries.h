// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

/// Registries without an engine: accounts, search, manifests. Settings come from registries.json (see
/// engine/registry/settings.h), passwords from the kernel's keyring, our auth.json, or docker's configuration
/// with its credential helpers. All calls block; any thread.
namespace catamaran::engine::registries {

enum class KeepPassword {
    Safely, ///< the credential helper of docker's config.json, else the kernel's keyring until the next boot
    InPlainText ///< auth.json of the user's configuration directory, mode 0600
};

/// Asks the registry whether it takes the password, and keeps it; returns where, for people. PermissionDenied
/// if it does not.
base::Result<std::string> login(const std::string &host, const std::string &user, const std::string &password,
                                KeepPassword keep, const base::OperationContext &context);
/// Whether there was a password to forget.
base::Result<bool> logout(const std::string &host);

struct SearchResult {
    std::string name;
    std::string description;
    std::int64_t stars = 0;
    bool official = false;
};
base::Result<std::vector<SearchResult>> search(const std::string &host, const std::string &term,
                                               std::size_t limit, const base::OperationContext &context);

struct RegistryManifest {
    std::string reference; ///< normalised
    std::string bytes;     ///< JSON as the registry sent it
    std::string mediaType;
    std::string digest;
};
enum class Verification { Required, Skipped };
base::Result<RegistryManifest> manifest(const std::string &reference, Verification tls,
                                        const base::OperationContext &context);

} // namespace catamaran::engine::registries
