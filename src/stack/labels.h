// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Labels by which docker compose, and we, know a stack's parts.
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

} // namespace catamaran::stack
