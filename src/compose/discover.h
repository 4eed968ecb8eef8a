// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compose/load.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace catamaran::compose {

/// What a user typed, as far as it decides which files are loaded.
struct Invocation {
    std::vector<std::string> files;                 ///< -f; "-" is `standardInput`
    std::string projectDirectory;                   ///< --project-directory
    std::string projectName;                        ///< -p
    std::vector<std::string> profiles;              ///< --profile
    std::vector<std::string> envFiles;              ///< --env-file
    std::string currentDirectory;                   ///< absolute
    std::string standardInput;                      ///< the text of "-f -"
    std::map<std::string, std::string> environment; ///< of the caller
    std::shared_ptr<const FileReader> reader;       ///< null: the disk
};

/// Finds the Compose files, the project directory and the environment as docker compose does: -f,
/// COMPOSE_FILE (also from .env), or compose.yaml and its override in this folder or the nearest one above;
/// .env or --env-file below the caller's own environment; COMPOSE_PROFILES; COMPOSE_ENV_FILES. Errors:
/// Errc::NotFound when there is no file, with the names that were looked for.
base::Result<LoadOptions> discover(const Invocation &invocation);

} // namespace catamaran::compose
