// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/image_config.h"

#include <string>
#include <vector>

namespace catamaran::engine {

/// `commit --change` and `import --change`: applies Dockerfile instructions to a configuration: CMD,
/// ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK NONE, LABEL, ONBUILD, STOPSIGNAL, USER, VOLUME, WORKDIR.
/// InvalidArgument "X is not a valid change command" for others. Pure.
base::Result<void> applyChanges(const std::vector<std::string> &changes, spec::ImageConfig &config);

} // namespace catamaran::engine
