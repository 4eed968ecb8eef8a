// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <cstddef>
#include <functional>
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
    /// From any source: `read` fills a buffer and returns how much; 0 is the end. `name` is for errors.
    using ReadBytes = std::function<base::Result<std::size_t>(char *buffer, std::size_t size)>;
    static base::Result<std::unique_ptr<DecompressingReader>> open(ReadBytes read, std::string name);
};

/// Runs another reader and the digest of what it gives on a thread of their own, a few buffers ahead, so that
/// inflating and hashing overlap with writing files. One consumer.
class ReadAhead {
public:
    explicit ReadAhead(std::unique_ptr<DecompressingReader> reader);
    ~ReadAhead();
    ReadAhead(const ReadAhead &) = delete;
    ReadAhead &operator=(const ReadAhead &) = delete;

    /// As DecompressingReader::read().
    base::Result<std::string_view> read();
    /// Hex SHA-256 of everything; call once, after read() has returned the end.
    std::string finishHex();

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace catamaran::engine::image
