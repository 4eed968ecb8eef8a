// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/container_spec.h"
#include "src/compose/project.h"

#include <string>
#include <vector>

namespace catamaran::bridge {

/// What the engine is to run for replica `number` of a service, with docker compose's names and labels.
/// Errors: Errc::Unsupported naming the attribute that the window cannot honour: nothing is left out in
/// silence. Pure.
base::Result<engine::spec::ContainerSpec> containerSpecOf(const compose::Project &project,
                                                          const compose::Service &service, int number);

/// The same for a service that runs as a light VM (compose::machineSpecOf).
base::Result<engine::spec::ContainerSpec> machineSpecOf(const compose::Project &project,
                                                        const compose::Service &service, int number);

/// "shop-web-1", or container_name.
std::string replicaName(const compose::Project &project, const compose::Service &service, int number);
/// Changes exactly when the service's own text does.
std::string configHash(const compose::Service &service);

} // namespace catamaran::bridge
