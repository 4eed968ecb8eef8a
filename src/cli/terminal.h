// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <termios.h>

namespace catamaran::cli {

/// Puts a terminal into raw mode and back again when destroyed. Does nothing for what is not a terminal.
class RawTerminal {
public:
    explicit RawTerminal(int fd);
    ~RawTerminal();
    /// For a signal that ends the program at once. May be called from another thread.
    void restore() const;
    RawTerminal(const RawTerminal &) = delete;
    RawTerminal &operator=(const RawTerminal &) = delete;

private:
    int m_fd = -1;
    termios m_before{};
};

struct TerminalSize {
    std::uint16_t rows = 24;
    std::uint16_t columns = 80;
};
/// The size of the terminal on `fd`; 24 x 80 if it is none.
TerminalSize terminalSize(int fd);

} // namespace catamaran::cli
