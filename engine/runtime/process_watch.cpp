// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/process_watch.h"
#include "engine/launch/status.h"

#include <array>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::Result;
using base::UniqueFd;

void StopEvent::Notify::operator()() const
{
    const std::uint64_t one = 1;
    (void)!::write(fd, &one, sizeof one);
}

StopEvent::StopEvent(const std::stop_token &token)
    : m_fd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), m_callback(token, Notify{m_fd.get()})
{
}

Result<WatchedProcess> WatchedProcess::open(pid_t pid, std::uint64_t startTime)
{
    if (pid <= 0)
        return base::fail(Errc::NotFound, "no process");
    UniqueFd fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    // Only now, with the process held, does its start time tell whether it is the right one.
    if (!fd || !launch::isAlive(pid, startTime))
        return base::fail(Errc::NotFound, "process " + std::to_string(pid) + " has ended");
    return WatchedProcess(std::move(fd));
}

Result<void> WatchedProcess::signal(int number) const
{
    if (::syscall(SYS_pidfd_send_signal, m_fd.get(), number, nullptr, 0) != 0 && errno != ESRCH)
        return base::failErrno("send signal " + std::to_string(number));
    return {};
}

Result<WatchedProcess::Outcome> WatchedProcess::wait(std::optional<std::chrono::milliseconds> timeout,
                                                     const std::stop_token &stop) const
{
    const StopEvent stopEvent(stop);
    const auto deadline = std::chrono::steady_clock::now() + timeout.value_or(std::chrono::milliseconds(0));
    for (;;) {
        std::array<pollfd, 2> polled = {pollfd{m_fd.get(), POLLIN, 0}, pollfd{stopEvent.fd(), POLLIN, 0}};
        int left = -1;
        if (timeout) {
            const auto remaining =
                std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
            left = static_cast<int>(std::max<std::int64_t>(0, remaining.count()));
        }
        const int ready = ::poll(polled.data(), polled.size(), left);
        if (ready < 0 && errno != EINTR)
            return base::failErrno("poll");
        if (ready > 0 && polled[0].revents != 0)
            return Outcome::Ended;
        if (ready > 0 && polled[1].revents != 0)
            return Outcome::Stopped;
        if (ready == 0)
            return Outcome::TimedOut;
    }
}

} // namespace catamaran::engine::runtime
