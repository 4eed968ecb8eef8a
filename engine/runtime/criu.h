// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/launch_plan.h"
#include "engine/runtime/container_store.h"
#include "engine/runtime/paths.h"
#include "engine/runtime/state.h"
#include "engine/runtime/verb_types.h"

#include <string>
#include <string_view>
#include <vector>

/// Checkpoints of containers by CRIU (criu(8)): which there are, what a container must be like for one, and
/// the command lines. The processes stay those of an ordinary container: monitor, network, control groups and
/// mounts from outside are ours before and after.
namespace catamaran::engine::runtime {

/// The path of criu(8), looked for in the sbin directories too, which are seldom in the PATH of an ordinary
/// user; empty if it is not installed.
std::string installedCriu();

/// The first thing that criu(8) found wrong, without the place in its sources; empty if its output names no
/// error. Pure.
std::string criuProblem(const std::string &output);

/// Why a container like this cannot be checkpointed, in words that follow "a container "; empty if it can.
/// Pure.
std::string checkpointObstacle(const Record &record);

/// Where one checkpoint is. InvalidArgument for a name that docker would not take.
base::Result<std::string> checkpointDirectory(const Paths &paths, const std::string &id,
                                              const CheckpointPlace &place);

/// A mount of /proc/<pid>/mountinfo (proc_pid_mountinfo(5)).
struct MountLine {
    int id = 0;
    std::string root;   ///< in its file system
    std::string target; ///< in the container
    std::string type;
};
/// Octal escapes are undone; lines that are none are left out. Pure.
std::vector<MountLine> parseMountInfo(std::string_view text);

/// A path of the host that is mounted in the container.
struct OuterMount {
    std::string target; ///< in the container; also the key that the checkpoint knows it by
    std::string source;
};
/// Which of the container's mounts come from outside, by the binds of its plan. Pure.
std::vector<OuterMount> outerMounts(const std::vector<MountLine> &lines,
                                    const std::vector<launch::MountPlan> &planned);

/// The arguments of `criu dump` of a running container into `directory`, and what a restore must know beside
/// the images, which is written there ("catamaran.json").
base::Result<std::vector<std::string>> dumpCommand(const Observed &observed,
                                                   const std::vector<launch::MountPlan> &planned,
                                                   const std::string &directory, bool leaveRunning);

/// Makes of a plan one that restores the checkpoint in `directory` (LaunchPlan::external). NotFound if
/// something that was mounted is not any more.
base::Result<void> planFromCheckpoint(const std::string &directory, launch::LaunchPlan &plan);

} // namespace catamaran::engine::runtime
