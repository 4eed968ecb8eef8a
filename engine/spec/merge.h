// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/container_spec.h"
#include "engine/spec/image_config.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::engine::spec {

/// What runs and how, after the image's configuration has been merged into the user's wishes: docker's
/// Config.
struct ProcessConfig {
    std::vector<std::string> entrypoint;
    std::vector<std::string> command;
    std::vector<std::string> environment; ///< without PATH, HOME, HOSTNAME defaults, which are set at start
    std::string workingDirectory;         ///< empty: "/"
    std::string user;
    std::string stopSignal; ///< empty: SIGTERM
    std::optional<HealthCheck> health;
    std::vector<std::string> exposedPorts; ///< "80/tcp", sorted
    std::vector<std::string> volumes;      ///< paths that want a volume
    std::map<std::string, std::string> labels;

    /// Entrypoint and command: what is executed.
    [[nodiscard]] std::vector<std::string> arguments() const;
};

/// docker's rules: an entrypoint of the user drops the image's command; arguments replace the command;
/// variables are replaced by key, and removed by a bare KEY; everything else overrides when it is said.
/// InvalidArgument "no command specified" when nothing is left to run. Pure.
base::Result<ProcessConfig> mergeImageConfig(const ContainerSpec &spec, const ImageConfig &image);

/// Sets or replaces one "KEY=VALUE".
void setVariable(std::vector<std::string> &environment, const std::string &variable);
/// Whether the list has a value for `key`.
bool hasVariable(const std::vector<std::string> &environment, std::string_view key);

} // namespace catamaran::engine::spec
