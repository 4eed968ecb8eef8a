// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compose/project.h"

#include <string>
#include <vector>

namespace catamaran::compose {

/// Moves services none of whose profiles is active to disabledServices. Services without profiles stay; the
/// profile "*" is every one.
void selectProfiles(Project &project, const std::vector<std::string> &profiles);

/// Checks what one part of a project says about another: undefined networks, volumes, secrets, configs,
/// models and services, dependency cycles, values given twice and differently, container_name with several
/// replicas. Errors: Errc::InvalidArgument in docker compose's words, with the service's place. May set
/// deploy.replicas from scale, as docker compose does.
base::Result<void> checkConsistency(Project &project);

} // namespace catamaran::compose
