// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/conversations.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <map>
#include <set>
#include <string_view>

namespace catamaran::stack {

namespace {

// net/tcp_states.h
constexpr unsigned kEstablished = 0x01;
constexpr unsigned kListen = 0x0a;

template <typename Number>
bool parseHex(std::string_view text, Number &into)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into, 16);
    return error == std::errc{} && end == text.data() + text.size();
}

/// The kernel prints 32-bit words in the order of this processor; empty for what is no address.
std::string addressOf(std::string_view hexadecimal)
{
    std::array<std::uint32_t, 4> words{};
    const std::size_t count = hexadecimal.size() / 8;
    if (hexadecimal.size() % 8 != 0 || (count != 1 && count != 4))
        return {};
    for (std::size_t i = 0; i < count; ++i)
        if (!parseHex(hexadecimal.substr(8 * i, 8), words.at(i)))
            return {};
    // ::ffff:a.b.c.d is the IPv4 address.
    const bool mapped = count == 4 && words[0] == 0 && words[1] == 0 && words[2] == htonl(0xffff);
    std::array<char, INET6_ADDRSTRLEN> text{};
    const bool six = count == 4 && !mapped;
    const void *bytes = six ? static_cast<const void *>(words.data()) : &words.at(mapped ? 3 : 0);
    return inet_ntop(six ? AF_INET6 : AF_INET, bytes, text.data(), text.size()) ? text.data() : std::string();
}

struct Line {
    std::uint16_t port = 0; ///< the local one
    std::string_view remote;
    unsigned state = 0;
};

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
        const std::size_t local = fields[1].find(':');
        const std::size_t remote = fields[2].find(':');
        Line line;
        if (local == std::string_view::npos || remote == std::string_view::npos ||
            !parseHex(fields[1].substr(local + 1), line.port) || !parseHex(fields[3], line.state))
            continue;
        line.remote = fields[2].substr(0, remote);
        lines.push_back(line);
    }
    return lines;
}

} // namespace

std::vector<Conversation> conversations(const std::vector<Speaker> &speakers)
{
    std::map<std::string, std::string, std::less<>> owners; // address to service
    for (const Speaker &speaker : speakers)
        for (const std::string &address : speaker.addresses)
            if (!address.empty())
                owners.emplace(address, speaker.service);
    std::map<std::pair<std::string, std::string>, std::size_t> counts;
    for (const Speaker &speaker : speakers) {
        std::vector<Line> lines = linesOf(speaker.tcp);
        const std::vector<Line> six = linesOf(speaker.tcp6);
        lines.insert(lines.end(), six.begin(), six.end());
        std::set<std::uint16_t> listening;
        for (const Line &line : lines)
            if (line.state == kListen)
                listening.insert(line.port);
        for (const Line &line : lines) {
            if (line.state != kEstablished || !listening.contains(line.port))
                continue;
            const auto owner = owners.find(addressOf(line.remote));
            if (owner != owners.end() && owner->second != speaker.service)
                ++counts[{owner->second, speaker.service}];
        }
    }
    std::vector<Conversation> out;
    for (const auto &[pair, count] : counts)
        out.push_back({pair.first, pair.second, count});
    return out;
}

} // namespace catamaran::stack
