// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/container_spec.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace catamaran::engine::spec {

/// One entry of an image's history (OCI image-spec config.md).
struct History {
    std::string created;
    std::string createdBy;
    std::string comment;
    bool emptyLayer = false;
};

/// The OCI image configuration with docker's additions (HEALTHCHECK, ONBUILD, SHELL).
struct ImageConfig {
    std::string architecture;
    std::string os = "linux";
    std::string variant;
    std::string created;
    std::string author;
    std::string user;
    std::vector<std::string> exposedPorts; ///< "80/tcp"
    std::vector<std::string> environment;
    std::optional<std::vector<std::string>> entrypoint;
    std::optional<std::vector<std::string>> command;
    std::vector<std::string> volumes;
    std::string workingDirectory;
    std::map<std::string, std::string> labels;
    std::string stopSignal;
    std::optional<HealthCheck> health;
    std::set<std::string>
        statedHealth; ///< keys of Healthcheck that are written although they are the default
    std::vector<std::string> onBuild;
    std::vector<std::string> shell;
    bool argsEscaped = false; ///< BuildKit writes it with each CMD; it means something to Windows alone
    std::vector<std::string> diffIds; ///< rootfs.diff_ids, lowest layer first
    std::vector<History> history;

    /// Parses and validates the JSON text. Errc::Corrupt names the key that is wrong.
    static base::Result<ImageConfig> fromJson(std::string_view json);
    /// Canonical JSON: keys in a fixed order, so that equal configurations have equal digests.
    [[nodiscard]] std::string toJson() const;
};

} // namespace catamaran::engine::spec
