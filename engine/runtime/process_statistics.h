// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cgroup/cgroup.h"

#include <sys/types.h>

namespace catamaran::engine::runtime {

/// Figures of a container without a control group: sums over the processes in the pid namespace of `first`,
/// from /proc (proc_pid_stat(5)). Processor time of what has ended counts when its parent there has waited
/// for it; memory is what is resident, pages that several share counted for each; pids counts threads, as
/// the controller does. Members that cannot be known so are unset.
base::Result<cgroup::Statistics> processStatistics(pid_t first);

/// Adds what the text of one /proc/<pid>/stat says; false if it says nothing. Pure but for the sizes of a
/// page and of a tick.
bool addProcess(std::string_view stat, cgroup::Statistics &sum);

} // namespace catamaran::engine::runtime
