// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/verbs/vm/streams.h"

#include "engine/base/detach_keys.h"
#include "src/cli/output.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace catamaran::cli::vm {

HeldStreams::HeldStreams(Session &, bool keyboard, bool tty, const std::string &detachKeys)
    : m_keys(detachKeys.empty() ? "\x10\x11" : detachKeys), m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      m_raw(std::make_unique<RawTerminal>(keyboard && tty ? STDIN_FILENO : -1))
{
    m_streams.onOutput = [](bool isStderr, std::string_view text) {
        if (isStderr)
            printStderr(text);
        else
            print(text);
    };
    if (tty) {
        m_streams.wake = m_wake.get();
        m_streams.size = [] {
            const TerminalSize size = terminalSize(STDOUT_FILENO);
            return std::pair{size.rows, size.columns};
        };
    }
    std::array<int, 2> ends{-1, -1};
    if (!keyboard || ::pipe2(ends.data(), O_CLOEXEC) != 0)
        return;
    m_read.reset(ends[0]);
    m_write.reset(ends[1]);
    m_streams.input = m_read.get();
    m_reader = std::jthread([this](const std::stop_token &stop) { type(stop); });
}

HeldStreams::~HeldStreams()
{
    m_reader.request_stop();
    m_read.reset(); // a writer that is stuck gets an error
    if (m_reader.joinable())
        m_reader.join();
}

void HeldStreams::type(const std::stop_token &stop)
{
    // Without a terminal nothing is typed, so nothing detaches.
    base::DetachKeys keys(m_streams.size ? std::string_view(m_keys) : std::string_view());
    std::array<char, 16384> buffer;
    while (!stop.stop_requested()) {
        pollfd watch{STDIN_FILENO, POLLIN, 0};
        if (::poll(&watch, 1, 100) <= 0)
            continue;
        const ssize_t n = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (n < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (n <= 0)
            break;
        std::string typed;
        const bool leave = keys.filter({buffer.data(), static_cast<std::size_t>(n)}, typed);
        for (std::size_t at = 0; at < typed.size() && !stop.stop_requested();) {
            pollfd room{m_write.get(), POLLOUT, 0};
            if (::poll(&room, 1, 100) <= 0)
                continue;
            // No more than the pipe is sure to have room for.
            const ssize_t put =
                ::write(m_write.get(), typed.data() + at, std::min<std::size_t>(typed.size() - at, 4096));
            if (put < 0 && errno != EINTR)
                return;
            at += put > 0 ? static_cast<std::size_t>(put) : 0;
        }
        if (leave) {
            m_source.request_stop();
            return;
        }
    }
    if (!stop.stop_requested())
        m_write.reset();
}

base::OperationContext HeldStreams::context() const
{
    base::OperationContext out;
    out.stop = m_source.get_token();
    return out;
}

void HeldStreams::resized() const
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(m_wake.get(), &one, sizeof one);
}

} // namespace catamaran::cli::vm
