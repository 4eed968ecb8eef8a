// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hypervisor/api/machine_actions.h"

#include <string>
#include <string_view>
#include <vector>

/// How far a system of its own has booted, read from what it writes on its serial console. Pure.
namespace catamaran::hv::guest {

struct CloudProgress {
    std::vector<BootStep> steps; ///< each name once, in order
    bool ready = false;          ///< cloud-init has finished, or a login prompt came without it
    std::string panic;           ///< the kernel's last words
};

/// Reads a console's text of one boot. Escape sequences are skipped.
CloudProgress readCloudProgress(std::string_view console);

} // namespace catamaran::hv::guest
