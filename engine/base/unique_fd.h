// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cerrno>
#include <unistd.h>
#include <utility>

namespace catamaran::base {

/// Owns one file descriptor and closes it. Movable, not copyable. Every descriptor in this tree is
/// close-on-exec from birth; those meant for a child are named in its launch plan.
/// Usable in the helpers: no allocation, no exceptions.
class UniqueFd {
public:
    UniqueFd() noexcept = default;
    explicit UniqueFd(int fd) noexcept : m_fd(fd) {}
    UniqueFd(UniqueFd &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    UniqueFd &operator=(UniqueFd &&other) noexcept
    {
        if (this != &other)
            reset(std::exchange(other.m_fd, -1));
        return *this;
    }
    UniqueFd(const UniqueFd &) = delete;
    UniqueFd &operator=(const UniqueFd &) = delete;
    ~UniqueFd() { reset(); }

    [[nodiscard]] int get() const noexcept { return m_fd; }
    [[nodiscard]] bool valid() const noexcept { return m_fd >= 0; }
    explicit operator bool() const noexcept { return valid(); }
    /// Gives the descriptor away; the caller closes it.
    [[nodiscard]] int release() noexcept { return std::exchange(m_fd, -1); }
    /// Closes what is held and holds `fd` instead. errno is kept.
    void reset(int fd = -1) noexcept;

private:
    int m_fd = -1;
};

inline void UniqueFd::reset(int fd) noexcept
{
    const int old = std::exchange(m_fd, fd);
    if (old >= 0) {
        const int saved = errno;
        ::close(old);
        errno = saved;
    }
}

} // namespace catamaran::base
