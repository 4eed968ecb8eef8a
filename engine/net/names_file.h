// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/net/ipv4.h"
#include "engine/net/ipv6.h"

#include <string>
#include <vector>

namespace catamaran::engine::net {

/// One member of a network with all that it is called there.
struct NamedEndpoint {
    std::uint32_t network = 0; ///< number of the network
    std::string networkName;
    std::string shortId; ///< 12 hex digits
    std::string name;    ///< empty for a host entry (see `aliases`)
    std::vector<std::string> aliases;
    Ipv4 address;  ///< 0.0.0.0: none
    Ipv6 address6; ///< "::": none
};

/// Bytes of the names file (engine/net/dns_table.h). Names become lower case; those that are no DNS names are
/// left out; NoSpace above kDnsTableMaximumSize. Pure.
base::Result<std::string> encodeNames(const std::vector<NamedEndpoint> &endpoints);

} // namespace catamaran::engine::net
