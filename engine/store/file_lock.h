// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <optional>
#include <string>

namespace catamaran::engine::store {

/// A flock(2) held on a file or directory until the object is destroyed. The kernel drops it when the owner
/// dies, so a free lock means a dead owner, whatever its pid. Two FileLocks of one process exclude each other
/// as those of two processes do.
class FileLock {
public:
    enum class Kind { Shared, Exclusive };

    /// Creates the lock file if needed and waits for the lock.
    static base::Result<FileLock> acquire(const std::string &path, Kind kind);
    /// nullopt: somebody else holds it.
    static base::Result<std::optional<FileLock>> tryAcquire(const std::string &path, Kind kind);

private:
    explicit FileLock(base::UniqueFd fd) : m_fd(std::move(fd)) {}
    base::UniqueFd m_fd;
};

/// A new, locked directory (or file) with a random name under `parent`, which belongs to its creator as long
/// as the descriptor is open. See sweepAbandoned().
struct Staged {
    std::string path;
    base::UniqueFd lock;
};
base::Result<Staged> makeStagedDirectory(const std::string &parent);
base::Result<Staged> makeStagedFile(const std::string &parent);

/// Removes the entries of `parent` whose owner is dead: those that nobody holds a flock on.
base::Result<void> sweepAbandoned(const std::string &parent);

} // namespace catamaran::engine::store
