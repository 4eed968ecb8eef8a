// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <sys/types.h>

namespace catamaran::engine::runtime {

/// An eventfd that becomes readable when stop is requested, for use in poll(2).
class StopEvent {
public:
    explicit StopEvent(const std::stop_token &token);
    [[nodiscard]] int fd() const { return m_fd.get(); }

private:
    struct Notify {
        int fd;
        void operator()() const;
    };
    base::UniqueFd m_fd;
    std::stop_callback<Notify> m_callback;
};

/// A process that is nobody's business to reap here: held by a pidfd, identified by its start time.
class WatchedProcess {
public:
    /// NotFound when exactly this process does not live any more.
    static base::Result<WatchedProcess> open(pid_t pid, std::uint64_t startTime);

    base::Result<void> signal(int number) const;

    enum class Outcome { Ended, TimedOut, Stopped };
    /// Waits until it has ended; no `timeout` waits for ever.
    base::Result<Outcome> wait(std::optional<std::chrono::milliseconds> timeout,
                               const std::stop_token &stop) const;

private:
    explicit WatchedProcess(base::UniqueFd fd) : m_fd(std::move(fd)) {}
    base::UniqueFd m_fd;
};

} // namespace catamaran::engine::runtime
