// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/stack/watch.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace catamaran::cli {

/// The watch of an attached `compose up`, which --watch turns on from the beginning and the key w at any
/// time. Thread-safe.
class WatchSwitch {
public:
    /// `say` prints a line from any thread. `stack` outlives this.
    WatchSwitch(stack::Stack &stack, stack::Watch::Options options,
                std::function<void(const std::string &text)> say);
    ~WatchSwitch();
    WatchSwitch(const WatchSwitch &) = delete;
    WatchSwitch &operator=(const WatchSwitch &) = delete;

    /// Looks at the files from now on; run() deals with what has changed since. InvalidArgument when no
    /// service has a rule.
    base::Result<void> open();
    void run();
    /// Turns it on or off, and says so.
    void toggle();
    /// What is under way is broken off.
    void stop();
    [[nodiscard]] bool isOn() const { return m_on; }

private:
    stack::Stack &m_stack;
    stack::Watch::Options m_options;
    std::function<void(const std::string &text)> m_say;
    std::mutex m_mutex;
    std::atomic<bool> m_on = false;
    std::unique_ptr<stack::Watch> m_watch;
    std::stop_source m_stop;
    std::jthread m_thread;
};

} // namespace catamaran::cli
