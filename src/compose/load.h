// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compose/file_reader.h"
#include "src/compose/project.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::compose {

/// One Compose file to load.
struct SourceFile {
    std::string path;                ///< absolute
    std::optional<std::string> text; ///< its text where that does not come from the reader (stdin, an editor)
};

/// What to load, and how far to go. The switches are those of `docker compose config`.
struct LoadOptions {
    std::vector<SourceFile> files;     ///< the first is the base, each next one overrides
    std::string workingDirectory;      ///< absolute; relative paths start here
    std::string projectName;           ///< -p; empty: name:, COMPOSE_PROJECT_NAME or the directory
    std::vector<std::string> profiles; ///< active profiles; "*" is all
    std::map<std::string, std::string> environment; ///< for interpolation; the caller has merged .env into it
    std::shared_ptr<const FileReader> reader;       ///< null: the disk
    bool interpolate = true;
    bool normalizeModel = true;
    bool resolvePaths = true;
    bool checkConsistency = true;
    bool resolveEnvFiles = true; ///< read env_file and label_file into environment and labels
};

/// Loads Compose files into a project, as docker compose does: parse, interpolate, include, extend, merge,
/// validate, make canonical, fill in defaults, resolve paths, check.
///
/// Errors carry the file, line and column of what is wrong (Error::where) and a hint (Error::fix). Things
/// that are accepted but will not do what they say are in Project::warnings. Nothing is started or fetched.
/// Thread-safe: no state outside the options.
base::Result<Project> load(const LoadOptions &options);

/// The same, up to the canonical document with everything resolved, before it becomes a Project.
base::Result<Node> loadModel(const LoadOptions &options, std::string &projectName,
                             std::vector<Warning> &warnings);

} // namespace catamaran::compose
