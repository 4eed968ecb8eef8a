// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace catamaran::engine::registry {

/// What to show a registry. A user named "<token>" means that `secret` is an identity (refresh) token.
struct Credentials {
    std::string user;
    std::string secret;
    std::string from; ///< for people: "the kernel keyring", "/home/x/.docker/config.json"
};

/// A docker config.json or containers auth.json, as far as it is about credentials. Pure.
struct AuthFile {
    std::map<std::string, Credentials> entries;
    std::map<std::string, std::string> helpers; ///< host to the X of docker-credential-X
    std::string store;                          ///< credsStore

    static base::Result<AuthFile> parse(std::string_view json, const std::string &file);
};

/// Where passwords come from and go to.
///
/// Looked up in this order: the kernel keyring (keyring.h), our own file
/// ($XDG_CONFIG_HOME/catamaran/auth.json, mode 0600, written only on request), docker's config.json
/// ($DOCKER_CONFIG, ~/.docker) with its credential helpers (docker-credential-X, run with a deadline of 20
/// s). Thread: safe.
class CredentialStore {
public:
    enum class Where {
        Safe,     ///< the credential helper that docker's config.json names, else the keyring, until the next
                  ///< boot
        PlainText ///< auth.json
    };
    base::Result<std::optional<Credentials>> find(const std::string &host) const;
    /// Returns where it is now, for people: "the kernel's keyring until the next boot". A helper that is
    /// named but not installed counts as none; one that refuses is an error.
    base::Result<std::string> save(const std::string &host, const Credentials &credentials,
                                   Where where) const;
    /// From the keyring, our file and the helper; docker's own files are not touched. Whether there were any.
    base::Result<bool> remove(const std::string &host) const;
};

} // namespace catamaran::engine::registry
