// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compose/file_reader.h"
#include "src/compose/project.h"

namespace catamaran::compose {

/// Makes a project of a canonical document. All its services are active; see selectProfiles.
/// Errors: Errc::Parse with the place ("'services[test].environment' ...").
base::Result<Project> decodeProject(const Node &model);

/// The project, or one service, as the document that docker compose prints as JSON.
Node encodeProject(const Project &project);
Node encodeService(const Service &service);

/// Reads env_file and label_file of the active services into their environment and labels.
base::Result<void> resolveEnvFiles(Project &project, const FileReader &reader);

} // namespace catamaran::compose
