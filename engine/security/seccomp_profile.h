// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace catamaran::engine::security {

/// resources/seccomp.json, built in.
extern const std::string_view kDefaultSeccompProfile;

} // namespace catamaran::engine::security
