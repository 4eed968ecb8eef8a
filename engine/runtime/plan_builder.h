// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/launch_plan.h"
#include "engine/net/network_service.h"
#include "engine/runtime/container_store.h"
#include "engine/runtime/paths.h"
#include "engine/runtime/shared_namespaces.h"

#include <string>
#include <vector>

namespace catamaran::engine::runtime {

/// Everything the monitor needs to start this container. Reads the image's passwd and group files and looks
/// at bind sources; changes nothing but the bundle of a container with --runtime.
base::Result<launch::LaunchPlan> buildLaunchPlan(const Paths &paths, const Record &record,
                                                 const launch::NetworkPlan &network,
                                                 const launch::CgroupPlan &cgroup,
                                                 const SharedNamespaces &shared = {});

/// The environment of a process in the container: PATH, HOSTNAME, TERM, the configured ones, HOME.
std::vector<std::string> processEnvironment(const Record &record, const std::vector<std::string> &configured,
                                            const std::string &home, bool tty);

/// The host name inside: the wish, or the short id, or with --network host that of the host.
std::string containerHostname(const Record &record);

/// The restart policy as the monitor has it.
launch::RestartPlan planRestart(const spec::RestartPolicy &policy);

/// Limits of --ulimit as setrlimit(2) takes them. InvalidArgument for an unknown name.
base::Result<std::vector<launch::RlimitPlan>> planRlimits(const std::vector<spec::Ulimit> &ulimits);

/// Layers of a container for overlayfs, topmost first; never empty.
std::vector<std::string> lowerDirectories(const Paths &paths, const Record &record);

} // namespace catamaran::engine::runtime
