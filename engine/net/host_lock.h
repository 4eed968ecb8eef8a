// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/unique_fd.h"

namespace catamaran::engine::net {

/// A lock that all state directories of one network namespace share: whoever looks for a free subnet and puts
/// it on a link holds it. It is an abstract socket, which is per network namespace as addresses are, and
/// which the kernel takes back from the dead. Advisory: anybody may bind that name, so after some seconds it
/// is gone without.
class HostLock {
public:
    HostLock() = default;
    /// Waits for whoever holds it, ten seconds at most. Blocks.
    static HostLock take();
    [[nodiscard]] bool isHeld() const { return m_socket.valid(); }

private:
    base::UniqueFd m_socket;
};

} // namespace catamaran::engine::net
