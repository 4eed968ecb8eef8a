// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compose/project.h"

#include <string>
#include <vector>

namespace catamaran::compose {

/// Whether the services that the named ones depend on come along.
enum class Dependencies { Included, LeftOut };

/// Leaves only the named services (and what they depend on); the others move to disabledServices and vanish
/// from depends_on. A named service whose profile is not active is activated. No names leave everything as it
/// is. Errors: Errc::NotFound "no such service: x" with a suggestion.
base::Result<void> selectServices(Project &project, const std::vector<std::string> &names,
                                  Dependencies dependencies = Dependencies::Included);

/// Drops networks, volumes, secrets, configs and models that no active service uses, as docker compose does
/// before it prints or applies a project.
void pruneResources(Project &project);

/// What this engine reads but does not act on, as warnings with their places: Windows-only attributes and
/// those that only a cluster can honour.
std::vector<Warning> unsupportedAttributes(const Project &project);

} // namespace catamaran::compose
