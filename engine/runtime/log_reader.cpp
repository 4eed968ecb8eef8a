// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/log_reader.h"
#include "engine/base/file.h"
#include "engine/runtime/process_watch.h"

#include <algorithm>
#include <cstring>
#include <deque>
#include <fcntl.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Result;
using base::UniqueFd;
using launch::LogFrameHeader;

namespace {

constexpr std::size_t kHeaderSize = sizeof(LogFrameHeader);
// The monitor writes one frame for each read from the container; none is nearly as large.
constexpr std::uint32_t kLargestFrame = 16U << 20;
constexpr std::size_t kReadSize = 65536; // the least that is read back for a tail
constexpr std::size_t kChunkSize = 1U << 20;

// A line that outlives the callback.
struct KeptLine {
    std::int64_t timeNs = 0;
    bool isStderr = false;
    std::string text;
};

Result<std::string> readAt(int fd, off_t offset, std::size_t size, const std::string &path)
{
    std::string bytes(size, '\0');
    std::size_t have = 0;
    while (have < size) {
        const ssize_t n = ::pread(fd, bytes.data() + have, size - have, offset + static_cast<off_t>(have));
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return base::failErrno("read " + path);
        }
        if (n == 0)
            break;
        have += static_cast<std::size_t>(n);
    }
    bytes.resize(have);
    return bytes;
}

// Rotated parts, oldest first, then the current file.
std::vector<std::string> logParts(const std::string &path)
{
    std::vector<std::string> parts{path};
    for (int n = 1;; ++n) {
        std::string part = path + "." + std::to_string(n);
        if (::access(part.c_str(), F_OK) != 0)
            break;
        parts.insert(parts.begin(), std::move(part));
    }
    return parts;
}

// Where to begin to read a file so that at least `lines` whole lines follow; 0: from its beginning.
Result<off_t> tailOffset(int fd, off_t size, std::size_t lines, const std::string &path)
{
    for (off_t window = kReadSize;; window *= 4) {
        if (window >= size)
            return off_t{0};
        const off_t begin = size - window;
        CATAMARAN_TRY(const std::string bytes, readAt(fd, begin, static_cast<std::size_t>(window), path));
        const std::size_t frame = findLogFrame(bytes, 0);
        if (frame == std::string_view::npos)
            continue;
        // Newlines in frame headers only make the window a little small; count the payload's.
        std::size_t newlines = 0;
        LogFrameHeader header;
        for (std::size_t at = frame; at + kHeaderSize <= bytes.size() && decodeLogHeader(&bytes[at], header);
             at += kHeaderSize + header.length) {
            const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(at + kHeaderSize);
            const auto to = bytes.begin() + static_cast<std::ptrdiff_t>(
                                                std::min(bytes.size(), at + kHeaderSize + header.length));
            newlines += static_cast<std::size_t>(std::count(from, to, '\n'));
        }
        // Two more: each stream's first line may be the end of one that began before.
        if (newlines >= lines + 2)
            return begin + static_cast<off_t>(frame);
    }
}

// Reads one log file and goes on at its end when asked to.
class LogFile {
public:
    explicit LogFile(std::string path) : m_path(std::move(path)) {}

