// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/launch_plan.h"
#include "engine/runtime/container_store.h"

namespace catamaran::engine::runtime {

/// Whether a container of this process gets a user namespace: always without root.
bool usesUserNamespace(const spec::ContainerSpec &spec);

/// Turns a plan made for root into one for the user's own namespaces: id maps (--userns), overlay with
/// user.* attributes, what the kernel gives only to the owner of a namespace. Nothing changes for root.
/// InvalidArgument for a --userns that is none, Unsupported for one that cannot work here.
base::Result<void> applyUserNamespace(const Record &record, launch::LaunchPlan &plan);

} // namespace catamaran::engine::runtime
