// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/compose/node.h"

#include <map>
#include <string>
#include <string_view>

namespace catamaran::compose {

/// Writes out what a canonical document implies: the default network, names of resources, dependencies that
/// follow from links, volumes_from and shared namespaces, values of bare environment names.
void normalize(Node &document, const std::string &projectName,
               const std::map<std::string, std::string> &environment);

/// What docker compose makes of any text as a project name: lower case, only a-z 0-9 _ -, no _ or - in front.
std::string normalizeProjectName(std::string_view text);

} // namespace catamaran::compose
