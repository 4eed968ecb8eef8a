// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>
#include <utility>

namespace catamaran::base {

/// A value that can only be reached while its lock is held.
///
/// \code
///   Sync<std::map<int, Watch>> m_watches;
///   m_watches.lock()->erase(id);
/// \endcode
template <typename T>
class Sync {
public:
    class Guard {
    public:
        Guard(std::mutex &mutex, T &value) : m_lock(mutex), m_value(&value) {}
        T *operator->() noexcept { return m_value; }
        T &operator*() noexcept { return *m_value; }
        /// Waits on `condition` until `ready(value)`; the lock is free meanwhile.
        template <typename Ready>
        void wait(std::condition_variable &condition, Ready ready)
        {
            condition.wait(m_lock, [&] { return ready(*m_value); });
        }
        /// As wait(), but gives up at `deadline`; returns whether `ready` held.
        template <typename TimePoint, typename Ready>
        bool waitUntil(std::condition_variable &condition, TimePoint deadline, Ready ready)
        {
            return condition.wait_until(m_lock, deadline, [&] { return ready(*m_value); });
        }

    private:
        std::unique_lock<std::mutex> m_lock;
        T *m_value;
    };

    Sync() = default;
    explicit Sync(T value) : m_value(std::move(value)) {}
    Sync(const Sync &) = delete;
    Sync &operator=(const Sync &) = delete;

    [[nodiscard]] Guard lock() { return Guard(m_mutex, m_value); }

private:
    std::mutex m_mutex;
    T m_value{};
};

} // namespace catamaran::base
