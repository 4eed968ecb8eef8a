// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/ipv4.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstdio>

namespace catamaran::engine::net {

using base::Errc;
using base::Result;

std::optional<Ipv4> Ipv4::parse(std::string_view text)
{
    in_addr address{};
    if (::inet_pton(AF_INET, std::string(text).c_str(), &address) != 1)
        return std::nullopt;
    return Ipv4{ntohl(address.s_addr)};
}

std::string Ipv4::text() const
{
    const in_addr address{htonl(value)};
    std::array<char, INET_ADDRSTRLEN> buffer{};
    ::inet_ntop(AF_INET, &address, buffer.data(), buffer.size());
    return buffer.data();
}

std::string Ipv4::mac() const
{
    std::array<char, 18> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "02:42:%02x:%02x:%02x:%02x", value >> 24,
                  (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff);
    return buffer.data();
}

std::optional<Ipv4Prefix> Ipv4Prefix::parse(std::string_view text)
{
    const auto slash = text.find('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    const auto address = Ipv4::parse(text.substr(0, slash));
    const std::string_view digits = text.substr(slash + 1);
    int length = -1;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    if (!address || error != std::errc{} || end != digits.data() + digits.size() || length < 0 || length > 32)
        return std::nullopt;
    return Ipv4Prefix{*address, length};
}

std::string Ipv4Prefix::text() const
{
    return address.text() + "/" + std::to_string(length);
}

bool Ipv4Prefix::overlaps(const Ipv4Prefix &other) const
{
    return length <= other.length ? contains(other.address) : other.contains(address);
}

Result<Ipv4Prefix> chooseSubnet(const std::vector<Ipv4Prefix> &taken)
{
    const auto isFree = [&](const Ipv4Prefix &candidate) {
        return std::none_of(taken.begin(), taken.end(), [&](const Ipv4Prefix &other) {
            return other.length > 0 && candidate.overlaps(other);
        });
    };
    for (std::uint32_t second = 89; second <= 255; ++second) {
        if (const Ipv4Prefix candidate{Ipv4{10U << 24 | second << 16}, 16}; isFree(candidate))
            return candidate;
    }
    for (std::uint32_t second = 31; second >= 16; --second) {
        if (const Ipv4Prefix candidate{Ipv4{172U << 24 | second << 16}, 16}; isFree(candidate))
            return candidate;
    }
    return base::fail(base::Error(Errc::NoSpace,
                                  "no free private subnet for a network: 10.89.0.0/16 to "
                                  "10.255.0.0/16 and 172.16.0.0/12 overlap addresses or routes "
                                  "of this host")
                          .withFix("Name a subnet that is free, or remove networks that are not needed."));
}

Result<Ipv4> chooseAddress(const Ipv4Prefix &subnet, Ipv4 gateway, const std::vector<Ipv4> &used)
{
    const Ipv4 first{subnet.network().address.value + 1};
    const Ipv4 end = subnet.broadcast();
    auto next = std::lower_bound(used.begin(), used.end(), first);
    for (Ipv4 candidate = first; candidate < end; ++candidate.value) {
        while (next != used.end() && *next < candidate)
            ++next;
        if (candidate == gateway || (next != used.end() && *next == candidate))
            continue;
        return candidate;
    }
    return base::fail(
        base::Error(Errc::NoSpace, "all addresses of " + subnet.network().text() + " are in use")
            .withFix("Remove containers that are not needed, or use another network."));
}

} // namespace catamaran::engine::net
