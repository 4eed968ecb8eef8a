// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/container_spec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace catamaran::engine::runtime {

/// What devices of the Container Device Interface (CNCF CDI 0.3 to 1.0) add to a container.
struct CdiEdits {
    std::vector<spec::Device> devices;
    std::vector<spec::Mount> mounts;
    std::vector<std::string> environment; ///< "KEY=VALUE"
    std::vector<std::uint32_t> groups;
};

/// The edits of `requests`: names of CDI devices ("vendor.com/gpu=0") and values of --gpus, which take the
/// devices of a kind ".../gpu". Specifications are the *.json files of `directories`; a later directory goes
/// before an earlier one, as CDI says. Reads those files only if there is a request.
///
/// InvalidArgument "could not select device driver ..." in docker's words when no specification is there,
/// NotFound for an unknown device, Unsupported for a device that wants hooks, which would be run as root on
/// the host.
base::Result<CdiEdits> resolveCdi(const std::vector<std::string> &requests,
                                  const std::vector<std::string> &directories = {"/etc/cdi", "/var/run/cdi"});

} // namespace catamaran::engine::runtime
