// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace catamaran::stack {

/// Something below a watched path that is not as it was.
struct FileChange {
    std::string path;     ///< absolute
    bool removed = false; ///< else it is new, or has other content or another mode
    bool directory = false;
    std::int64_t seenNs = 0; ///< CLOCK_MONOTONIC; when the kernel told of it
};

/// Watches directory trees and single files with inotify(7) and tells batches of changes, each when nothing
/// has happened for a while. What it tells is the difference to the batch before: a file that an editor wrote
/// under another name and moved into place is one change, one that came and went is none. When the kernel's
/// queue overflows, everything is compared by size, time and mode.
///
/// Thread: one.
class TreeWatch {
public:
    /// Whether a path is of no interest; for a directory: neither it nor anything in it.
    using Skip = std::function<bool(const std::string &path, bool directory)>;

    struct Limits {
        std::chrono::milliseconds quiet{500};
        std::chrono::milliseconds longest{5'000}; ///< for something that is written all the time
    };

    /// NotFound for a path that is not there; NoSpace when the kernel has no more watches.
    static base::Result<std::unique_ptr<TreeWatch>> open(const std::vector<std::string> &paths, Skip skip,
                                                         Limits limits);

    /// Blocks until there are changes; empty after `stop`. Removals first, parents before children.
    base::Result<std::vector<FileChange>> next(const std::stop_token &stop);

    /// Everything that is there, as if it had just come.
    [[nodiscard]] std::vector<FileChange> present() const;

private:
    struct Entry {
        bool directory = false;
        unsigned mode = 0;
        std::uint64_t inode = 0;
        std::int64_t size = 0;
        std::int64_t modifiedNs = 0;
        std::int64_t changedNs = 0;
        bool operator==(const Entry &) const = default;
    };

    explicit TreeWatch(Skip skip, Limits limits) : m_skip(std::move(skip)), m_limits(limits) {}
    [[nodiscard]] bool isWanted(const std::string &path, bool directory) const;
    base::Result<void> watchDirectory(const std::string &path);
    /// Watches a tree and puts what is in it into `into`.
    base::Result<void> scan(const std::string &path, std::map<std::string, Entry> &into);
    base::Result<void> drain();
    void forgetBelow(const std::string &path);
    base::Result<std::vector<FileChange>> settle();

    Skip m_skip;
    Limits m_limits;
    base::UniqueFd m_notify;
    std::set<std::string> m_files; ///< roots that are files
    std::set<std::string> m_trees; ///< roots that are directories
    std::map<int, std::string> m_directories;
    std::map<std::string, Entry> m_known;
    std::map<std::string, std::int64_t> m_dirty; ///< paths and when they were told
    std::int64_t m_lostNs = 0;                   ///< when the queue overflowed; 0: it did not
};

} // namespace catamaran::stack
