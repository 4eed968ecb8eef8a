// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/launch_plan.h"
#include "engine/runtime/container_store.h"
#include "engine/runtime/paths.h"
#include "engine/runtime/shared_namespaces.h"

#include <string>
#include <vector>

namespace catamaran::engine::runtime {

/// docker's mount table of a container: /proc, /dev, /dev/pts, /sys, /sys/fs/cgroup, /dev/mqueue, /dev/shm,
/// the three files of /etc, then the user's, parents before children. A user's mount replaces the default one
/// with the same target. Failure: InvalidArgument "bind source path does not exist" with docker's words.
base::Result<std::vector<launch::MountPlan>> planMounts(const Paths &paths, const Record &record,
                                                        const SharedNamespaces &shared = {});

} // namespace catamaran::engine::runtime
