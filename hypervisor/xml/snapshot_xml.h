// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "hypervisor/api/machine_actions.h"

#include <string>

namespace catamaran::hv::xml {

/// Reads libvirt's <domainsnapshot>; `current` is left alone. Fails with Parse.
base::Result<SnapshotInfo> readSnapshot(const std::string &text);
std::string writeSnapshot(const std::string &name, const std::string &description);

} // namespace catamaran::hv::xml
