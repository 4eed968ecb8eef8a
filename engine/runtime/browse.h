// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/bytes.h"
#include "engine/base/result.h"
#include "engine/runtime/verb_types.h"

#include <string>
#include <vector>

/// Looking into directories and at small files below an open root, for the window. Links are resolved inside
/// the root (openInside()), so that no path leads out of it. `path` is relative, "." for the root itself;
/// `shown` is what the user wrote, for messages.
namespace catamaran::engine::runtime {

/// Folders first, each group by name. NotFound; InvalidArgument when it is no directory.
base::Result<std::vector<FileEntry>> listInside(int root, const std::string &path, const std::string &shown);
/// A regular file; InvalidArgument when it is larger than `limit`, or no regular file.
base::Result<std::string> readInside(int root, const std::string &path, base::Bytes limit,
                                     const std::string &shown);
/// Writes a new file beside the old one and renames it over it: readers see the old text or the new one.
/// Owner and mode of the old file are kept.
base::Result<void> writeInside(int root, const std::string &path, const std::string &text,
                               const std::string &shown);

} // namespace catamaran::engine::runtime
