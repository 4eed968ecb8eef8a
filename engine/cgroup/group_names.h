// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>
#include <string_view>
#include <vector>

/// Where the group of a container lies below a hierarchy.
namespace catamaran::engine::cgroup {

/// The path that --cgroup-parent means, relative to the root of the hierarchy (or of the delegated tree):
/// "/a/b" and "a/b" are "a/b"; a systemd slice "a-b.slice" is "a.slice/a-b.slice", as systemd.slice(5) nests
/// them. InvalidArgument for "..", for "/" alone and for names that the kernel would refuse. Pure.
base::Result<std::string> parentPath(std::string_view cgroupParent);

/// One path component that stands for a path, and back. Pure.
std::string escapedName(std::string_view path);
std::string unescapedName(std::string_view name);

/// Knows where the groups of one instance are. Without --cgroup-parent that is <folder>/<id>. With it, the
/// group is <parent>/<id>, and an empty group <folder>/<id>@<escaped parent> is made before it: so it is
/// found again, and swept after a crash, by whoever knows nothing but the id.
class GroupNames {
public:
    /// `root` is a directory below which everything is; `folder` the name of our own directory in it.
    GroupNames(std::string root, std::string folder);

    /// Directory of the container's group, relative to `root`.
    [[nodiscard]] std::string relative(const std::string &containerId) const;
    /// Writes down that the group of this container goes below `parent` (a result of parentPath()).
    base::Result<void> note(const std::string &containerId, const std::string &parent) const;
    /// The group is gone: so goes the note.
    base::Result<void> forget(const std::string &containerId) const;
    /// Ids of all containers that have a group or a note.
    [[nodiscard]] std::vector<std::string> ids() const;
    [[nodiscard]] const std::string &root() const { return m_root; }
    [[nodiscard]] const std::string &folder() const { return m_folder; }

private:
    [[nodiscard]] std::string noteOf(const std::string &containerId) const; ///< its name, or empty

    std::string m_root;
    std::string m_folder;
};

/// Makes the missing directories of `relative` below `root`, and marks those it made: removeMadeParents()
/// takes only them away again, from the lowest up, as long as they are empty. `onMade` runs for each after it
/// has been made.
base::Result<void> makeParents(const std::string &root, const std::string &relative);
void removeMadeParents(const std::string &root, const std::string &relative);

} // namespace catamaran::engine::cgroup
