// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "hypervisor/image/layer_tree.h"

#include <cstdint>
#include <string>

namespace catamaran::hv::image {

/// Writes an uncompressed EROFS image (kernel: Documentation/filesystems/erofs.rst and fs/erofs/erofs_fs.h).
///
/// Extended inodes, data in whole 4 KiB blocks with short tails inline after the inode, directories sorted by
/// name, extended attributes kept. Owners, modes and device nodes come from the tree, so no root rights, loop
/// devices or external tools are needed. The same tree gives the same bytes. Sets nid and dataBlock in
/// `root`. Returns the size of the image. On failure or cancellation the file is left incomplete: write to a
/// temporary name.
base::Result<std::uint64_t> writeErofs(FileNode &root, const std::string &path,
                                       const base::OperationContext &context);

} // namespace catamaran::hv::image
