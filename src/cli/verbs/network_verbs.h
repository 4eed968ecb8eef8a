// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "src/cli/verb.h"

#include <map>
#include <string>
#include <vector>

/// What the files of `catamaran network` share.
namespace catamaran::cli {

int networkCreate(Invocation &call);
int networkConnect(Invocation &call);
int networkDisconnect(Invocation &call);

/// All networks as docker lists them: ours, with the predefined host and none, sorted by name.
base::Result<std::vector<engine::net::Network>> allNetworks(engine::Engine &engine);
/// One of allNetworks() by name, id or unambiguous prefix of an id.
base::Result<engine::net::Network> findNetwork(engine::Engine &engine, const std::string &which);

/// "key=value" (or "key") texts to a map.
base::Result<std::map<std::string, std::string>> keyValues(const std::vector<std::string> &texts);

} // namespace catamaran::cli
