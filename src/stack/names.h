// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/compose/project.h"
#include "src/stack/labels.h"

#include <string>

/// How docker compose names and labels what belongs to a project, so that a stack that one tool started is
/// understood by the other. Pure.
namespace catamaran::stack {

/// What stands between the parts of a name: "-", or "_" as docker-compose v1 had it (--compatibility).
enum class NameStyle { Hyphens, Underscores };

/// "shop-web-1", or container_name.
std::string containerName(const compose::Project &project, const compose::Service &service, int number,
                          NameStyle style);
/// What a service runs: its image, else "shop-web", which its build makes.
std::string imageName(const compose::Project &project, const compose::Service &service, NameStyle style);
/// What decides whether a container is up to date: a digest of the service without what does not change its
/// containers (build, scale, dependencies, profiles, pull policy).
std::string configHash(const compose::Service &service);
std::string configHash(const compose::Network &network);
std::string configHash(const compose::Volume &volume);
/// The value of label::kDependsOn: "db:service_healthy:false,...".
std::string dependencyLabel(const compose::Service &service);

} // namespace catamaran::stack
