// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <sys/stat.h>

namespace catamaran::engine::build {

/// Digests of a context's files by what stat(2) says of them, so that an unchanged context is not read again.
/// A file counts as unchanged when device, inode, size, and both times are the same to the nanosecond, and
/// only if it was old enough when it was read that a later write cannot carry the same times. Thread: safe.
class DigestCache {
public:
    /// Reads `file`; a missing or damaged one is an empty cache. An empty name: nothing is kept.
    void open(std::string file);
    [[nodiscard]] std::optional<std::string> find(const struct stat &status);
    void add(const struct stat &status, const std::string &digest);
    /// Writes what was used since open(), if that is not what the file holds.
    void save();

private:
    using Key = std::array<std::uint64_t, 5>;
    struct Entry {
        std::string digest; ///< hex
        bool used = false;
    };
    static Key keyOf(const struct stat &status);

    std::string m_file;
    std::mutex m_mutex;
    std::map<Key, Entry> m_entries;
    bool m_changed = false;
};

} // namespace catamaran::engine::build
