// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "engine/image/decompress.h"

#include <cstdint>
#include <string>

namespace catamaran::engine::image {

struct UnpackResult {
    std::string diffId; ///< digest of the uncompressed tar
    std::int64_t unpackedSize = 0;
    std::int64_t skippedDevices = 0; ///< device nodes that a plain user cannot make
};

enum class Whiteouts {
    ToOverlay, ///< layer tar: ".wh." files become overlayfs whiteouts
    Literal,   ///< plain tar (ADD): ".wh." is a name like any other
};

/// Unpacks a tar (gzip, zstd or plain) below `directory`, which must exist.
///
/// The archive is not trusted: every parent is opened with openat2(RESOLVE_IN_ROOT), nothing is created
/// through a link that leads out, names with ".." that leave the directory are refused (Corrupt), hard links
/// only reach files of the same archive, overlayfs' own xattrs are dropped, and device nodes are made only by
/// root. A later entry replaces an earlier one of the same name. Stops at the first error: unpack into a
/// staging directory and throw it away.
base::Result<UnpackResult> unpackTar(const std::string &archive, const std::string &directory,
                                     Whiteouts whiteouts, const base::OperationContext &context);

/// As above, from a stream; `name` is for errors.
base::Result<UnpackResult> unpackTar(std::unique_ptr<DecompressingReader> stream, const std::string &name,
                                     const std::string &directory, Whiteouts whiteouts,
                                     const base::OperationContext &context);

/// Whether a file starts like a tar, plain or compressed with gzip, zstd, bzip2 or xz.
bool looksLikeTar(const std::string &path);

} // namespace catamaran::engine::image
