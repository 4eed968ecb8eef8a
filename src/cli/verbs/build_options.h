// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "src/cli/flags.h"

namespace catamaran::cli {

/// What the program of a RUN may use (--memory, --cpuset-cpus, --cgroup-parent, ...). `request` outlives
/// `flags`.
void declareBuildLimits(FlagSet &flags, engine::build::BuildRequest &request);

/// The options of docker's builders that say what is the case here anyway (--rm, --compress, --builder
/// default): they are taken in that form, and refused with the reason in any other. --call=check sets
/// `check`, which outlives `flags`.
void declareBuildCompatibility(FlagSet &flags, bool &check);

} // namespace catamaran::cli
