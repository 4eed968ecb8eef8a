// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compose/node.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace catamaran::compose {

/// One published (or, with `published` empty, only exposed) port in the long syntax.
struct PortSpec {
    std::string hostIp;
    std::uint16_t target = 0;
    std::string published; ///< a port or a range
    std::string protocol = "tcp";

    [[nodiscard]] Node toNode(const Mark &mark) const;
};

/// Reads the short syntax [[IP:]HOST:]CONTAINER[/PROTOCOL] with ranges; a container range gives one port
/// each. Errors: Errc::Parse with docker's wording, such as "invalid containerPort: 9999999".
base::Result<std::vector<PortSpec>> parsePorts(std::string_view spec);

} // namespace catamaran::compose
