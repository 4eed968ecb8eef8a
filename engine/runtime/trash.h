// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace catamaran::engine::runtime {

/// Removes directory trees in the background: they are renamed into one directory first, so that they are
/// gone for everybody at once, and a kill leaves only names there, which the next process finishes. Thread:
/// safe. The destructor finishes what was thrown away.
class Trash {
public:
    explicit Trash(std::string directory);
    ~Trash();
    Trash(const Trash &) = delete;
    Trash &operator=(const Trash &) = delete;

    /// Missing is success.
    base::Result<void> throwAway(const std::string &path);
    /// Deletes whatever lies there, also from earlier processes. Returns at once.
    void sweep();

private:
    void work();

    std::string m_directory;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_pending = false;
    bool m_stop = false;
    std::thread m_thread; ///< started by the first piece of work
};

} // namespace catamaran::engine::runtime
