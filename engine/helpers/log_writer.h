// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/helpers/journal_writer.h"
#include "engine/helpers/log_queue.h"
#include "engine/launch/log_format.h"
#include "engine/launch/protocol.h"

namespace catamaran::helpers {

/// Appends frames (launch/log_format.h) to a container's log and rotates it, or hands lines to the journal.
/// One clock read and one writev a chunk. A log that can no longer be written (full disk) loses frames, never
/// the container.
class LogWriter {
public:
    /// Opens or makes the file; with `mayBeTorn` a frame that a killed monitor left unfinished is cut off.
    /// Returns 0 or an errno. An empty path is a log that drops everything.
    int open(const engine::launch::protocol::LogView &plan, bool mayBeTorn);
    void write(uint8_t stream, const void *data, size_t size);
    /// The container has ended: what is still held goes out.
    void finish();

    // For LogQueue's child.
    void writeFrame(const engine::launch::LogFrameHeader &header, const void *data);
    [[nodiscard]] int descriptor() const { return m_fd; }

private:
    void writePiece(engine::launch::LogFrameHeader header, const void *data, size_t size);
    void rotate();
    void cutTornEnd();

    engine::launch::protocol::LogView m_plan;
    uint64_t m_size = 0;
    int m_fd = -1;
    JournalWriter m_journal;
    LogQueue m_queue;
};

} // namespace catamaran::helpers
