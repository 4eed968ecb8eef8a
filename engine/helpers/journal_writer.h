// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace catamaran::helpers {

/// Sends a container's lines to systemd-journald by its native protocol: one datagram of fields for each line
/// (https://systemd.io/JOURNAL_NATIVE_PROTOCOL). A line longer than docker's 16 KiB goes out in pieces that
/// are marked CONTAINER_PARTIAL_MESSAGE. A journal that is not there loses lines, never holds the container
/// back.
class JournalWriter {
public:
    /// `fields` ("KEY=VALUE\n" lines) accompany each line and stay the caller's. Returns 0 or an errno.
    int open(const char *fields, size_t size, bool mayDrop);
    void write(uint8_t stream, const void *data, size_t size);
    /// Sends what has no newline yet.
    void finish();
    [[nodiscard]] bool isOpen() const { return m_socket >= 0; }

private:
    void send(uint8_t stream, const char *text, size_t size, bool partial);

    const char *m_fields = nullptr;
    size_t m_fieldsSize = 0;
    int m_socket = -1;
    bool m_mayDrop = false;
    size_t m_kept[2] = {}; ///< bytes of an unfinished line, by stream
};

} // namespace catamaran::helpers
