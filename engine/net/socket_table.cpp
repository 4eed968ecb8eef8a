// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/socket_table.h"

#include "engine/base/file.h"
#include "engine/sys/deck.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstring>
#include <dirent.h>
#include <memory>
#include <unistd.h>

namespace catamaran::engine::net {

using base::Result;

namespace {

std::vector<std::string_view> words(std::string_view line)
{
    std::vector<std::string_view> found;
    std::size_t at = 0;
    while ((at = line.find_first_not_of(" \t", at)) != std::string_view::npos) {
        const std::size_t end = std::min(line.find_first_of(" \t", at), line.size());
        found.push_back(line.substr(at, end - at));
        at = end;
    }
    return found;
}

template <typename T>
std::optional<T> number(std::string_view text, int base)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// The kernel prints addresses as 32-bit words in host byte order.
std::optional<std::string> addressText(std::string_view hex, bool ipv6)
{
    const std::size_t wordCount = ipv6 ? 4 : 1;
    if (hex.size() != wordCount * 8)
        return std::nullopt;
    std::array<std::uint32_t, 4> parts{};
    for (std::size_t i = 0; i < wordCount; ++i) {
        const auto word = number<std::uint32_t>(hex.substr(i * 8, 8), 16);
        if (!word)
            return std::nullopt;
        parts[i] = *word;
    }
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    ::inet_ntop(ipv6 ? AF_INET6 : AF_INET, parts.data(), buffer.data(), buffer.size());
    return std::string(buffer.data());
}

using Directory = std::unique_ptr<DIR, int (*)(DIR *)>;

Directory openDirectory(const std::string &path)
{
    return {::opendir(path.c_str()), &::closedir};
}

bool hasSocket(const std::string &fdDirectory, const std::string &wanted)
{
    const Directory directory = openDirectory(fdDirectory);
    if (!directory)
        return false;
    while (const dirent *entry = ::readdir(directory.get())) {
        std::array<char, 64> target{};
        if (::readlinkat(::dirfd(directory.get()), entry->d_name, target.data(), target.size() - 1) > 0 &&
            wanted == target.data())
            return true;
    }
    return false;
}

} // namespace

std::vector<HostSocket> parseSocketTable(std::string_view text, spec::Protocol protocol, bool ipv6)
{
    // TCP_LISTEN, and TCP_CLOSE, which is what an unconnected UDP socket shows (net/tcp_states.h).
    const unsigned wantedState = protocol == spec::Protocol::Tcp ? 0x0a : 0x07;
    std::vector<HostSocket> found;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const auto fields = words(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (fields.size() < 10 || fields[3].size() != 2)
            continue;
        const auto state = number<unsigned>(fields[3], 16);
        const std::size_t colon = fields[1].find(':');
        if (!state || *state != wantedState || colon == std::string_view::npos)
            continue;
        const auto port = number<std::uint16_t>(fields[1].substr(colon + 1), 16);
        const auto inode = number<std::uint64_t>(fields[9], 10);
        auto address = addressText(fields[1].substr(0, colon), ipv6);
        if (!port || !inode || !address || *port == 0)
            continue;
        found.push_back({protocol, ipv6, std::move(*address), *port, *inode});
    }
    return found;
}

Result<std::vector<HostSocket>> hostSockets()
{
    std::vector<HostSocket> all;
    // Without root this may be a thread in the deck's network; the process is in the host's.
    const std::string folder = sys::deck() ? "/proc/self/net/" : "/proc/thread-self/net/";
    struct Table {
        const char *path;
        spec::Protocol protocol;
        bool ipv6;
    };
    for (const Table &table :
         {Table{"tcp", spec::Protocol::Tcp, false}, Table{"udp", spec::Protocol::Udp, false},
          Table{"tcp6", spec::Protocol::Tcp, true}, Table{"udp6", spec::Protocol::Udp, true}}) {
        auto text = base::readFile(folder + table.path);
        if (!text) {
            if (table.ipv6) // a kernel without IPv6
                continue;
            return base::fail(std::move(text).error());
        }
        auto sockets = parseSocketTable(*text, table.protocol, table.ipv6);
        all.insert(all.end(), std::make_move_iterator(sockets.begin()),
                   std::make_move_iterator(sockets.end()));
    }
    return all;
}

bool collides(const HostSocket &socket, const spec::PortMapping &wish)
{
    if (socket.port != wish.hostPort || socket.protocol != wish.protocol)
        return false;
    if (wish.hostIp.empty())
        return true;
    if (wish.hostIp == "0.0.0.0")
        return !socket.ipv6 || socket.address == "::" || socket.address.starts_with("::ffff:");
    if (wish.hostIp.find(':') != std::string::npos)
        return socket.ipv6 &&
               (wish.hostIp == "::" || socket.address == "::" || socket.address == wish.hostIp);
    if (socket.address == wish.hostIp || socket.address == "::ffff:" + wish.hostIp)
        return true;
    // "::" usually takes IPv4 too; the table does not tell.
    return socket.address == "::" || (!socket.ipv6 && socket.address == "0.0.0.0");
}

SocketHolder findHolder(std::uint64_t inode)
{
    const std::string wanted = "socket:[" + std::to_string(inode) + "]";
    const Directory proc = openDirectory("/proc");
    if (!proc)
        return {};
    while (const dirent *entry = ::readdir(proc.get())) {
        const auto pid = number<pid_t>(entry->d_name, 10);
        if (!pid || !hasSocket("/proc/" + std::string(entry->d_name) + "/fd", wanted))
            continue;
        SocketHolder holder{*pid, {}};
        if (auto name = base::readFile("/proc/" + std::string(entry->d_name) + "/comm"); name) {
            holder.program = std::move(*name);
            while (!holder.program.empty() && holder.program.back() == '\n')
                holder.program.pop_back();
        }
        return holder;
    }
    return {};
}

std::optional<std::uint16_t> chooseFreePort(const std::vector<std::uint16_t> &taken,
                                            std::pair<std::uint16_t, std::uint16_t> range,
                                            std::uint32_t random)
{
    if (range.first > range.second)
        return std::nullopt;
    const std::uint32_t count = static_cast<std::uint32_t>(range.second - range.first) + 1;
    for (std::uint32_t step = 0; step < count; ++step) {
        const auto port = static_cast<std::uint16_t>(range.first + (random + step) % count);
        if (std::find(taken.begin(), taken.end(), port) == taken.end())
            return port;
    }
    return std::nullopt;
}

std::pair<std::uint16_t, std::uint16_t> localPortRange()
{
    constexpr std::pair<std::uint16_t, std::uint16_t> kDefault{32768, 60999};
    const auto text = base::readFile("/proc/sys/net/ipv4/ip_local_port_range");
    if (!text)
        return kDefault;
    const auto fields = words(std::string_view(*text).substr(0, text->find('\n')));
    if (fields.size() != 2)
        return kDefault;
    const auto first = number<std::uint16_t>(fields[0], 10);
    const auto last = number<std::uint16_t>(fields[1], 10);
    return first && last ? std::pair{*first, *last} : kDefault;
}

} // namespace catamaran::engine::net
