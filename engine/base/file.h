// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <string>
#include <string_view>
#include <sys/types.h>

namespace catamaran::base {

/// Whether a write waits until the data is on the disk.
enum class Durability { Buffered, Synced };

/// Reads a whole file (also of /proc and /sys, whose size is not known before). At most `limit` bytes:
/// a larger file is Errc::InvalidArgument.
Result<std::string> readFile(const std::string &path, std::size_t limit = 64U << 20);

/// Writes a file by temporary name and rename(2), so that a reader sees the old or the new text whole.
/// With Synced, file and directory are fsync'ed. Nothing is left behind on failure.
Result<void> writeFileAtomic(const std::string &path, std::string_view data, mode_t mode = 0644,
                             Durability durability = Durability::Buffered);

/// mkdir -p. An existing directory is success.
Result<void> makeDirectories(const std::string &path, mode_t mode = 0755);

/// rm -rf without following symbolic links and without leaving the tree's directory descriptors.
/// A missing path is success.
Result<void> removeTree(const std::string &path);

/// open(2) with O_CLOEXEC added.
Result<UniqueFd> openFile(const std::string &path, int flags, mode_t mode = 0644);

/// Bytes on disk (st_blocks) of a tree, hard links counted once, as du(1) counts.
Result<std::int64_t> diskUsage(const std::string &path);

} // namespace catamaran::base
