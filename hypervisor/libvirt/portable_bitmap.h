// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>
#include <string_view>

namespace catamaran::hv {

/// A PNG file (RFC 2083) of a binary PPM ("P6", 8 bits), which is what libvirt's screenshots are. Corrupt for
/// anything else. Pure.
base::Result<std::string> pngOfPpm(std::string_view ppm);

} // namespace catamaran::hv
