// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/launch/log_format.h"

#include <atomic>
#include <stddef.h>
#include <sys/types.h>

namespace catamaran::helpers {

class LogWriter;

/// The buffer of `--log-opt mode=non-blocking`: frames go into shared memory, and a process of their own, a
/// child of the monitor, writes them. When the disk stands still and the buffer is full, frames are lost; the
/// container never waits. One producer, one consumer.
class LogQueue {
public:
    /// Maps the buffer and starts the writing child, which uses `writer` (a copy of it, as after fork).
    /// Returns 0 or an errno.
    int start(LogWriter &writer, size_t capacity);
    /// False when the frame did not fit and is lost.
    bool put(const engine::launch::LogFrameHeader &header, const void *data);
    /// Waits until the child has written everything, and ended.
    void finish();
    [[nodiscard]] bool isRunning() const { return m_pid > 0; }

private:
    struct Shared {
        std::atomic<size_t> head; ///< bytes put in since the start
        std::atomic<size_t> tail; ///< bytes taken out
        std::atomic<bool> closed;
    };
    [[noreturn]] void consume(LogWriter &writer, int monitorPidfd);
    bool takeOne(LogWriter &writer);
    void copyIn(size_t at, const void *data, size_t size);
    void copyOut(size_t at, void *data, size_t size) const;

    Shared *m_shared = nullptr;
    char *m_ring = nullptr;
    size_t m_capacity = 0;
    int m_event = -1;
    int m_pidfd = -1;
    pid_t m_pid = 0;
};

} // namespace catamaran::helpers
