// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/launch/launch_plan.h"

namespace catamaran::engine::launch {

/// One hook of an OCI configuration (config.md, "POSIX-platform Hooks").
struct HookPlan {
    std::string path;
    std::vector<std::string> arguments; ///< with argv[0]
    std::vector<std::string> environment;
    std::uint64_t timeoutMs = 0; ///< 0: none
};

/// What catamaran-oci is to do for an OCI runtime: no monitor stays, whoever called the runtime waits for the
/// container itself.
struct OciPlan {
    enum class Action : std::uint32_t {
        Create, ///< a container, up to the point where it waits for its start
        Exec,   ///< a further process: `launch` has its process, seccomp and control group
        Hooks,  ///< only the hooks of `runtimeHooks`
    };
    Action action = Action::Create;
    LaunchPlan launch;
    pid_t targetPid = 0; ///< Exec
    std::uint64_t targetStartTime = 0;
    /// The state that hooks read is <head><status><middle><pid><tail>; only the helper knows the pid in time.
    std::string stateHead;
    std::string stateMiddle;
    std::string stateTail;
    std::string hookStatus;             ///< Hooks: "running", "stopped"
    std::vector<HookPlan> runtimeHooks; ///< prestart and createRuntime; Hooks: all of them
    std::vector<HookPlan> createContainerHooks;
    std::vector<HookPlan> startContainerHooks;
    std::string keyring;     ///< name of the session keyring to make; empty: none is made
    std::string timeOffsets; ///< text for /proc/<pid>/timens_offsets
    bool hasScheduler = false;
    std::uint32_t schedulerPolicy = 0; ///< SCHED_*
    std::int32_t schedulerNice = 0;
    std::uint32_t schedulerPriority = 0;
    std::uint64_t schedulerFlags = 0;
    std::uint64_t schedulerRuntime = 0;
    std::uint64_t schedulerDeadline = 0;
    std::uint64_t schedulerPeriod = 0;
    std::optional<int> ioPriority; ///< as ioprio_set(2) takes it
    std::optional<int> personality;
    std::optional<int> umask;               ///< of the process; unset: 0022
    std::uint32_t preservedDescriptors = 0; ///< behind standard error
};

} // namespace catamaran::engine::launch
