// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/helpers/log_writer.h"

#include "engine/helpers/text.h"
#include "engine/sys/syscalls.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/uio.h>

namespace catamaran::helpers {

using engine::launch::LogFrameHeader;

int LogWriter::open(const engine::launch::protocol::LogView &plan, bool mayBeTorn)
{
    m_plan = plan;
    if (plan.kind == engine::launch::protocol::LogKind::Journal)
        return m_journal.open(plan.fields.data, plan.fields.size, plan.bufferSize != 0);
    if (plan.path.empty())
        return 0;
    m_fd = ::open(plan.path.data, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    if (m_fd < 0)
        return errno;
    struct stat info {};
    if (fstat(m_fd, &info))
        return errno;
    m_size = static_cast<uint64_t>(info.st_size);
    if (m_size && mayBeTorn)
        cutTornEnd();
    if (plan.bufferSize)
        return m_queue.start(*this, plan.bufferSize);
    return 0;
}

void LogWriter::cutTornEnd()
{
    uint64_t at = 0;
    LogFrameHeader header;
    while (m_size - at >= sizeof header &&
           pread(m_fd, &header, sizeof header, static_cast<off_t>(at)) == sizeof header &&
           header.version == 1 && header.length <= m_size - at - sizeof header)
        at += sizeof header + header.length;
    if (at < m_size && ftruncate(m_fd, static_cast<off_t>(at)) == 0)
        m_size = at;
}

void LogWriter::rotate()
{
    // path.(n-1) is dropped, path.1 becomes path.2, path becomes path.1.
    for (uint32_t i = m_plan.maximumFiles; i-- > 1;) {
        PathBuffer to;
        PathBuffer from;
        to.append(m_plan.path.data).append(".").appendNumber(i);
        from.append(m_plan.path.data);
        if (i > 1)
            from.append(".").appendNumber(i - 1);
        rename(from.c_str(), to.c_str());
    }
    if (m_plan.maximumFiles <= 1) {
        if (ftruncate(m_fd, 0) == 0)
            m_size = 0;
        return;
    }
    const int fresh = ::open(m_plan.path.data, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    if (fresh < 0)
        return;
    close(m_fd);
    m_fd = fresh;
    m_size = 0;
}

void LogWriter::write(uint8_t stream, const void *data, size_t size)
{
    if (m_journal.isOpen()) {
        m_journal.write(stream, data, size);
        return;
    }
    if (m_fd < 0 || size == 0)
        return;
    LogFrameHeader header;
    header.length = static_cast<uint32_t>(size);
    header.stream = stream;
    header.timeNs = static_cast<uint64_t>(sys::nanoseconds(CLOCK_REALTIME));
    if (m_queue.isRunning())
        m_queue.put(header, data);
    else
        writeFrame(header, data);
}

void LogWriter::finish()
{
    m_journal.finish();
    m_queue.finish();
}

// A chunk that is larger than a whole file may be goes in pieces, at the end of a line where there is one.
void LogWriter::writeFrame(const LogFrameHeader &header, const void *data)
{
    constexpr uint64_t kSmallestPiece = 64;
    const char *at = static_cast<const char *>(data);
    size_t left = header.length;
    const uint64_t room = m_plan.maximumSize > sizeof header + kSmallestPiece
                              ? m_plan.maximumSize - sizeof header
                              : kSmallestPiece;
    while (m_plan.maximumSize && left > room) {
        const auto *end = static_cast<const char *>(memrchr(at, '\n', room));
        const size_t size = end ? static_cast<size_t>(end - at) + 1 : static_cast<size_t>(room);
        writePiece(header, at, size);
        at += size;
        left -= size;
    }
    writePiece(header, at, left);
}

void LogWriter::writePiece(LogFrameHeader header, const void *data, size_t size)
{
    if (m_fd < 0)
        return;
    header.length = static_cast<uint32_t>(size);
    if (m_plan.maximumSize && m_size && m_size + sizeof header + size > m_plan.maximumSize)
        rotate();
    const iovec parts[2] = {{&header, sizeof header}, {const_cast<void *>(data), size}};
    const ssize_t n = writev(m_fd, parts, 2);
    if (n == static_cast<ssize_t>(sizeof header + size))
        m_size += static_cast<uint64_t>(n);
    else if (n > 0 && ftruncate(m_fd, static_cast<off_t>(m_size))) // a torn frame would hide all later ones
        close(m_fd), m_fd = -1;
}

} // namespace catamaran::helpers
