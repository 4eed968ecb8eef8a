// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/terminal_channel.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace catamaran::bridge {

base::Result<std::shared_ptr<TerminalChannel>> TerminalChannel::make(std::function<void()> onData)
{
    auto channel = std::shared_ptr<TerminalChannel>(new TerminalChannel);
    channel->m_onData = std::move(onData);
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return base::failErrno("make a pipe");
    channel->m_input.reset(ends[0]);
    channel->m_keys.reset(ends[1]);
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return base::failErrno("make a pipe");
    channel->m_resized.reset(ends[0]);
    channel->m_resize.reset(ends[1]);
    return channel;
}

bool TerminalChannel::write(QByteArray &text)
{
    while (!text.isEmpty()) {
        const ssize_t written =
            ::write(m_keys.get(), text.constData(), static_cast<std::size_t>(text.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        text.remove(0, written);
    }
    return true;
}

void TerminalChannel::resize(int rows, int columns)
{
    {
        const std::lock_guard lock(m_mutex);
        m_rows = static_cast<std::uint16_t>(rows);
        m_columns = static_cast<std::uint16_t>(columns);
    }
    // A full pipe says "changed" already.
    static_cast<void>(::write(m_resize.get(), "r", 1) == 1);
}

QByteArray TerminalChannel::take(qsizetype most)
{
    QByteArray out;
    {
        const std::lock_guard lock(m_mutex);
        if (m_waiting.size() <= most) {
            out.swap(m_waiting);
        } else {
            out = m_waiting.left(most);
            m_waiting.remove(0, most);
        }
    }
    m_room.notify_all();
    return out;
}

std::pair<std::uint16_t, std::uint16_t> TerminalChannel::size()
{
    std::array<char, 64> buffer{};
    while (::read(m_resized.get(), buffer.data(), buffer.size()) > 0) {
    }
    const std::lock_guard lock(m_mutex);
    return {m_rows, m_columns};
}

void TerminalChannel::put(std::string_view text, const std::stop_token &stop)
{
    bool first = false;
    {
        std::unique_lock lock(m_mutex);
        m_room.wait(lock, stop, [this] { return m_waiting.size() < static_cast<qsizetype>(kMostWaiting); });
        first = m_waiting.isEmpty();
        m_waiting.append(text.data(), static_cast<qsizetype>(text.size()));
    }
    if (first && m_onData)
        m_onData();
}

} // namespace catamaran::bridge
