// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/launch_plan.h"
#include "engine/spec/container_spec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace catamaran::engine::security {

/// docker's default capability set, as a bit mask (capability(7)).
std::uint64_t defaultCapabilities();
/// Applies --cap-add / --cap-drop ("ALL", "NET_ADMIN", "CAP_NET_ADMIN", any case) to `base`.
base::Result<std::uint64_t> applyCapabilities(std::uint64_t base, const std::vector<std::string> &add,
                                              const std::vector<std::string> &drop);
/// "CAP_CHOWN" names of a mask, in kernel order.
std::vector<std::string> capabilityNames(std::uint64_t mask);
/// All capabilities that this kernel knows (/proc/sys/kernel/cap_last_cap).
std::uint64_t kernelCapabilities();

/// Our default-deny seccomp profile (resources/seccomp.json, built in), compiled for `capabilities` into a
/// struct sock_filter array: unlisted system calls fail with EPERM, unknown ones with ENOSYS, as docker's do.
/// The compiled program of a mask is cached for the process. Thread: safe.
base::Result<std::string> seccompProgram(std::uint64_t capabilities);
/// As above from a profile file in docker's JSON format (--security-opt seccomp=FILE).
base::Result<std::string> seccompProgramFromFile(const std::string &path, std::uint64_t capabilities);
/// As above from the profile itself, which `run` puts in the place of the file's name as docker's CLI does.
base::Result<std::string> seccompProgramFromText(const std::string &profile, std::uint64_t capabilities);

/// The profile of `spec` as the section "linux.seccomp" of an OCI configuration, for `capabilities` on this
/// machine; empty if it is unconfined.
base::Result<std::string> seccompSection(const spec::ContainerSpec &spec, std::uint64_t capabilities);
base::Result<std::string> seccompSectionFromText(std::string_view profile, std::uint64_t capabilities);

/// docker's defaults for /proc and /sys.
std::vector<std::string> defaultMaskedPaths();
std::vector<std::string> defaultReadOnlyPaths();

/// Fills capabilities, seccomp, no_new_privs, masked paths, namespaces that the spec's security flags decide.
base::Result<void> apply(const spec::ContainerSpec &spec, launch::LaunchPlan &plan);

} // namespace catamaran::engine::security
