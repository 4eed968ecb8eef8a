// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <linux/bpf.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Which device nodes a container may make and open: the rules, and the program that holds them on v2.
namespace catamaran::engine::cgroup {

/// One line of v1's devices.allow: "c 10:200 rwm", "b *:* m", "a". With "deny " in front it takes away what
/// an earlier rule gave; the last rule that fits decides.
struct DeviceRule {
    bool allow = true;
    char type = 'a';                    ///< 'c', 'b', or 'a' for both
    std::optional<std::uint32_t> major; ///< unset: any
    std::optional<std::uint32_t> minor;
    bool read = true;
    bool write = true;
    bool makeNode = true;
    bool operator==(const DeviceRule &) const = default;
};

/// InvalidArgument in docker's words.
base::Result<DeviceRule> parseDeviceRule(std::string_view text);
/// As v1's files want it, without allow or deny: "c 10:200 rwm".
std::string formatDeviceRule(const DeviceRule &rule);
/// docker's list for every container: any node may be made, the harmless ones may be used.
const std::vector<DeviceRule> &ordinaryDevices();

/// A BPF_PROG_TYPE_CGROUP_DEVICE program for the rules; what fits none is refused. Pure.
std::vector<bpf_insn> deviceProgram(const std::vector<DeviceRule> &rules);

enum class DeviceFilter { Attached, NotPermitted };

/// Loads the program and attaches it to the v2 group at `directory`, in place of the one that was there.
/// NotPermitted when this user may not (rootless: the kernel itself keeps such containers from making nodes,
/// mknod(2)); Unsupported when the kernel cannot.
base::Result<DeviceFilter> attachDeviceFilter(const std::string &directory,
                                              const std::vector<DeviceRule> &rules);

/// Whether this process may load such programs here: loads the smallest one.
base::Result<DeviceFilter> probeDeviceFilter();

} // namespace catamaran::engine::cgroup
