// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/status.h"
#include "engine/runtime/paths.h"
#include "engine/runtime/types.h"

#include <string>
#include <string_view>

namespace catamaran::engine::runtime {

/// What a container is doing, read from the files of its monitor and checked against the kernel.
struct Observed {
    ContainerState state = ContainerState::Created;
    launch::Status status;
    bool lost = false; ///< it ran, but its monitor ended without recording an exit

    /// A monitor lives: Starting, Running, Paused or Restarting.
    [[nodiscard]] bool isActive() const
    {
        return state == ContainerState::Starting || state == ContainerState::Running ||
               state == ContainerState::Paused || state == ContainerState::Restarting;
    }
};

/// Reads the state of one container. Never fails for a missing file: that means "created".
///
/// The exit record wins over the status file; a status file without a living monitor (pid and start time)
/// means lost: Exited with 137, "monitor was killed". After a reboot the status file is gone, but the log
/// file tells that the container had run.
base::Result<Observed> observe(const Paths &paths, const std::string &id);

/// observe() for many: `hasRunDirectory` says whether <run>/containers/<id> exists, which saves a look when
/// it does not.
enum class RunDirectory { Absent, Present };
base::Result<Observed> observe(const Paths &paths, const std::string &id, RunDirectory runDirectory);

/// What observe() would say of a container that does not run and has left this exit record.
base::Result<Observed> observedEnd(std::string_view exitRecord);

} // namespace catamaran::engine::runtime
