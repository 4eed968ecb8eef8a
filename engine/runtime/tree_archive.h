// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/runtime/verb_types.h"

#include <memory>
#include <stop_token>
#include <string>

namespace catamaran::engine::runtime {

/// Writes trees as a POSIX pax archive: owners, modes, times to the nanosecond, hard links, extended
/// attributes and holes (GNU's sparse records) are kept. Members are reached by descriptors and links never
/// followed, as by TreeCopier. Thread: not safe.
class TreeArchive {
public:
    enum class Compression { None, Zstd };
    TreeArchive(const ByteSink &sink, Compression compression, std::stop_token stop);
    ~TreeArchive();
    TreeArchive(const TreeArchive &) = delete;
    TreeArchive &operator=(const TreeArchive &) = delete;

    /// Adds entry `name` of `directory`, with what is below it, under the name `as`.
    base::Result<void> entry(int directory, const std::string &name, const std::string &as);
    /// Adds what is in `directory`. `prefix` goes in front of every name ("" or "a/"); with an empty one the
    /// directory itself is the member "./".
    base::Result<void> contents(int directory, const std::string &prefix);
    /// Adds a member for `directory` itself, without what is below.
    base::Result<void> self(int directory, const std::string &as);
    /// The end mark. Nothing may follow.
    base::Result<void> finish();

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace catamaran::engine::runtime
