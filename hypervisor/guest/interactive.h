// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hypervisor/guest/channel.h"

#include <array>
#include <cstdint>
#include <string>

namespace catamaran::hv::guest {

/// Brings what is typed (or piped) and the size of our terminal to one program of the guest. Reads only as
/// much as the guest has taken before: a program that does not read stops us, not the VM. Not thread-safe.
class InputPump {
public:
    /// `program`: id of an exec; 0: the entrypoint.
    InputPump(const MachineStreams &streams, std::uint64_t program);
    /// What to poll: readable when give() has something to do.
    [[nodiscard]] std::array<int, 2> watch() const;
    /// Whether give() has something to do now.
    [[nodiscard]] bool waiting() const;
    /// Whether the guest has not yet taken all that was read; give() again in a moment.
    [[nodiscard]] bool pending() const { return !m_pending.empty(); }
    base::Result<void> give(ControlSession &session);

private:
    const MachineStreams &m_streams;
    std::uint64_t m_program;
    std::string m_pending;
    int m_input;          ///< -1: none, or it has ended
    bool m_atEnd = false; ///< the end was read, but not told yet
    bool m_resized;
};

/// Runs a program in the guest with its streams in our hands until it ends; its exit code. With
/// `request.detach` returns 0 as soon as it runs. Cancelled leaves it running.
base::Result<int> execWithStreams(const std::string &socketPath, const MachineExecRequest &request,
                                  const MachineStreams &streams, const base::OperationContext &context);

} // namespace catamaran::hv::guest
