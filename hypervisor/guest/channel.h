// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "hypervisor/api/hypervisor.h"
#include "hypervisor/guest/frame.h"

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace catamaran::hv::guest {

/// One turn on a VM's control socket.
///
/// QEMU serves one client at a time and many processes may want to talk, so a turn is: take the lock file,
/// connect, one or a few requests, disconnect. Requests are numbered at random; answers to somebody else's
/// are skipped. Every call has a deadline. Not thread-safe.
class ControlSession {
public:
    /// NotFound if the VM is not running, Timeout if others hold the channel for too long.
    static base::Result<ControlSession> open(const std::string &socketPath,
                                             std::chrono::milliseconds deadline);
    ControlSession(ControlSession &&) noexcept = default;
    ControlSession &operator=(ControlSession &&) noexcept = default;

    /// Sends the frame (a SEQ field is added) and waits for its answer. The guest's ERROR becomes an error
    /// with the code CommandNotFound (127), CommandNotExecutable (126) or Protocol.
    base::Result<Frame> request(FrameBuilder frame, std::chrono::milliseconds deadline);
    /// Sends all of them at once and waits for all answers. The first error counts; the guest refuses to run
    /// what it could not set up.
    base::Result<void> requestAll(std::vector<FrameBuilder> frames, std::chrono::milliseconds deadline);
    /// As request(), but gives up (nullopt) as soon as one of `wake` can be read; -1: none. The guest forgets
    /// the request when it gets the next one.
    base::Result<std::optional<Frame>> requestUnless(FrameBuilder frame, std::chrono::milliseconds deadline,
                                                     std::array<int, 2> wake);

private:
    ControlSession(base::UniqueFd lock, base::UniqueFd socket)
        : m_lock(std::move(lock)), m_socket(std::move(socket))
    {
    }
    base::UniqueFd m_lock;
    base::UniqueFd m_socket;
    FrameStream m_stream{CT_CONTROL_LIMIT};
};

/// Runs a program in the guest and collects its output, at most 1 MiB per stream. The channel is given to
/// others several times a second meanwhile.
base::Result<MachineExecResult> execInGuest(const std::string &socketPath,
                                            const std::vector<std::string> &arguments,
                                            const std::vector<std::string> &environment,
                                            const std::string &user, const std::string &workingDirectory,
                                            const base::OperationContext &context);

/// Host CLOCK_MONOTONIC minus guest CLOCK_MONOTONIC in ns, from the quickest of a few pings.
base::Result<std::int64_t> measureClockOffset(const std::string &socketPath);

} // namespace catamaran::hv::guest
