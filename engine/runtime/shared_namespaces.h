// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/runtime/container_store.h"
#include "engine/runtime/paths.h"

#include <string>
#include <sys/types.h>

namespace catamaran::engine::runtime {

/// Processes of other containers whose namespaces are joined; 0: none.
struct SharedNamespaces {
    pid_t ipc = 0; ///< --ipc container:X
    pid_t pid = 0; ///< --pid container:X
};

/// Replaces the name in "container:web" (--ipc, --pid) by the full id, so that a later rename does not
/// matter. NotFound when there is no such container; InvalidArgument for one that does not share its IPC
/// namespace.
base::Result<void> resolveSharedNamespaces(ContainerStore &store, spec::ContainerSpec &spec);

/// Who is to be joined at a start. InvalidState with docker's words when such a container does not run.
base::Result<SharedNamespaces> sharedNamespaces(const Paths &paths, ContainerStore &store,
                                                const spec::ContainerSpec &spec);

/// CLONE_NEW* of what the container gets for itself, without user and network namespaces.
std::uint64_t ownNamespaces(const spec::ContainerSpec &spec);

/// The mounts and volumes of --volumes-from, appended to `spec.mounts` unless their target is taken.
/// Anonymous volumes that are taken become ordinary ones: they outlive both containers.
base::Result<void> takeVolumesFrom(ContainerStore &store, spec::ContainerSpec &spec);

} // namespace catamaran::engine::runtime
