// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/container_spec.h"
#include "engine/spec/merge.h"

#include <string>
#include <string_view>

namespace catamaran::engine::spec {

/// JSON of our own value types, for records in the database; not docker's shape. Members with their default
/// value are left out, unknown keys are ignored, so that versions can read each other. Corrupt names the key.
std::string specToJson(const ContainerSpec &spec);
base::Result<ContainerSpec> specFromJson(std::string_view json);
std::string processToJson(const ProcessConfig &process);
base::Result<ProcessConfig> processFromJson(std::string_view json);

} // namespace catamaran::engine::spec
