// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/network_service.h"

#include <memory>

namespace catamaran::engine::net {

/// The same service, with everything that it does in the kernel done in the deck's network namespace
/// (sys/deck.h) instead of the host's: there an ordinary user may make bridges and rules. Adds the way out
/// (pasta, asked of the deck's holder), the host's resolvers, and the way back for connections that
/// catamaran-ports makes with a client's address.
std::unique_ptr<NetworkService> runInDeck(std::unique_ptr<NetworkService> inner);

} // namespace catamaran::engine::net
