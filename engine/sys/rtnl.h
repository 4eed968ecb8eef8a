// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stddef.h>
#include <stdint.h>

namespace catamaran::sys {

/// Builds several rtnetlink(7) requests in a caller's buffer and sends them with one system call.
///
/// No allocation. A request that does not fit marks the batch as overflown and run() then fails with
/// ENOBUFS. Only the last request asks for an acknowledgement; the kernel reports errors of the others
/// unasked, and run() returns the first. Thread: like any value.
class RtnlBatch {
public:
    RtnlBatch(void *buffer, size_t capacity) : m_buffer(static_cast<char *>(buffer)), m_capacity(capacity) {}

    /// Starts a request and returns its family header (zeroed, `headerSize` bytes), or null when full.
    void *begin(uint16_t type, uint16_t flags, size_t headerSize);
    template <typename Header>
    Header *begin(uint16_t type, uint16_t flags)
    {
        return static_cast<Header *>(begin(type, flags, sizeof(Header)));
    }
    void attribute(uint16_t type, const void *data, size_t size);
    void number(uint16_t type, uint32_t value) { attribute(type, &value, sizeof value); }
    /// A string with its terminating zero.
    void text(uint16_t type, const char *value);
    /// Opens a nested attribute; returns a mark for endNest().
    [[nodiscard]] size_t beginNest(uint16_t type);
    void endNest(size_t mark);
    /// Appends raw aligned bytes (the inner header of VETH_INFO_PEER).
    void raw(const void *data, size_t size);
    /// Ends the request begun last.
    void end();

    /// Sends everything and waits for the acknowledgement. Returns 0 or a positive errno. Clears the batch.
    int run(int socket);

    [[nodiscard]] int count() const { return m_count; }

private:
    char *m_buffer;
    size_t m_capacity;
    size_t m_used = 0;
    size_t m_start = 0;
    int m_count = 0;
    bool m_overflow = false;
};

/// A routing socket of the calling thread's network namespace, or -1 with errno.
int openRtnl();

} // namespace catamaran::sys
