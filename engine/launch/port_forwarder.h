// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/launch/launcher.h"
#include "engine/spec/container_spec.h"

#include <string>
#include <vector>

/// Published ports of a rootless container: sockets of the host's network that catamaran-ports serves.
namespace catamaran::engine::launch {

struct PortListener {
    base::UniqueFd socket;
    bool isUdp = false;
    std::uint16_t containerPort = 0;
};

/// Opens the sockets of `ports` in the caller's network, so that a conflict shows before anything starts.
/// PortInUse, PermissionDenied for ports below net.ipv4.ip_unprivileged_port_start (with the fix).
base::Result<std::vector<PortListener>> listenOnPorts(const std::vector<spec::PortMapping> &ports);

/// Starts catamaran-ports for the container at `address` (IPv4); it ends with the process `monitorPid`. The
/// record, "pid start-time" as run file `recordPath`, lets a later engine see that it lives.
base::Result<void> forwardPorts(Launcher &launcher, std::vector<PortListener> listeners,
                                const std::string &address, pid_t monitorPid, const std::string &recordPath);

/// Whether the forwarder of `recordPath` lives.
bool isForwarding(const std::string &recordPath);

} // namespace catamaran::engine::launch
