// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hypervisor/api/hypervisor.h"

#include <memory>

namespace catamaran::core {

/// Stands in where no hypervisor could be opened: lists nothing, and every other call fails with the reason.
std::shared_ptr<hv::Hypervisor> makeMissingHypervisor(base::Error reason);

} // namespace catamaran::core
