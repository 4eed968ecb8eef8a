// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/guest/journal.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace catamaran::hv::guest {

void applyFrame(BootRecord &record, const Frame &frame)
{
    const auto time = frame.number(CT_TAG_TIME);
    const auto at = time ? std::optional(static_cast<std::int64_t>(*time)) : std::nullopt;
    switch (frame.type()) {
    case CT_READY:
        record = {};
        record.readyNs = at;
        if (const auto init = frame.number(CT_TAG_STAMP_INIT))
            record.initNs = static_cast<std::int64_t>(*init);
        record.kernel = frame.text(CT_TAG_KERNEL).value_or("");
        break;
    case CT_STARTED:
        record.startedNs = at;
        break;
    case CT_LISTENING:
        record.listening.push_back(
            {at.value_or(0), static_cast<std::uint16_t>(frame.number(CT_TAG_PORT).value_or(0))});
        break;
    case CT_EXIT:
        record.exitNs = at;
        record.exitCode = static_cast<int>(frame.number(CT_TAG_CODE).value_or(0));
        break;
    case CT_FAILED:
        record.failure = frame.text(CT_TAG_TEXT).value_or("");
        break;
    default:
        break;
    }
}

std::optional<Frame> JournalReader::next()
{
    if (auto frame = m_stream.next())
        return frame;
    if (!m_fd)
        m_fd.reset(::open(m_path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!m_fd)
        return std::nullopt;
    std::array<char, 65536> buffer;
    for (;;) {
        const ssize_t n = ::pread(m_fd.get(), buffer.data(), buffer.size(), m_offset);
        if (n <= 0)
            return std::nullopt;
        m_offset += n;
        m_stream.feed({buffer.data(), static_cast<std::size_t>(n)});
        if (auto frame = m_stream.next())
            return frame;
    }
}

BootRecord readBoot(const std::string &path, std::int64_t offset)
{
    BootRecord record;
    JournalReader reader(path, offset);
    while (const auto frame = reader.next())
        applyFrame(record, *frame);
    return record;
}

FileWatch::FileWatch(const std::string &path) : m_inotify(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK))
{
    if (m_inotify && ::inotify_add_watch(m_inotify.get(), path.c_str(), IN_MODIFY | IN_CLOSE_WRITE) < 0)
        m_inotify.reset();
}

void FileWatch::wait(int timeoutMs)
{
    wait(timeoutMs, {-1, -1});
}

void FileWatch::wait(int timeoutMs, std::array<int, 2> further)
{
    std::array<pollfd, 3> watch{
        {{m_inotify ? m_inotify.get() : -1, POLLIN, 0}, {further[0], POLLIN, 0}, {further[1], POLLIN, 0}}};
    // Without inotify the file is looked at often.
    const int timeout = m_inotify ? timeoutMs : std::min(timeoutMs, 5);
    if (::poll(watch.data(), watch.size(), timeout) > 0 && watch[0].revents != 0) {
        std::array<char, 4096> events;
        while (::read(m_inotify.get(), events.data(), events.size()) > 0) {
        }
    }
}

} // namespace catamaran::hv::guest
