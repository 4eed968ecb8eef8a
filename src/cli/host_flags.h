// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/container_spec.h"
#include "src/cli/flags.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::cli {

/// The options of `run` and `create` that reach into the host: namespaces that are shared, devices and their
/// rates, groups of processes, security profiles. Part of ContainerFlags.
class HostFlags {
public:
    /// `spec` receives what needs no second look; it must outlive the parsing.
    void declare(FlagSet &flags, engine::spec::ContainerSpec &spec);
    /// The rest, after the parsing. InvalidArgument in docker's words; Unsupported, with the reason, for what
    /// docker has and no Linux host of ours can do. Reads the file of --security-opt seccomp=FILE.
    base::Result<void> into(engine::spec::ContainerSpec &spec) const;

private:
    void declareModes(FlagSet &flags, engine::spec::ContainerSpec &spec);
    void declareLimits(FlagSet &flags, engine::spec::ContainerSpec &spec);
    void declareDevices(FlagSet &flags, engine::spec::ContainerSpec &spec);
    void declareRefused(FlagSet &flags);

    std::vector<std::string> m_annotations;
    std::vector<std::string> m_storageOptions;
    std::vector<std::string> m_volumesFrom;
    std::optional<std::int64_t> m_swappiness;
    std::optional<std::int64_t> m_blkioWeight;
    bool m_oomKillDisable = false;
    bool m_contentTrustDisabled = true;
    std::string m_volumeDriver;
    std::string m_isolation;
    std::string m_refused; ///< the first refused option that was given
    std::string m_reason;
};

/// A --security-opt as the container keeps it: the profile in the place of seccomp=FILE, as docker's CLI
/// does.
base::Result<std::string> securityOption(const std::string &text);

} // namespace catamaran::cli
