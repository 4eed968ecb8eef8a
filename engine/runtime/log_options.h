// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/launch_plan.h"
#include "engine/runtime/container_store.h"
#include "engine/runtime/paths.h"

#include <string>

/// --log-driver and --log-opt: which driver takes which option, and what becomes of them.
///
/// json-file and local are one file of binary frames here (launch/log_format.h); docker's JSON of a line
/// would be made on reading. They differ in their defaults: local keeps 5 files of 20 MB, json-file
/// everything.
namespace catamaran::engine::runtime {

/// Refuses an unknown driver, an option that the driver does not know, and values that make no sense, in
/// docker's words; Unsupported for what docker can and we cannot, with the reason.
base::Result<void> checkLogOptions(const spec::ContainerSpec &spec);

/// The monitor's part. With the driver none the plan has no path.
base::Result<launch::LogPlan> planLog(const Paths &paths, const Record &record);

/// What `logs --details` shows before each line: the labels, variables and tag that the options ask for, as
/// docker writes them ("a=1,b=2"); empty if none.
std::string logDetails(const Record &record);

/// Whether the driver keeps the log in a file of ours.
bool logsToFile(const spec::ContainerSpec &spec);

} // namespace catamaran::engine::runtime
