// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/unique_fd.h"

#include <functional>
#include <termios.h>
#include <thread>

namespace catamaran::cli {

/// Reads single keys from the terminal while `compose up --menu` is attached. Ctrl-C and its kin stay signals
/// (termios(3), ISIG). The terminal gets its mode back when this goes.
class KeyMenu {
public:
    /// `onKey` is called from a thread of its own. Nothing happens where stdin is no terminal.
    explicit KeyMenu(std::function<void(char)> onKey);
    ~KeyMenu();
    KeyMenu(const KeyMenu &) = delete;
    KeyMenu &operator=(const KeyMenu &) = delete;
    [[nodiscard]] bool isOpen() const { return m_reader.joinable(); }

private:
    void read();

    std::function<void(char)> m_onKey;
    base::UniqueFd m_end; ///< eventfd: the reader shall go
    termios m_before{};
    std::jthread m_reader;
};

} // namespace catamaran::cli
