// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/port_forwarder.h"
#include "engine/net/network_service.h"

#include <vector>

namespace catamaran::engine::runtime {

/// The sockets of a container's published ports that catamaran-ports has to serve. Errors as listenOnPorts().
base::Result<std::vector<launch::PortListener>> forwardedListeners(const net::Attachment &attachment);

} // namespace catamaran::engine::runtime
