// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <vector>

namespace catamaran::engine::image {

/// Whether a host directory carries an overlayfs opaque marker, and whether a file is a whiteout.
bool isOpaque(const std::string &hostDirectory);
bool isWhiteout(const struct stat &status);
/// Marks a directory of a layer as opaque: trusted.* as root, user.* otherwise.
base::Result<void> setOpaque(const std::string &hostDirectory);

/// Reads a stack of layer directories as overlayfs would show it, without a mount and without privileges.
///
/// Symbolic links are resolved inside the view: no path can lead out of the layers. The layers must not
/// change meanwhile. Thread: safe for reading.
class LayerView {
public:
    struct Entry {
        std::string path; ///< in the view, "/a/b", without links; "/" for the root
        std::string host; ///< of the topmost layer that has it
        struct stat status {};
        std::vector<std::string> merged; ///< for a directory: host directories, topmost first
        [[nodiscard]] bool isDirectory() const { return S_ISDIR(status.st_mode); }
    };
    enum class LastLink { Follow, Keep };

    explicit LayerView(std::vector<std::string> directoriesLowestFirst);

    [[nodiscard]] base::Result<Entry> root() const;
    /// nullopt: no such path. InvalidArgument for a loop of links.
    [[nodiscard]] base::Result<std::optional<Entry>> find(std::string_view path, LastLink last) const;
    [[nodiscard]] std::optional<Entry> child(const Entry &directory, const std::string &name) const;
    /// Sorted bytewise.
    [[nodiscard]] base::Result<std::vector<std::string>> names(const Entry &directory) const;

private:
    std::vector<std::string> m_topFirst;
};

/// Target of a symbolic link.
base::Result<std::string> readLink(const std::string &path);
/// Components of a path without empty ones and "."; ".." is kept.
std::vector<std::string> splitPath(std::string_view path);

} // namespace catamaran::engine::image
