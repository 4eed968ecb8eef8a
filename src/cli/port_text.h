// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"

#include <string>
#include <vector>

/// Ports of containers as docker prints them. Pure; thread-safe.
namespace catamaran::cli {

/// The PORTS column: "0.0.0.0:8080->80/tcp, [::]:8080->80/tcp". Ports that are the same inside and outside,
/// or only exposed, are joined to ranges and come first: "7000-7003/tcp, 0.0.0.0:9000-9001->9000-9001/tcp".
/// `exposed` has "80/tcp"; those that are published, too, are left out.
std::string formatPorts(const std::vector<engine::spec::PortMapping> &ports,
                        const std::vector<std::string> &exposed = {});

/// The same for a row of a list: nothing unless it runs, and no exposed ports on networks that are not its
/// own.
std::string formatPorts(const engine::ContainerSummary &container);

/// What `docker port` prints: "80/tcp -> 0.0.0.0:8080" for each address, or without the part before the
/// address when only `wanted` ("80/tcp") is asked for. Sorted by number.
std::vector<std::string> portLines(const std::vector<engine::spec::PortMapping> &ports,
                                   const std::string &wanted);

} // namespace catamaran::cli
