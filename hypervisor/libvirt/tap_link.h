// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>

namespace catamaran::hv {

/// Makes the tap link `name`, up and on `bridge`, that stays when this process ends (tun(4), TUNSETPERSIST).
/// One that is there already is used. Needs root: PermissionDenied otherwise.
base::Result<void> makeTap(const std::string &name, const std::string &bridge);
/// A link that is not there is success.
void dropTap(const std::string &name);

} // namespace catamaran::hv
