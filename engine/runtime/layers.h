// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <string>
#include <vector>

namespace catamaran::engine::runtime {

/// The text of a small file of a root file system that is not mounted: looked for in `directories`, topmost
/// first, obeying overlay whiteouts. Symbolic links never lead out of a layer. A missing file is an empty
/// text.
std::string readLayeredFile(const std::vector<std::string> &directories, const std::string &path);

/// Whether a path exists in such a root file system.
bool existsInLayers(const std::vector<std::string> &topmostFirst, const std::string &path);

/// readLayeredFile() in the root of a running process (/proc/<pid>/root), without leaving it.
std::string readFileOfProcess(pid_t pid, const std::string &path);

/// Opens a directory of a not mounted root file system, all layers merged. With more than one layer this is a
/// detached overlay mount that lives as long as the descriptor: nothing to undo after a kill. An invalid
/// descriptor when there is no such directory.
base::Result<base::UniqueFd> openMergedDirectory(const std::vector<std::string> &topmostFirst,
                                                 const std::string &path);

/// Copies what is below directory `from` into directory `to`: files, links, devices, owners, modes, times and
/// extended attributes; and the owner and mode of the directory itself.
base::Result<void> copyTree(int from, int to, const std::string &what);

} // namespace catamaran::engine::runtime
