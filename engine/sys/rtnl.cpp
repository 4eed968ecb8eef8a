// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sys/rtnl.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

namespace catamaran::sys {

namespace {

constexpr size_t align4(size_t n)
{
    return (n + 3U) & ~size_t{3};
}

} // namespace

void *RtnlBatch::begin(uint16_t type, uint16_t flags, size_t headerSize)
{
    m_start = m_used;
    const size_t size = sizeof(nlmsghdr) + align4(headerSize);
    if (m_used + size > m_capacity) {
        m_overflow = true;
        return nullptr;
    }
    memset(m_buffer + m_used, 0, size);
    nlmsghdr header{};
    header.nlmsg_type = type;
    header.nlmsg_flags = static_cast<uint16_t>(NLM_F_REQUEST | flags);
    header.nlmsg_seq = static_cast<uint32_t>(++m_count);
    memcpy(m_buffer + m_used, &header, sizeof header);
    m_used += size;
    return m_buffer + m_start + sizeof(nlmsghdr);
}

void RtnlBatch::raw(const void *data, size_t size)
{
    if (m_used + align4(size) > m_capacity) {
        m_overflow = true;
        return;
    }
    memset(m_buffer + m_used, 0, align4(size));
    memcpy(m_buffer + m_used, data, size);
    m_used += align4(size);
}

void RtnlBatch::attribute(uint16_t type, const void *data, size_t size)
{
    rtattr header{};
    header.rta_type = type;
    header.rta_len = static_cast<uint16_t>(sizeof header + size);
    raw(&header, sizeof header);
    if (size)
        raw(data, size);
}

void RtnlBatch::text(uint16_t type, const char *value)
{
    attribute(type, value, strlen(value) + 1);
}

size_t RtnlBatch::beginNest(uint16_t type)
{
    const size_t mark = m_used;
    attribute(type, nullptr, 0);
    return mark;
}

void RtnlBatch::endNest(size_t mark)
{
    if (m_overflow)
        return;
    rtattr header{};
    memcpy(&header, m_buffer + mark, sizeof header);
    header.rta_len = static_cast<uint16_t>(m_used - mark);
    memcpy(m_buffer + mark, &header, sizeof header);
}

void RtnlBatch::end()
{
    if (m_overflow)
        return;
    nlmsghdr header{};
    memcpy(&header, m_buffer + m_start, sizeof header);
    header.nlmsg_len = static_cast<uint32_t>(m_used - m_start);
    memcpy(m_buffer + m_start, &header, sizeof header);
}

int RtnlBatch::run(int socket)
{
    if (m_overflow)
        return ENOBUFS;
    if (m_count == 0)
        return 0;
    nlmsghdr last{};
    memcpy(&last, m_buffer + m_start, sizeof last);
    last.nlmsg_flags = static_cast<uint16_t>(last.nlmsg_flags | NLM_F_ACK);
    memcpy(m_buffer + m_start, &last, sizeof last);
    const uint32_t lastSequence = last.nlmsg_seq;
    const size_t size = m_used;
    m_used = m_start = 0;
    m_count = 0;
    ssize_t n;
    do
        n = send(socket, m_buffer, size, 0);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return errno;
    int first = 0;
    for (;;) {
        alignas(nlmsghdr) char reply[2048];
        n = recv(socket, reply, sizeof reply, 0);
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return errno;
        }
        for (size_t at = 0; at + sizeof(nlmsghdr) <= static_cast<size_t>(n);) {
            nlmsghdr header{};
            memcpy(&header, reply + at, sizeof header);
            if (header.nlmsg_len < sizeof header)
                return EBADMSG;
            if (header.nlmsg_type == NLMSG_ERROR) {
                nlmsgerr error{};
                memcpy(&error, reply + at + sizeof header, sizeof error);
                if (error.error && !first)
                    first = -error.error;
                if (header.nlmsg_seq == lastSequence)
                    return first;
            }
            at += align4(header.nlmsg_len);
        }
    }
}

int openRtnl()
{
    const int fd = ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (fd < 0)
        return -1;
    const int on = 1; // error replies without a copy of the request, or they may not fit our buffer
    setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on);
    return fd;
}

} // namespace catamaran::sys
