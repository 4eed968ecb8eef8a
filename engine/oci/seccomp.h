// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace catamaran::engine::oci {

/// linux.seccomp (config-linux.md) compiled by libseccomp into a struct sock_filter array; empty when the
/// section allows everything. Calls that are newer than libseccomp get ENOSYS where the default is an errno,
/// so that programs fall back to older ones (as runc). Unsupported for SCMP_ACT_NOTIFY and unknown flags.
/// Pure but for the machine's own architecture. Takes some milliseconds.
base::Result<std::string> compileSeccomp(const nlohmann::json &section);

} // namespace catamaran::engine::oci
