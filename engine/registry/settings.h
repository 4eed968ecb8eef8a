// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/registry/http.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace catamaran::engine::registry {

/// What the user says about registries. The keys are those of docker's daemon.json where it has them:
///
///   { "registry-mirrors": ["http://127.0.0.1:5000"],       mirrors of docker.io, tried in order before it
///     "insecure-registries": ["registry.lan:5000"],        plain HTTP and unverified TLS are fine
///     "registries": { "registry.lan": { "ca": "/path.pem", "client-cert": "...", "client-key": "...",
///                                       "proxy": "http://proxy:3128", "insecure": false,
///                                       "mirrors": ["https://cache.lan"] } } }
///
/// A host on the loopback interface is always insecure, as with docker. Certificates in
/// /etc/docker/certs.d/<host>/ (ca.crt, client.cert, client.key) count too.
struct RegistrySettings {
    struct Host {
        Transport transport;
        bool insecure = false;
        std::vector<std::string> mirrors;
    };
    std::vector<std::string> mirrors;
    std::vector<std::string> insecure;
    std::map<std::string, Host> hosts;

    /// Parse, with file, line and column; unknown keys are errors.
    static base::Result<RegistrySettings> parse(std::string_view json, const std::string &file);
    /// /etc/catamaran/registries.json, then $XDG_CONFIG_HOME/catamaran/registries.json over it; only the file
    /// of CATAMARAN_REGISTRIES if that is set.
    static base::Result<RegistrySettings> load();

    /// All about one host ("docker.io", "localhost:5000").
    [[nodiscard]] Host host(const std::string &name) const;
};

/// Whether a "host[:port]" is localhost or an address of the loopback interface.
bool isLoopback(std::string_view host);

} // namespace catamaran::engine::registry
