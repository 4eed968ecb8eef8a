// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace catamaran::engine::image {

/// One member of a tar archive.
struct TarEntry {
    char type =
        '0'; ///< POSIX typeflag: '0' file, '1' hard link, '2' symlink, '3' char, '4' block, '5' dir, '6' fifo
    std::string name; ///< relative, without a leading slash; directories end in "/"
    std::string link;
    std::uint32_t mode = 0;
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
    std::int64_t size = 0;
    std::int64_t mtime = 0; ///< seconds; layers carry no fractions, so that digests do not depend on them
    std::uint32_t deviceMajor = 0;
    std::uint32_t deviceMinor = 0;
    std::map<std::string, std::string> xattrs;
};

/// Writes POSIX ustar, with a pax header only for what ustar cannot say (POSIX.1-2008 pax). Our own rather
/// than libarchive's writer, because a layer's digest must not change with a library's version. Same entries,
/// same bytes. Not thread-safe.
class TarWriter {
public:
    using Sink = std::function<base::Result<void>(std::string_view)>;
    explicit TarWriter(Sink sink) : m_sink(std::move(sink)) {}

    /// Starts a member; a file's `size` bytes follow by data().
    base::Result<void> entry(const TarEntry &entry);
    base::Result<void> data(std::string_view bytes);
    /// Pads the member whose data was given.
    base::Result<void> endEntry();
    /// The two zero blocks at the end.
    base::Result<void> finish();

private:
    base::Result<void> header(const TarEntry &entry, std::string_view name, std::string_view link);

    Sink m_sink;
    std::int64_t m_written = 0;
};

} // namespace catamaran::engine::image
