// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

namespace catamaran::cli {

RawTerminal::RawTerminal(int fd)
{
    if (::isatty(fd) == 0 || ::tcgetattr(fd, &m_before) != 0)
        return;
    termios raw = m_before;
    ::cfmakeraw(&raw);
    if (::tcsetattr(fd, TCSANOW, &raw) == 0)
        m_fd = fd;
}

RawTerminal::~RawTerminal()
{
    restore();
}

void RawTerminal::restore() const
{
    if (m_fd >= 0)
        ::tcsetattr(m_fd, TCSANOW, &m_before);
}

TerminalSize terminalSize(int fd)
{
    winsize size{};
    if (::ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
        return {};
    return {size.ws_row, size.ws_col};
}

} // namespace catamaran::cli
