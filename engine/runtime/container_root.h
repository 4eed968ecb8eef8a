// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/runtime/container_lock.h"
#include "engine/runtime/container_store.h"
#include "engine/runtime/paths.h"
#include "engine/runtime/state.h"

#include <optional>
#include <string>
#include <vector>

namespace catamaran::engine::runtime {

/// openat2(2) with `root` as "/": links are resolved inside, magic links not at all, so that no path and no
/// race can lead out. An invalid descriptor with errno on failure.
base::UniqueFd openInside(int root, const std::string &path, int flags, mode_t mode = 0);

/// The file system of a container as its processes see it, for cp, diff and export.
///
/// Running: /proc/<pid>/root, with all its mounts. Otherwise a detached overlay mount of its layers, which
/// lives as long as the object, with the container locked meanwhile; volumes and bind mounts are then reached
/// by the path of their target. Nothing is left after a kill. Thread: not safe.
class ContainerRoot {
public:
    enum class Access { Read, Write };
    static base::Result<ContainerRoot> open(const Paths &paths, const Record &record,
                                            const Observed &observed, Access access);

    /// Root directory and the path below it that stand for `path` ("/a/b") in the container.
    struct Place {
        int root = -1;        ///< owned by this object
        std::string path;     ///< relative, never empty ("." for the root)
        bool writable = true; ///< false: a read-only mount, or a read-only root
    };
    [[nodiscard]] Place place(const std::string &path) const;
    [[nodiscard]] int root() const { return m_root.get(); }

private:
    struct Mounted {
        std::string target;
        base::UniqueFd root;
        bool writable = true;
    };
    std::optional<ContainerLock> m_lock;
    base::UniqueFd m_root;
    bool m_writable = true;
    std::vector<Mounted> m_mounts; ///< longest target first; empty when it runs
};

/// "/a/../b/./c" to "/b/c" without looking at links; a final "/" goes.
std::string cleanPath(const std::string &path);

} // namespace catamaran::engine::runtime
