// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/launch_plan.h"
#include "engine/launch/launcher.h"
#include "engine/runtime/container_store.h"
#include "engine/runtime/paths.h"

#include <initializer_list>
#include <string>
#include <vector>

/// --runtime: containers that another OCI runtime makes, and the monitor watches
/// (helpers/monitor_external.cpp).
namespace catamaran::engine::runtime {

struct FoundRuntime {
    std::string name; ///< "runc"
    std::string path;
};
/// The external OCI runtimes of this host that go by name, in the order in which they are preferred.
std::vector<FoundRuntime> foundRuntimes();

/// The program that --runtime means; empty for our own launch. InvalidArgument in docker's words for a name
/// that is unknown or not installed, and for a program that is no OCI runtime.
base::Result<std::string> externalRuntime(const std::string &wish);

/// Whether `spec` can be given to an external runtime at all; nothing to say without --runtime.
base::Result<void> checkExternalRuntime(const spec::ContainerSpec &spec);

/// Writes the bundle below the container's run directory and fills plan.external, if the record asks for it.
base::Result<void> useExternalRuntime(const Record &record, launch::LaunchPlan &plan);

/// New limits for the next start of the same monitor. Nothing to do without --runtime.
base::Result<void> updateExternalBundle(const Paths &paths, const Record &record);

/// exec by the runtime's own verb: what it has put around the container (another kernel even) is entered as
/// it enters it. `process` is complete, but for what this host cannot give. Errors as executeForeign().
base::Result<launch::Launcher::Executed> executeAtExternalRuntime(const Paths &paths, const Record &record,
                                                                  launch::ProcessPlan process,
                                                                  launch::Launcher::StandardStreams streams,
                                                                  const base::OperationContext &context);

/// The program with what is said in front of every verb. `log` is a name in the bundle.
std::vector<std::string> runtimeCommand(const std::string &program, const std::string &bundle,
                                        const std::string &log, std::initializer_list<std::string> words);
/// Of the runtime's own process.
std::vector<std::string> runtimeEnvironment();
/// What of the capabilities this process may give: a runtime fails at what it cannot.
void boundCapabilities(launch::ProcessPlan &process);

/// "delete --force" for a container whose monitor is gone, and the groups that a killed create has made. What
/// the runtime says about it does not matter.
void forgetAtExternalRuntime(const Paths &paths, const Record &record);

} // namespace catamaran::engine::runtime
