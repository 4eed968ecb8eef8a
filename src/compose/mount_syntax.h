// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compose/node.h"

#include <string>
#include <string_view>

namespace catamaran::compose {

/// The short syntax of a service volume, taken apart: [SOURCE:]TARGET[:OPTIONS].
struct MountSpec {
    std::string type; ///< "bind" or "volume"
    std::string source;
    std::string target;
    bool readOnly = false;
    bool noCopy = false;
    std::string propagation; ///< of a bind: rprivate, shared, ...
    std::string selinux;     ///< z or Z
    bool hasBind = false;
    bool hasVolume = false;

    /// The long syntax.
    [[nodiscard]] Node toNode(const Mark &mark) const;
};

/// Reads the short syntax; knows Windows drives and variables that were not replaced. Unknown options are
/// ignored, as docker compose does. Errors: Errc::Parse "invalid spec: /a::ro: empty section between colons".
base::Result<MountSpec> parseMount(std::string_view spec);

} // namespace catamaran::compose
