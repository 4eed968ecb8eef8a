// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/verbs/compose/menu.h"

#include <array>
#include <csignal>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace catamaran::cli {

KeyMenu::KeyMenu(std::function<void(char)> onKey) : m_onKey(std::move(onKey))
{
    if (::isatty(STDIN_FILENO) == 0 || ::tcgetattr(STDIN_FILENO, &m_before) != 0)
        return;
    m_end.reset(::eventfd(0, EFD_CLOEXEC));
    termios keys = m_before;
    keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    keys.c_cc[VMIN] = 1;
    keys.c_cc[VTIME] = 0;
    if (!m_end || ::tcsetattr(STDIN_FILENO, TCSANOW, &keys) != 0)
        return;
    m_reader = std::jthread([this] { read(); });
}

KeyMenu::~KeyMenu()
{
    if (!m_reader.joinable())
        return;
    (void)::eventfd_write(m_end.get(), 1);
    m_reader.join();
    (void)::tcsetattr(STDIN_FILENO, TCSANOW, &m_before);
}

void KeyMenu::read()
{
    sigset_t all; // they belong to the thread that waits for them
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
    std::array<pollfd, 2> wait{pollfd{STDIN_FILENO, POLLIN, 0}, pollfd{m_end.get(), POLLIN, 0}};
    while (::poll(wait.data(), wait.size(), -1) > 0 && wait[1].revents == 0) {
        char key = 0;
        if (::read(STDIN_FILENO, &key, 1) != 1)
            return;
        m_onKey(key);
    }
}

} // namespace catamaran::cli
