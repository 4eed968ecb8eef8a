// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/launch/protocol.h"

/// Links of containers, made by the monitor at a start, and by the engine when a running container joins a
/// network. engine/helpers/network.cpp; no allocation, no libstdc++.
namespace catamaran::helpers {

namespace protocol = engine::launch::protocol;

/// What went wrong while making a network, 0 if nothing did.
struct NetworkFailure {
    int error = 0;
    protocol::Step step{};
    const char *path = "";
};

/// Makes the veth pairs: one message each, the inner end born inside `containerNetns`, the host end up and in
/// its bridge. `hostSocket` is a routing socket of the host's namespace.
NetworkFailure makeInterfaces(const protocol::NetworkView &network, int hostSocket, int containerNetns);
/// Removes the veth pairs of an earlier start.
void removeInterfaces(const protocol::NetworkView &network, int hostSocket);

/// lo up, the interfaces up with their addresses and routes, in one send on a routing socket of the
/// container's namespace.
NetworkFailure configureInterfaces(const protocol::NetworkView &network, int innerSocket);

/// Parsers of the plan's texts; false if malformed. `address` has room for 16 bytes.
bool parseAddress(const char *text, int *family, unsigned char *address, unsigned *prefixLength);
bool parseMac(const char *text, unsigned char *mac);

} // namespace catamaran::helpers
