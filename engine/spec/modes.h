// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/container_spec.h"

#include <string>
#include <string_view>
#include <utility>

/// Parsers and rules of the flags that choose namespaces and devices, in docker's words. All are pure.
/// Thread: safe.
namespace catamaran::engine::spec {

/// "web" of "container:web"; empty for every other mode.
std::string otherContainerOf(std::string_view mode);

/// --ipc, --pid, --uts, --cgroupns, --userns: the text itself, or InvalidArgument.
base::Result<std::string> parseIpcMode(std::string_view text);
base::Result<std::string> parsePidMode(std::string_view text);
base::Result<std::string> parseUtsMode(std::string_view text);
base::Result<std::string> parseCgroupnsMode(std::string_view text);
base::Result<std::string> parseUsernsMode(std::string_view text);

/// --volumes-from: "container[:mode]".
struct VolumesFrom {
    std::string container;
    bool readOnly = false;
};
base::Result<VolumesFrom> parseVolumesFrom(std::string_view text);

/// --device-cgroup-rule: "c 10:200 rwm", "a *:* rwm".
base::Result<std::string> parseDeviceRule(std::string_view text);
/// Whether this is the name of a CDI device: "vendor.com/class=name".
bool isCdiDevice(std::string_view text);

/// --gpus: "all", a number, or "driver=nvidia,count=2,capabilities=compute,device=0,options=..".
struct GpuRequest {
    std::string driver;
    int count = 0; ///< -1: all
    std::vector<std::string> devices;
    std::vector<std::string> capabilities; ///< "gpu" always among them, sorted
    std::map<std::string, std::string> options;
};
base::Result<GpuRequest> parseGpuRequest(std::string_view text);

/// --sysctl: "name=value" of those that docker lets through.
base::Result<std::pair<std::string, std::string>> parseSysctl(std::string_view text);

/// What the flags exclude of each other and of this machine with `processors` CPUs: limits, modes, system
/// controls of namespaces that are not private. InvalidArgument in docker's words.
base::Result<void> checkSpec(const ContainerSpec &spec, unsigned processors);

} // namespace catamaran::engine::spec
