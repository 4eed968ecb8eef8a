// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "src/core/workload.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace catamaran::cli {

/// What a command line works with: engine and deck, opened when a verb first asks for them, and the signals.
///
/// Signals are taken by one thread of our own. Without a handler SIGINT, SIGTERM and SIGHUP end the program;
/// a verb that has something to undo, or a container to pass them to, sets one. Make a Session before any
/// other thread, so that all of them leave the signals to it.
class Session {
public:
    Session();
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    /// Only the containers: nothing of libvirt is touched.
    base::Result<engine::Engine *> engine();
    base::Result<core::Deck *> deck();

    using SignalHandler = std::function<void(int)>;
    /// Calls `handler` on the signal thread until the token is dropped.
    [[nodiscard]] std::shared_ptr<void> handleSignals(SignalHandler handler);
    /// Shows a warning of the engine ("WARNING: ..."), and no other progress.
    static void showNotice(const base::Progress &progress);
    /// A stop token that SIGINT and SIGTERM set while the returned holder lives.
    struct Interruptible {
        std::stop_source source;
        std::shared_ptr<void> handler;
        [[nodiscard]] base::OperationContext context() const;
    };
    [[nodiscard]] Interruptible interruptible();

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace catamaran::cli
