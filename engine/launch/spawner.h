// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <memory>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace catamaran::engine::launch {

/// A child of this process. It is reaped by the spawner's thread; whoever holds this can wait for the code.
class Child {
public:
    [[nodiscard]] pid_t pid() const { return m_pid; }
    /// Blocks until the child has ended; its exit code, 128 plus the signal. Any thread, any number of times.
    base::Result<int> wait();
    /// Whether it has ended within `milliseconds`.
    bool waitFor(int milliseconds);
    void kill(int signal);
    /// A pidfd, readable when the child has ended. Lives as long as this object.
    [[nodiscard]] int descriptor() const;

private:
    friend class Spawner;
    struct State;
    pid_t m_pid = 0;
    std::shared_ptr<State> m_state;
};

/// Starts helper programs by posix_spawn from one permanent thread, and reaps them there.
///
/// The kernel ties "die with the parent" to the thread that spawned, and a thread that owns all children can
/// wait for each by pidfd. Thread: safe. When the spawner goes, children run on; their Child objects then
/// reap by themselves.
class Spawner {
public:
    /// With `network`, an open network namespace, the thread lives in there, and so do its children.
    explicit Spawner(int network = -1);
    ~Spawner();
    Spawner(const Spawner &) = delete;
    Spawner &operator=(const Spawner &) = delete;

    struct Request {
        int program = -1; ///< executed by descriptor
        std::string name; ///< argv[0]
        /// {own descriptor, number in the child}; all others are closed, 0 to 2 are /dev/null.
        std::vector<std::pair<int, int>> descriptors;
        // For a program that is none of ours:
        std::string path;                   ///< absolute; used instead of `program`
        std::vector<std::string> arguments; ///< all of them, argv[0] too
        std::vector<std::string> environment;
        std::string directory; ///< where it runs; empty: where we do
        std::string terminal;  ///< device that becomes its controlling terminal and its 0 to 2
    };
    base::Result<Child> spawn(const Request &request);

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace catamaran::engine::launch
