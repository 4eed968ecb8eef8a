// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/ipv6.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cstring>
#include <set>

namespace catamaran::engine::net {

using base::Errc;
using base::Result;

std::optional<Ipv6> Ipv6::parse(std::string_view text)
{
    Ipv6 address;
    if (::inet_pton(AF_INET6, std::string(text).c_str(), address.bytes.data()) != 1)
        return std::nullopt;
    return address;
}

std::string Ipv6::text() const
{
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    ::inet_ntop(AF_INET6, bytes.data(), buffer.data(), buffer.size());
    return buffer.data();
}

Ipv6 Ipv6::plus(std::uint64_t count) const
{
    Ipv6 sum = *this;
    for (std::size_t i = sum.bytes.size(); i-- > 0 && count > 0;) {
        count += sum.bytes[i];
        sum.bytes[i] = static_cast<std::uint8_t>(count);
        count >>= 8;
    }
    return sum;
}

std::optional<Ipv6Prefix> Ipv6Prefix::parse(std::string_view text)
{
    const auto slash = text.find('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    const auto address = Ipv6::parse(text.substr(0, slash));
    const std::string_view digits = text.substr(slash + 1);
    int length = -1;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    if (!address || error != std::errc{} || end != digits.data() + digits.size() || length < 0 ||
        length > 128)
        return std::nullopt;
    return Ipv6Prefix{*address, length};
}

std::string Ipv6Prefix::text() const
{
    return address.text() + "/" + std::to_string(length);
}

Ipv6Prefix Ipv6Prefix::network() const
{
    Ipv6Prefix cut = *this;
    for (int i = 0; i < 16; ++i) {
        const int bits = std::clamp(length - i * 8, 0, 8);
        auto &byte = cut.address.bytes[static_cast<std::size_t>(i)];
        byte = static_cast<std::uint8_t>(byte & (0xff00U >> static_cast<unsigned>(bits)));
    }
    return cut;
}

bool Ipv6Prefix::contains(const Ipv6 &other) const
{
    return Ipv6Prefix{other, length}.network().address == network().address;
}

bool Ipv6Prefix::overlaps(const Ipv6Prefix &other) const
{
    return length <= other.length ? contains(other.address) : other.contains(address);
}

Ipv6Prefix chooseSubnet6(const std::string &seed, const std::vector<Ipv6Prefix> &taken)
{
    Ipv6Prefix subnet{{}, 64};
    subnet.address.bytes[0] = 0xfd;
    for (std::size_t i = 0; i < 7 && 2 * i + 2 <= seed.size(); ++i) {
        unsigned value = 0;
        std::from_chars(seed.data() + 2 * i, seed.data() + 2 * i + 2, value, 16);
        subnet.address.bytes[1 + i] = static_cast<std::uint8_t>(value);
    }
    const auto overlapsOne = [&] {
        return std::any_of(taken.begin(), taken.end(), [&](const Ipv6Prefix &other) {
            return other.length > 0 && subnet.overlaps(other);
        });
    };
    while (overlapsOne()) {
        if (++subnet.address.bytes[7] == 0)
            ++subnet.address.bytes[6];
    }
    return subnet;
}

Result<Ipv6> chooseAddress6(const Ipv6Prefix &range, const std::vector<Ipv6> &reserved)
{
    const std::set<Ipv6> taken(reserved.begin(), reserved.end());
    // One more candidate than there are reserved ones always suffices, if the range is large enough.
    Ipv6 candidate = range.network().address;
    for (std::size_t i = 0; i <= taken.size(); ++i) {
        candidate = candidate.plus(1);
        if (!range.contains(candidate))
            break;
        if (!taken.contains(candidate))
            return candidate;
    }
    return base::fail(base::Error(Errc::NoSpace, "all addresses of " + range.network().text() + " are in use")
                          .withFix("Remove containers that are not needed, or use another network."));
}

} // namespace catamaran::engine::net
