// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>

namespace catamaran::hv::image {

/// Writes the file or directory `path` as a tar archive to `fd`, its top called `name` ("": what is in the
/// directory). Without `keepOwner` everything is root's. Symbolic links stay links.
base::Result<void> packTree(const std::string &path, const std::string &name, bool keepOwner, int fd);

/// Unpacks the archive that comes from `fd` into `directory`. The top component `from` becomes `to`; empty:
/// names stay. Nothing is written outside `directory`: names with "..", absolute ones and paths through links
/// fail.
base::Result<void> unpackTree(int fd, const std::string &directory, const std::string &from,
                              const std::string &to);

} // namespace catamaran::hv::image