    Result<bool> open()
    {
        m_fd.reset(::open(m_path.c_str(), O_RDONLY | O_CLOEXEC));
        if (!m_fd && errno != ENOENT)
            return base::failErrno("open " + m_path);
        m_offset = 0;
        return m_fd.valid();
    }
    Result<void> skipToTail(std::size_t lines)
    {
        struct stat status {};
        if (::fstat(m_fd.get(), &status) != 0)
            return base::failErrno("stat " + m_path);
        CATAMARAN_TRY(m_offset, tailOffset(m_fd.get(), status.st_size, lines, m_path));
        return {};
    }
    [[nodiscard]] bool isOpen() const { return m_fd.valid(); }
    // A rotated file is read to its end through the old descriptor, then the new one is opened.
    [[nodiscard]] bool wasReplaced() const
    {
        struct stat mine {};
        struct stat current {};
        return m_fd.valid() && ::fstat(m_fd.get(), &mine) == 0 && ::stat(m_path.c_str(), &current) == 0 &&
               (mine.st_ino != current.st_ino || mine.st_dev != current.st_dev);
    }
    Result<void> readRest(LogDecoder &decoder, const LogDecoder::Sink &sink)
    {
        // Rotation without older parts cuts the file.
        struct stat status {};
        if (m_fd.valid() && ::fstat(m_fd.get(), &status) == 0 && status.st_size < m_offset) {
            m_offset = 0;
            decoder = LogDecoder(decoder.pieces());
        }
        if (m_fd.valid() && m_buffer.empty())
            m_buffer.resize(std::min<std::size_t>(
                kChunkSize, kReadSize + static_cast<std::size_t>(std::max<off_t>(status.st_size, 0))));
        while (m_fd.valid()) {
            const ssize_t n = ::pread(m_fd.get(), m_buffer.data(), m_buffer.size(), m_offset);
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                return base::failErrno("read " + m_path);
            if (n == 0)
                return {};
            m_offset += n;
            if (!decoder.feed({m_buffer.data(), static_cast<std::size_t>(n)}, sink))
                return base::fail(base::Errc::Corrupt, m_path + " is not a container log");
        }
        return {};
    }

private:
    std::string m_path;
    UniqueFd m_fd;
    off_t m_offset = 0;
    std::vector<char> m_buffer; // kept between reads
};

Result<void> follow(const std::string &path, LogFile &file, LogDecoder &decoder, const LogDecoder::Sink &sink,
                    const std::function<void()> &onPause, const std::function<bool()> &isActive,
                    const std::stop_token &stop)
{
    const UniqueFd notify(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    const std::string directory = path.substr(0, path.rfind('/'));
    // The directory tells of writes, of rotation and of the exit record alike.
    if (!notify || ::inotify_add_watch(notify.get(), directory.c_str(),
                                       IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_DELETE_SELF) < 0)
        return base::failErrno("watch " + directory);
    const StopEvent stopEvent(stop);
    for (;;) {
        // Asked before reading, so that what was written before the end is still read.
        const bool active = isActive();
        if (!file.isOpen())
            CATAMARAN_CHECK(file.open());
        CATAMARAN_CHECK(file.readRest(decoder, sink));
        if (file.wasReplaced()) {
            CATAMARAN_CHECK(file.open());
            continue;
        }
        if (!active || stop.stop_requested())
            return {};
        if (onPause)
            onPause();
        std::array<pollfd, 2> polled = {pollfd{notify.get(), POLLIN, 0}, pollfd{stopEvent.fd(), POLLIN, 0}};
        // A monitor that is killed writes no last word: look from time to time.
        constexpr int kLookAgainMs = 1000;
        if (::poll(polled.data(), polled.size(), kLookAgainMs) < 0 && errno != EINTR)
            return base::failErrno("poll");
        std::array<char, 4096> events;
        while (::read(notify.get(), events.data(), events.size()) > 0) {
        }
    }
}

} // namespace

bool decodeLogHeader(const char *bytes, LogFrameHeader &header)
{
    std::memcpy(&header, bytes, kHeaderSize);
    return header.version == 1 && (header.stream == 1 || header.stream == 2) && header.reserved == 0 &&
           header.length <= kLargestFrame;
}

std::size_t findLogFrame(std::string_view bytes, std::size_t from)
{
    for (std::size_t start = from; start + kHeaderSize <= bytes.size(); ++start) {
        LogFrameHeader header;
        std::size_t at = start;
        bool chained = true;
        std::uint64_t time = 0;
        while (at + kHeaderSize <= bytes.size()) {
            if (!decodeLogHeader(bytes.data() + at, header) || header.timeNs == 0 ||
                (time != 0 && header.timeNs + 1'000'000'000'000ULL < time)) {
                chained = false;
                break;
            }
            time = header.timeNs;
            at += kHeaderSize + header.length;
        }
        if (chained)
            return start;
    }
    return std::string_view::npos;
}

bool LogDecoder::feed(std::string_view bytes, const Sink &sink)
{
    while (!bytes.empty()) {
        if (m_left == 0 && m_headerSize < kHeaderSize) {
            const std::size_t n = std::min(kHeaderSize - m_headerSize, bytes.size());
            std::copy_n(bytes.begin(), n, m_headerBytes.begin() + static_cast<std::ptrdiff_t>(m_headerSize));
            m_headerSize += n;
            bytes.remove_prefix(n);
            if (m_headerSize < kHeaderSize)
                return true;
            if (!decodeLogHeader(m_headerBytes.data(), m_header))
                return false;
            m_left = m_header.length;
        }
        const std::size_t n = std::min(m_left, bytes.size());
        addPayload(bytes.substr(0, n), sink);
        bytes.remove_prefix(n);
        m_left -= n;
        if (m_left == 0)
            m_headerSize = 0;
    }
    return true;
}

