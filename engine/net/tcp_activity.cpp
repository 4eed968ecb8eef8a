// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/tcp_activity.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

namespace catamaran::engine::net {

namespace {

// net/tcp_states.h
constexpr unsigned kEstablished = 0x01;
constexpr unsigned kSynReceived = 0x03;
constexpr unsigned kCloseWait = 0x08; // the other side has said all, and may wait for the answer
constexpr unsigned kListen = 0x0a;

struct Line {
    std::string_view address; ///< local, in hexadecimal
    std::uint16_t port = 0;
    unsigned state = 0;
};

bool isLoopback(std::string_view address)
{
    // 32-bit words in host byte order: 127.x.x.x, ::1, ::ffff:127.x.x.x.
    if (address.size() == 8)
        return address.ends_with("7F");
    return address == "00000000000000000000000001000000" ||
           (address.starts_with("0000000000000000FFFF0000") && address.ends_with("7F"));
}

std::vector<Line> linesOf(std::string_view text)
{
    std::vector<Line> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view rest = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        std::array<std::string_view, 4> fields; // "sl", local, remote, state
        for (std::string_view &field : fields) {
            rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
            const std::size_t length = std::min(rest.find(' '), rest.size());
            field = rest.substr(0, length);
            rest.remove_prefix(length);
        }
        const std::size_t colon = fields[1].find(':');
        if (colon == std::string_view::npos)
            continue;
        Line line;
        line.address = fields[1].substr(0, colon);
        const std::string_view port = fields[1].substr(colon + 1);
        const std::string_view state = fields[3];
        if (std::from_chars(port.data(), port.data() + port.size(), line.port, 16).ec == std::errc{} &&
            std::from_chars(state.data(), state.data() + state.size(), line.state, 16).ec == std::errc{})
            lines.push_back(line);
    }
    return lines;
}

} // namespace

TcpActivity tcpActivity(std::string_view tcp, std::string_view tcp6)
{
    std::vector<Line> lines = linesOf(tcp);
    const std::vector<Line> six = linesOf(tcp6);
    lines.insert(lines.end(), six.begin(), six.end());
    TcpActivity activity;
    for (const Line &line : lines) {
        if (line.state == kListen)
            activity.listening.insert(line.port);
    }
    activity.open = static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [&](const Line &line) {
        return (line.state == kEstablished || line.state == kSynReceived || line.state == kCloseWait) &&
               activity.listening.contains(line.port) && !isLoopback(line.address);
    }));
    return activity;
}

} // namespace catamaran::engine::net
