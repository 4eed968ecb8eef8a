// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/launch/launcher.h"
#include "engine/spec/container_spec.h"

#include <string>
#include <vector>

/// Published ports as sockets of the host's network that catamaran-ports serves: all of a rootless container;
/// the IPv6 side of a container that has IPv4 only.
namespace catamaran::engine::launch {

struct PortListener {
    base::UniqueFd socket;
    bool isUdp = false;
    std::uint16_t containerPort = 0;
};

enum class Families { Both, Ipv6 }; ///< of a port without an address

/// Opens the sockets of `ports` in the caller's network, so that a conflict shows before anything starts.
/// A host without IPv6 has no sockets of that for ports that name no address.
/// PortInUse, PermissionDenied for ports below net.ipv4.ip_unprivileged_port_start (with the fix).
/// Of `there` those that are bound to a wanted address are taken, instead of opening a second one.
base::Result<std::vector<PortListener>> listenOnPorts(const std::vector<spec::PortMapping> &ports,
                                                      Families families = Families::Both,
                                                      std::vector<base::UniqueFd> there = {});

/// Starts catamaran-ports for the container at `address` (IPv4); it ends with the process `monitorPid`. The
/// record, "pid start-time address" as run file `recordPath`, lets a later engine see that it lives.
base::Result<void> forwardPorts(Launcher &launcher, std::vector<PortListener> listeners,
                                const std::string &address, pid_t monitorPid, const std::string &recordPath);

/// Whether the forwarder of `recordPath` lives.
bool isForwarding(const std::string &recordPath);
/// Whether it lives and leads to `address`.
bool isForwardingTo(const std::string &recordPath, const std::string &address);
/// The listening sockets of the forwarder of `recordPath`, as copies, so that another one can serve them
/// without a moment in which nobody listens. Empty if it does not live.
std::vector<base::UniqueFd> socketsOfForwarder(const std::string &recordPath);
/// Tells it to take no more connections; those that it has go on until they end.
void retireForwarder(const std::string &recordPath);
/// Ends it, and waits until its ports are free.
base::Result<void> stopForwarding(const std::string &recordPath);

} // namespace catamaran::engine::launch
