// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"

#include <string>
#include <vector>

namespace catamaran::hv::image {

/// Read-only root disks, one per image: <data>/vm/disks/<key>.erofs. Built once, shared by all VMs of the
/// image. Several processes may ask for the same one at once: each writes its own temporary file, the last
/// rename wins.
class RootDisks {
public:
    explicit RootDisks(std::string dataDirectory) : m_directory(std::move(dataDirectory) + "/disks") {}

    /// Path of the disk for `key` (any text; a chain id), made from `layerDirectories` if it is missing.
    base::Result<std::string> obtain(const std::string &key, const std::vector<std::string> &layerDirectories,
                                     const base::OperationContext &context);
    /// Where the disk of `key` is or would be.
    [[nodiscard]] std::string pathOf(const std::string &key) const;
    /// Removes what killed processes left half-written. Whole disks stay: they are the cache.
    base::Result<void> sweep();

private:
    std::string m_directory;
};

} // namespace catamaran::hv::image
