// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <QByteArray>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string_view>

namespace catamaran::bridge {

/// The bytes between a terminal on the screen and a program: what is typed goes through a pipe, what is
/// written waits in a bounded buffer, so that a program that floods is held up instead of filling memory.
///
/// One side is the GUI thread, the other a worker. Thread: safe.
class TerminalChannel {
public:
    static constexpr std::size_t kMostWaiting = 4U << 20;

    /// `onData` is called from the worker when the buffer stops being empty.
    static base::Result<std::shared_ptr<TerminalChannel>> make(std::function<void()> onData);

    // The GUI's side; none of these waits.
    /// False when the pipe is full: the caller keeps what is left (`text` is shortened) and tries again.
    bool write(QByteArray &text);
    void resize(int rows, int columns);
    /// At most `most` bytes.
    QByteArray take(qsizetype most);

    // The worker's side.
    [[nodiscard]] int input() const { return m_input.get(); }
    /// Readable when the size has changed.
    [[nodiscard]] int resized() const { return m_resized.get(); }
    /// The size now; empties resized().
    std::pair<std::uint16_t, std::uint16_t> size();
    /// Waits while the buffer is full, until stop is requested.
    void put(std::string_view text, const std::stop_token &stop);

private:
    TerminalChannel() = default;
    base::UniqueFd m_input;
    base::UniqueFd m_keys;
    base::UniqueFd m_resized;
    base::UniqueFd m_resize;
    std::function<void()> m_onData;
    std::mutex m_mutex;
    std::condition_variable_any m_room;
    QByteArray m_waiting;
    std::uint16_t m_rows = 24;
    std::uint16_t m_columns = 80;
};

} // namespace catamaran::bridge
