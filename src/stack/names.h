// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/compose/project.h"

#include <string>

/// How docker compose names and labels what belongs to a project, so that a stack that one tool started is
/// understood by the other. Pure.
namespace catamaran::stack {

namespace label {
inline constexpr const char *kProject = "com.docker.compose.project";
inline constexpr const char *kService = "com.docker.compose.service";
inline constexpr const char *kNumber = "com.docker.compose.container-number";
inline constexpr const char *kOneOff = "com.docker.compose.oneoff";
inline constexpr const char *kConfigHash = "com.docker.compose.config-hash";
inline constexpr const char *kDependsOn = "com.docker.compose.depends_on";
inline constexpr const char *kImage = "com.docker.compose.image";
inline constexpr const char *kWorkingDirectory = "com.docker.compose.project.working_dir";
inline constexpr const char *kConfigFiles = "com.docker.compose.project.config_files";
inline constexpr const char *kNetwork = "com.docker.compose.network";
inline constexpr const char *kVolume = "com.docker.compose.volume";
inline constexpr const char *kVersion = "com.docker.compose.version";
inline constexpr const char *kSlug = "com.docker.compose.slug";
} // namespace label

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
