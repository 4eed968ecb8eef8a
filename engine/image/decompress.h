// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <memory>
#include <string>
#include <string_view>

namespace catamaran::engine::image {

/// Reads a file that may be gzip (isa-l), zstd or plain, told by its first bytes. Not thread-safe.
class DecompressingReader {
public:
    virtual ~DecompressingReader() = default;
    /// The next bytes, valid until the next call; empty at the end. Corrupt if the stream is damaged.
    virtual base::Result<std::string_view> read() = 0;
    static base::Result<std::unique_ptr<DecompressingReader>> open(const std::string &path);
};

} // namespace catamaran::engine::image
