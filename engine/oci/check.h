// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace catamaran::engine::oci {

/// The version of the OCI runtime specification that this room follows.
inline constexpr std::string_view kOciVersion = "1.2.0";

/// Reads a config.json and holds the type of every member that the specification knows, and those that it
/// requires, against it. What it does not know is left alone, as the specification demands ("Extensibility").
/// Says nothing about whether this host can run it. Errc::Parse with the member's path.
base::Result<nlohmann::json> parseConfig(std::string_view text);

/// The same for the process section alone (exec --process) and for linux.resources (update --resources).
base::Result<nlohmann::json> parseProcess(std::string_view text);
base::Result<nlohmann::json> parseResources(std::string_view text);

} // namespace catamaran::engine::oci
