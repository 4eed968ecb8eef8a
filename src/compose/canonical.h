// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compose/node.h"

namespace catamaran::compose {

/// Whether a short form that cannot be read (it may hold a variable that was not replaced) is an error.
enum class Unreadable { IsError, IsKept };

/// Turns every short syntax of a document into the long one (ports, volumes, build, depends_on, env_file,
/// secrets, configs, networks, devices, gpus, ssh, external, ...). Errors: Errc::Parse with the place.
base::Result<void> canonicalize(Node &document, Unreadable unreadable = Unreadable::IsError);

/// Puts in what docker compose takes for granted: build.context, secrets' target, protocol and mode of ports,
/// count of device requests, bind.create_host_path.
void setDefaults(Node &document);

} // namespace catamaran::compose
