// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hypervisor/api/hypervisor.h"

#include <cstdint>
#include <string>

/// What makes a VM itself, and small looks at the host.
namespace catamaran::hv {

/// Version 4, variant 1 (RFC 9562), without dashes.
std::string freshUuid();
std::string withDashes(const std::string &hex);
/// The MAC address of a VM on the user-mode network.
std::string macAddress(const std::string &uuid);
std::int64_t realtimeNs();
/// 0 for a file that is not there.
std::int64_t fileSize(const std::string &path);
bool portFree(const PortForward &port);
/// A TCP or UDP port that nobody listens on now; 0 if there is none.
std::uint16_t anyFreePort(const std::string &hostIp, bool udp);

} // namespace catamaran::hv
