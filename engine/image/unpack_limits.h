// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <string>

namespace catamaran::engine::image {

/// How much one archive may bring. An archive of a few kilobytes can name terabytes (compressed zeros, sparse
/// files, millions of empty members): it is stopped before the disk is full, not when.
struct UnpackLimits {
    std::int64_t bytes = INT64_MAX;   ///< lengths of all files together, holes counted
    std::int64_t entries = INT64_MAX; ///< members
    /// What may stand behind the end mark of a tar: padding, not a second archive.
    std::int64_t trailingBytes = 64LL << 20;

    /// What the file system of `directory` has free; CATAMARAN_UNPACK_LIMIT (bytes) lowers it.
    static UnpackLimits of(const std::string &directory);
    /// NoSpace when `bytes` or `entries` are too many. `what` is the archive's name.
    [[nodiscard]] base::Result<void> check(std::int64_t usedBytes, std::int64_t moreBytes,
                                           std::int64_t usedEntries, const std::string &what) const;
};

} // namespace catamaran::engine::image