void LogDecoder::addPayload(std::string_view payload, const Sink &sink)
{
    const bool isStderr = m_header.stream == 2;
    const auto time = static_cast<std::int64_t>(m_header.timeNs);
    Line &line = m_lines[isStderr ? 1 : 0];
    if (m_pieces == Pieces::AsWritten) {
        if (!payload.empty())
            sink({time, isStderr, payload});
        return;
    }
    while (!payload.empty()) {
        const std::size_t newline = payload.find('\n');
        const bool whole = newline != std::string_view::npos;
        std::size_t size = whole ? newline + 1 : payload.size();
        size = std::min(size, kLongestLine - line.text.size());
        if (line.text.empty())
            line.timeNs = time;
        const bool ends = size > 0 && payload[size - 1] == '\n';
        if (line.text.empty() && ends) {
            // The common case: no copy.
            sink({line.timeNs, isStderr, payload.substr(0, size)});
        } else {
            line.text.append(payload.substr(0, size));
            if (ends || line.text.size() == kLongestLine) {
                sink({line.timeNs, isStderr, line.text});
                line.text.clear();
            }
        }
        payload.remove_prefix(size);
    }
}

void LogDecoder::finish(const Sink &sink)
{
    // Older first, as they were written.
    const bool errorFirst = !m_lines[1].text.empty() && m_lines[1].timeNs < m_lines[0].timeNs;
    for (const std::size_t index : {std::size_t{errorFirst ? 1U : 0U}, std::size_t{errorFirst ? 0U : 1U}}) {
        Line &line = m_lines[index];
        if (!line.text.empty())
            sink({line.timeNs, index == 1, line.text});
        line.text.clear();
    }
}

Result<void> readLog(const std::string &path, const LogQuery &query, const LogDecoder::Sink &sink,
                     const std::function<bool()> &isActive, const std::stop_token &stop)
{
    const LogDecoder::Sink filtered = [&](const LogRecord &record) {
        if ((!query.sinceNs || record.timeNs >= *query.sinceNs) &&
            (!query.untilNs || record.timeNs <= *query.untilNs))
            sink(record);
    };
    std::deque<KeptLine> kept;
    bool live = !query.tail;
    const LogDecoder::Sink output = [&](const LogRecord &record) {
        if (live) {
            filtered(record);
            return;
        }
        if (*query.tail == 0)
            return;
        if (kept.size() == *query.tail)
            kept.pop_front();
        kept.push_back({record.timeNs, record.isStderr, std::string(record.text)});
    };
    const std::vector<std::string> parts = logParts(path);
    LogFile current(path);
    const bool asWritten = query.asWritten && !query.tail && !query.sinceNs && !query.untilNs;
    LogDecoder decoder(asWritten ? LogDecoder::Pieces::AsWritten : LogDecoder::Pieces::Lines);
    for (const std::string &part : parts) {
        LogFile rotated(part);
        LogFile &file = part == path ? current : rotated;
        CATAMARAN_TRY(const bool opened, file.open());
        if (!opened)
            continue;
        // With rotated parts the lines may be spread over several: read them all.
        if (query.tail && parts.size() == 1)
            CATAMARAN_CHECK(file.skipToTail(*query.tail));
        CATAMARAN_CHECK(file.readRest(decoder, output));
    }
    const auto flush = [&] {
        for (const KeptLine &line : kept)
            filtered({line.timeNs, line.isStderr, line.text});
        kept.clear();
        live = true;
        if (query.onPause)
            query.onPause();
    };
    if (!query.follow) {
        decoder.finish(output);
        flush();
        return {};
    }
    flush();
    CATAMARAN_CHECK(follow(path, current, decoder, output, query.onPause, isActive, stop));
    decoder.finish(output);
    if (query.onPause)
        query.onPause();
    return {};
}

} // namespace catamaran::engine::runtime
