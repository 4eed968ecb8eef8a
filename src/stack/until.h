// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace catamaran::stack {

/// Asks again until `look` has an answer (an optional Result), whenever the engine tells of a change and at
/// least ten times a second. Cancelled when the context is stopped.
template <typename Look>
auto until(engine::Engine &engine, const base::OperationContext &context, const Look &look)
    -> std::remove_reference_t<decltype(*look())>
{
    std::mutex mutex;
    std::condition_variable_any changed;
    bool fresh = true;
    const auto subscription = engine.subscribe([&](const engine::Event &) {
        const std::scoped_lock guard(mutex);
        fresh = true;
        changed.notify_all();
    });
    for (;;) {
        if (auto answer = look())
            return std::move(*answer);
        if (context.stopRequested())
            return base::fail(base::Errc::Cancelled, "canceled");
        std::unique_lock lock(mutex);
        changed.wait_for(lock, context.stop, std::chrono::milliseconds(100), [&] { return fresh; });
        fresh = false;
    }
}

/// Waits; false if the context was stopped meanwhile.
inline bool waitFor(std::chrono::nanoseconds time, const base::OperationContext &context)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, context.stop, time, [] { return false; });
    return !context.stopRequested();
}

} // namespace catamaran::stack
