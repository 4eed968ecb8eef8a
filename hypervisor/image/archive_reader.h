// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <functional>
#include <string>
#include <string_view>

namespace catamaran::hv::image {

/// Decompresses gzip, xz, zstd, lz4, bzip2 or lzma data (libarchive's filters). Bytes after the end of the
/// compressed stream are ignored, as the kernel's payload has some. `limit` bounds the result.
base::Result<std::string> decompress(std::string_view data, std::size_t limit);

/// Walks the files of a Debian or RPM package. `wants` sees each path without a leading "./" or "/"; the
/// whole content of those it accepts goes to `take`. Fails with Corrupt for anything that is not such a
/// package.
base::Result<void>
readPackage(const std::string &packagePath, const std::function<bool(const std::string &path)> &wants,
            const std::function<base::Result<void>(const std::string &path, std::string content)> &take);

} // namespace catamaran::hv::image
