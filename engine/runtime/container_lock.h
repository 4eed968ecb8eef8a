// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/runtime/paths.h"

#include <optional>
#include <string>

namespace catamaran::engine::runtime {

/// The right to change one container: an flock(2) on its directory, so that a killed holder frees it.
/// Excludes other processes and other threads alike. Not recursive.
class ContainerLock {
public:
    /// Waits for the lock. NotFound when the container's directory is gone.
    static base::Result<ContainerLock> acquire(const Paths &paths, const std::string &id);
    /// Whether somebody holds the lock just now.
    static bool isHeld(const Paths &paths, const std::string &id);

private:
    explicit ContainerLock(base::UniqueFd fd) : m_fd(std::move(fd)) {}
    base::UniqueFd m_fd;
};

/// Held shared by whoever creates, starts or removes a container, and exclusively by the sweep of recovery,
/// which therefore never takes a half-made thing of a live process for a leftover of a dead one.
class ActivityLock {
public:
    static base::Result<ActivityLock> shared(const Paths &paths);
    /// Nothing when somebody is active; the sweep is then left to the next one.
    static base::Result<std::optional<ActivityLock>> tryExclusive(const Paths &paths);

private:
    explicit ActivityLock(base::UniqueFd fd) : m_fd(std::move(fd)) {}
    base::UniqueFd m_fd;
};

} // namespace catamaran::engine::runtime
