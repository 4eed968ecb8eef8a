// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/helpers/log_queue.h"

#include "engine/helpers/log_writer.h"
#include "engine/sys/syscalls.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

namespace catamaran::helpers {

using engine::launch::LogFrameHeader;

namespace {

constexpr size_t kPage = 4096;
char s_frame[65536]; // the child's copy of one payload; the largest that the monitor makes

} // namespace

int LogQueue::start(LogWriter &writer, size_t capacity)
{
    m_capacity = (capacity + kPage - 1) & ~(kPage - 1);
    void *memory =
        mmap(nullptr, kPage + m_capacity, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return errno;
    m_shared = static_cast<Shared *>(memory); // zero pages are a valid empty queue
    m_ring = static_cast<char *>(memory) + kPage;
    m_event = eventfd(0, EFD_CLOEXEC);
    const int own = sys::pidfdOpen(getpid());
    if (m_event < 0 || own < 0)
        return errno;
    clone_args arguments{};
    arguments.flags = CLONE_PIDFD;
    arguments.pidfd = reinterpret_cast<uint64_t>(&m_pidfd);
    arguments.exit_signal = SIGCHLD;
    m_pid = sys::clone3(arguments);
    if (m_pid == 0)
        consume(writer, own);
    const int error = errno;
    close(own);
    return m_pid < 0 ? error : 0;
}

void LogQueue::copyIn(size_t at, const void *data, size_t size)
{
    const size_t offset = at % m_capacity;
    const size_t first = size < m_capacity - offset ? size : m_capacity - offset;
    memcpy(m_ring + offset, data, first);
    memcpy(m_ring, static_cast<const char *>(data) + first, size - first);
}

void LogQueue::copyOut(size_t at, void *data, size_t size) const
{
    const size_t offset = at % m_capacity;
    const size_t first = size < m_capacity - offset ? size : m_capacity - offset;
    memcpy(data, m_ring + offset, first);
    memcpy(static_cast<char *>(data) + first, m_ring, size - first);
}

bool LogQueue::put(const LogFrameHeader &header, const void *data)
{
    const size_t head = m_shared->head.load(std::memory_order_relaxed);
    const size_t used = head - m_shared->tail.load(std::memory_order_acquire);
    const size_t size = sizeof header + header.length;
    if (size > m_capacity - used)
        return false;
    copyIn(head, &header, sizeof header);
    copyIn(head + sizeof header, data, header.length);
    m_shared->head.store(head + size, std::memory_order_release);
    const uint64_t one = 1;
    while (::write(m_event, &one, sizeof one) < 0 && errno == EINTR) {
    }
    return true;
}

bool LogQueue::takeOne(LogWriter &writer)
{
    const size_t tail = m_shared->tail.load(std::memory_order_relaxed);
    if (m_shared->head.load(std::memory_order_acquire) == tail)
        return false;
    LogFrameHeader header;
    copyOut(tail, &header, sizeof header);
    if (header.length > sizeof s_frame)
        _exit(1);
    copyOut(tail + sizeof header, s_frame, header.length);
    m_shared->tail.store(tail + sizeof header + header.length, std::memory_order_release);
    writer.writeFrame(header, s_frame);
    return true;
}

// A monitor that was killed leaves its child the buffer: what is in it is still written.
void LogQueue::consume(LogWriter &writer, int monitorPidfd)
{
    const int keep[] = {writer.descriptor(), m_event, monitorPidfd};
    for (int fd = 3; fd < 64; ++fd) { // the monitor has few at this moment, and all of them low
        if (fd != keep[0] && fd != keep[1] && fd != keep[2])
            close(fd);
    }
    for (;;) {
        while (takeOne(writer)) {
        }
        pollfd set[2] = {{m_event, POLLIN, 0}, {monitorPidfd, POLLIN, 0}};
        if (m_shared->closed.load(std::memory_order_acquire) || poll(set, 2, -1) < 0 || set[1].revents) {
            while (takeOne(writer)) {
            }
            _exit(0);
        }
        uint64_t count = 0;
        if (set[0].revents && read(m_event, &count, sizeof count) < 0 && errno != EINTR)
            _exit(1);
    }
}

void LogQueue::finish()
{
    if (m_pid <= 0)
        return;
    m_shared->closed.store(true, std::memory_order_release);
    const uint64_t one = 1;
    while (::write(m_event, &one, sizeof one) < 0 && errno == EINTR) {
    }
    siginfo_t info{};
    sys::waitPidfd(m_pidfd, &info, WEXITED);
    close(m_pidfd);
    close(m_event);
    m_pid = 0;
}

} // namespace catamaran::helpers
