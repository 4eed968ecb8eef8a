// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compose/file_reader.h"
#include "src/compose/node.h"

#include <string>
#include <string_view>

namespace catamaran::compose {

/// A path without ".", "x/.." and double slashes; "" becomes "." (Go's path.Clean).
std::string cleanPath(std::string_view path);
/// `path` below `directory`, cleaned; an empty `directory` counts as ".".
std::string joinPath(std::string_view directory, std::string_view path);
/// `path` if absolute, else joinPath.
std::string absolutePath(std::string_view directory, std::string_view path);
/// The way from one absolute directory to another path.
std::string relativeTo(std::string_view directory, std::string_view path);
/// "/a/b" of "/a/b/c", "." of "c".
std::string parentOf(std::string_view path);

/// Makes the paths of a canonical document absolute (build contexts, env_file, bind mounts, files of secrets
/// and configs, ...). `base` is what they are relative to; with a relative `base` they stay relative, to be
/// resolved once more by the file that includes or extends this one. `home` replaces "~". Errors: Errc::Parse
/// for a bind mount without a source.
base::Result<void> resolveRelativePaths(Node &document, const std::string &base, const std::string &home,
                                        const FileReader &reader);

} // namespace catamaran::compose
