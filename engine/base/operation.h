// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

namespace catamaran::base {

/// One step of progress of long work. `total` is 0 while unknown.
struct Progress {
    std::string step; ///< what is being done, for people: "Unpacking layer 2 of 3"
    std::int64_t done = 0;
    std::int64_t total = 0;
    std::string unit; ///< "bytes", "files", "steps"; empty for none
};

/// How long work talks to whoever asked for it: it reports progress and asks whether to stop.
///
/// Passed by const reference into every blocking call that can take more than a moment; both members may
/// be empty. `onProgress` is called on the working thread and must not block.
struct OperationContext {
    std::stop_token stop;
    std::function<void(const Progress &)> onProgress;

    void report(std::string step, std::int64_t done = 0, std::int64_t total = 0, std::string unit = {}) const
    {
        if (onProgress)
            onProgress({std::move(step), done, total, std::move(unit)});
    }
    [[nodiscard]] bool stopRequested() const { return stop.stop_requested(); }
};

} // namespace catamaran::base
