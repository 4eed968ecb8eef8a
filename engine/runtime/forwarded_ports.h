// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/port_forwarder.h"
#include "engine/net/network_service.h"

#include <vector>

namespace catamaran::engine::runtime {

/// The sockets of a container's published ports that catamaran-ports has to serve; `there` as of
/// listenOnPorts(), and so are the errors.
base::Result<std::vector<launch::PortListener>> forwardedListeners(const net::Attachment &attachment,
                                                                   std::vector<base::UniqueFd> there = {});

} // namespace catamaran::engine::runtime
