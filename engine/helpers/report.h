// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/launch/protocol.h"

#include <errno.h>
#include <initializer_list>
#include <sys/socket.h>
#include <unistd.h>

namespace catamaran::helpers {

namespace protocol = engine::launch::protocol;

/// Says it, or ends the conversation: the other side waits for this one message, and an end is an answer too.
inline bool sendOrShut(int socket, const void *message, size_t size)
{
    if (::send(socket, message, size, MSG_NOSIGNAL) == static_cast<ssize_t>(size))
        return true;
    shutdown(socket, SHUT_RDWR);
    return false;
}

/// Where a failing step is reported: one message {step, errno, path} on a SEQPACKET socket.
class Report {
public:
    Report(int socket, protocol::MessageType type) : m_socket(socket), m_type(type) {}

    void send(protocol::Step step, int error, const char *path) const
    {
        protocol::FailedMessage message;
        message.header.type = m_type;
        message.step = step;
        message.error = error;
        strncpy(message.path, path ? path : "", sizeof message.path - 1);
        sendOrShut(m_socket, &message, sizeof message);
    }
    /// Reports errno and ends the process: a half-made child has nothing to undo but itself.
    [[noreturn]] void fail(protocol::Step step, const char *path = "") const
    {
        send(step, errno, path);
        _exit(127);
    }
    [[nodiscard]] int socket() const { return m_socket; }

private:
    int m_socket;
    protocol::MessageType m_type;
};

inline bool sendHeader(int socket, protocol::MessageType type, uint32_t value = 0)
{
    protocol::MessageHeader header;
    header.type = type;
    header.value = value;
    return sendOrShut(socket, &header, sizeof header);
}

/// Waits for exactly this message; false if the peer is gone or says something else.
inline bool awaitHeader(int socket, protocol::MessageType type)
{
    protocol::MessageHeader header;
    ssize_t n;
    do
        n = recv(socket, &header, sizeof header, 0);
    while (n < 0 && errno == EINTR);
    return n == sizeof header && protocol::isMessage(&header, sizeof header) && header.type == type;
}

} // namespace catamaran::helpers
