// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/container_spec.h"

namespace catamaran::engine::runtime {

/// spec::checkSpec() for this machine, and what this engine does not do: each is refused with its reason.
base::Result<void> checkSupported(const spec::ContainerSpec &spec);

} // namespace catamaran::engine::runtime
