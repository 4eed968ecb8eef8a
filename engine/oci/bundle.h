// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/cgroup/device_filter.h"
#include "engine/launch/launch_plan.h"
#include "engine/spec/container_spec.h"

#include <functional>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

/// The way back from translate.h: a plan of ours as the bundle of an external OCI runtime (--runtime).
namespace catamaran::engine::oci {

/// What config.json needs and a LaunchPlan does not have.
struct BundleExtras {
    std::string cgroupsPath; ///< groupsPathOf(); empty: the runtime's choice
    std::string resources;   ///< resourcesText()
    std::string seccomp;     ///< the section "linux.seccomp"; empty: unconfined
    std::string initPath;    ///< of catamaran-init on the host, with ProcessPlan::init
    std::map<std::string, std::string> annotations;
};

/// config.json (runtime-spec 1.0.2) for `plan`, whose external.bundle names the directory: the root and the
/// namespaces are below it under the names of launch/bundle_names.h. Unsupported for what the format cannot
/// say: nothing of the plan is dropped. Pure.
base::Result<std::string> bundleConfig(const launch::LaunchPlan &plan, const BundleExtras &extras);

/// process.json of `exec --process` for `process`; everything but its name of a control group. Pure.
std::string processText(const launch::ProcessPlan &process);

/// linux.resources: the limits, and the device list from `rules` on top of docker's ordinary one.
/// `device` gives "major:minor" of a block device. Pure but for it.
using FindBlockDevice = std::function<base::Result<std::string>(const std::string &path)>;
base::Result<std::string> resourcesText(const spec::Resources &limits, const std::vector<std::string> &rules,
                                        const FindBlockDevice &device);

/// "/catamaran/<id>": the part of a group's directory below its mount point. `mountinfo` as in
/// /proc/self/mountinfo. Empty if it is below none. Pure.
std::string groupsPathOf(const launch::CgroupPlan &plan, std::string_view mountinfo);

} // namespace catamaran::engine::oci
