// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace catamaran::engine::security {

/// "net_admin" to "CAP_NET_ADMIN"; "all" to "ALL". Spaces around are dropped. As docker's
/// NormalizeCapability.
std::string normalCapabilityName(std::string_view name);

struct CapabilityChange {
    std::vector<std::string> add;  ///< sorted, normal, without duplicates
    std::vector<std::string> drop; ///< as add, without what is added
};

/// What --cap-add and --cap-drop amount to, as docker's EffectiveCapAddCapDrop.
CapabilityChange effectiveCapabilityChange(const std::vector<std::string> &add,
                                           const std::vector<std::string> &drop);

} // namespace catamaran::engine::security
