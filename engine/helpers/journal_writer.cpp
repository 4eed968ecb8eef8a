// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/helpers/journal_writer.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

namespace catamaran::helpers {

namespace {

constexpr size_t kLongestLine = 16384;
constexpr char kSocketPath[] = "/run/systemd/journal/socket";
char s_kept[2][kLongestLine]; // beginnings of lines; untouched while whole lines arrive

iovec part(const void *data, size_t size)
{
    return {const_cast<void *>(data), size};
}

template <size_t N>
iovec literal(const char (&text)[N])
{
    return part(text, N - 1);
}

} // namespace

int JournalWriter::open(const char *fields, size_t size, bool mayDrop)
{
    m_fields = fields;
    m_fieldsSize = size;
    m_mayDrop = mayDrop;
    // Not connected: journald may be restarted, and each datagram finds the new one.
    m_socket = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    return m_socket < 0 ? errno : 0;
}

void JournalWriter::send(uint8_t stream, const char *text, size_t size, bool partial)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    memcpy(address.sun_path, kSocketPath, sizeof kSocketPath);
    // The form with a length takes any bytes; x86 and arm are little endian, as the protocol is.
    static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);
    const uint64_t length = size;
    iovec parts[6] = {literal("MESSAGE\n"),
                      part(&length, sizeof length),
                      part(text, size),
                      stream == 2 ? literal("\nPRIORITY=3\n") : literal("\nPRIORITY=6\n"),
                      part(m_fields, m_fieldsSize),
                      literal("CONTAINER_PARTIAL_MESSAGE=true\n")};
    msghdr message{};
    message.msg_name = &address;
    message.msg_namelen = sizeof address;
    message.msg_iov = parts;
    message.msg_iovlen = partial ? 6 : 5;
    while (sendmsg(m_socket, &message, MSG_NOSIGNAL | (m_mayDrop ? MSG_DONTWAIT : 0)) < 0 && errno == EINTR) {
    }
}

void JournalWriter::write(uint8_t stream, const void *data, size_t size)
{
    const auto *text = static_cast<const char *>(data);
    const int index = stream == 2 ? 1 : 0;
    while (size > 0) {
        const size_t room = kLongestLine - m_kept[index];
        const size_t look = size < room ? size : room;
        const auto *end = static_cast<const char *>(memchr(text, '\n', look));
        const size_t taken = end ? static_cast<size_t>(end - text) : look;
        const size_t used = end ? taken + 1 : taken;
        const bool full = !end && taken == room;
        if (m_kept[index] == 0 && (end || full)) {
            send(stream, text, taken, full);
        } else {
            memcpy(s_kept[index] + m_kept[index], text, taken);
            m_kept[index] += taken;
            if (end || full) {
                send(stream, s_kept[index], m_kept[index], full);
                m_kept[index] = 0;
            }
        }
        text += used;
        size -= used;
    }
}

void JournalWriter::finish()
{
    for (int index = 0; index < 2; ++index) {
        if (m_kept[index])
            send(static_cast<uint8_t>(index + 1), s_kept[index], m_kept[index], false);
        m_kept[index] = 0;
    }
}

} // namespace catamaran::helpers
