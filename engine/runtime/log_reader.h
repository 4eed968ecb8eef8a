// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/log_format.h"
#include "engine/runtime/types.h"

#include <array>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace catamaran::engine::runtime {

/// Turns the bytes of a log file (launch/log_format.h) into lines. A frame may hold many lines or a part of
/// one; a line gets the time of its first part. Bytes may arrive cut anywhere. Pure.
class LogDecoder {
public:
    using Sink = std::function<void(const LogRecord &)>;

    /// Whole lines, or what one frame holds as it is.
    enum class Pieces { Lines, AsWritten };
    explicit LogDecoder(Pieces pieces = Pieces::Lines) : m_pieces(pieces) {}
    [[nodiscard]] Pieces pieces() const { return m_pieces; }

    /// Longer lines are handed out in pieces, as docker does.
    static constexpr std::size_t kLongestLine = 16384;

    /// False when the bytes are no log (wrong version or an impossible header); nothing more is read then.
    bool feed(std::string_view bytes, const Sink &sink);
    /// The end of the log: hands out lines without a newline.
    void finish(const Sink &sink);

private:
    struct Line {
        std::string text;
        std::int64_t timeNs = 0;
    };
    void addPayload(std::string_view payload, const Sink &sink);

    Pieces m_pieces = Pieces::Lines;
    std::array<char, sizeof(launch::LogFrameHeader)> m_headerBytes{};
    std::size_t m_headerSize = 0;
    launch::LogFrameHeader m_header;
    std::size_t m_left = 0;      ///< payload bytes of the current frame still to come
    std::array<Line, 2> m_lines; ///< stdout, stderr
};

/// Whether these 16 bytes can be a frame's header, and that header.
bool decodeLogHeader(const char *bytes, launch::LogFrameHeader &header);

/// Offset of the first frame at or after `from` in `bytes`, which end at the end of the file: the first place
/// from which whole frames follow one another up to the end (the last may be torn). npos if there is none.
std::size_t findLogFrame(std::string_view bytes, std::size_t from);

/// Reads the log at `path` (older, rotated parts are `path`.1, .2, ...) as `query` says. With follow, waits
/// for more (inotify) until `isActive` says that nobody writes any more, or stop is requested. With tail,
/// only as much of the end is read as holds so many lines.
base::Result<void> readLog(const std::string &path, const LogQuery &query, const LogDecoder::Sink &sink,
                           const std::function<bool()> &isActive, const std::stop_token &stop);

} // namespace catamaran::engine::runtime
