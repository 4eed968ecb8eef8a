// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <sys/stat.h>
#include <utility>

namespace catamaran::engine::runtime {

/// Copies trees by descriptors: no link is ever followed, so that a container that changes the tree meanwhile
/// can spoil the copy, but not lead it elsewhere. Hard links within one copy, holes, extended attributes,
/// modes and times are kept. Thread: not safe.
class TreeCopier {
public:
    enum class Overlay {
        Ordinary, ///< overlayfs' whiteouts and attributes are left out
        Layer     ///< they are copied: the tree is an upper directory
    };
    struct Rules {
        /// Unset: owners are kept. Else everything gets this one.
        std::optional<std::pair<uid_t, gid_t>> owner;
        Overlay overlay = Overlay::Ordinary;
        std::stop_token stop;
    };
    explicit TreeCopier(Rules rules) : m_rules(std::move(rules)) {}

    /// Copies entry `name` of directory `from` as `newName` into directory `to`. A directory is merged into
    /// an existing one; a file replaces a file. InvalidState "cannot overwrite directory with non-directory"
    /// and the other way round, as docker's cp.
    base::Result<void> entry(int from, const std::string &name, int to, const std::string &newName);
    /// Copies what is in directory `from` into directory `to`.
    base::Result<void> contents(int from, int to, const std::string &shown);
    /// Owner, attributes, mode and times of a directory that was filled.
    base::Result<void> directoryMetadata(int from, int to, const std::string &shown);

    [[nodiscard]] std::int64_t bytes() const { return m_bytes; }

private:
    base::Result<void> file(int from, const std::string &name, int to, const std::string &newName,
                            const struct stat &status);
    base::Result<void> fileData(int from, int to, const struct stat &status, const std::string &shown);
    base::Result<void> node(int from, const std::string &name, int to, const std::string &newName,
                            const struct stat &status);
    base::Result<void> metadata(int from, int to, const struct stat &status, const std::string &shown);
    base::Result<bool> linkToEarlier(int to, const std::string &newName, const struct stat &status);

    Rules m_rules;
    std::int64_t m_bytes = 0;
    /// First copy of a file that has more names: path of its directory below the top, and name.
    std::map<std::pair<dev_t, ino_t>, std::pair<std::string, std::string>> m_links;
    std::string m_path; ///< of the directory being filled, relative to the top
    int m_top = -1;
};

} // namespace catamaran::engine::runtime
