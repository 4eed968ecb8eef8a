// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace catamaran::engine::net {

/// An IPv6 address in network byte order. A value type; "::" stands for none.
struct Ipv6 {
    std::array<std::uint8_t, 16> bytes{};
    auto operator<=>(const Ipv6 &) const = default;

    static std::optional<Ipv6> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool isNone() const { return *this == Ipv6{}; }
    /// The address that many behind this one; wraps around at the end.
    [[nodiscard]] Ipv6 plus(std::uint64_t count) const;
};

/// An IPv6 network or an address with its prefix length.
struct Ipv6Prefix {
    Ipv6 address;
    int length = 128;
    auto operator<=>(const Ipv6Prefix &) const = default;

    /// "fd00:1::/64"; nullopt for anything else.
    static std::optional<Ipv6Prefix> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
    [[nodiscard]] Ipv6Prefix network() const;
    [[nodiscard]] bool contains(const Ipv6 &other) const;
    [[nodiscard]] bool overlaps(const Ipv6Prefix &other) const;
};

/// A unique local /64 (RFC 4193) made of `seed`, 64 hex digits of which the first 14 are used. The next ones
/// are tried while it overlaps something in `taken`.
Ipv6Prefix chooseSubnet6(const std::string &seed, const std::vector<Ipv6Prefix> &taken);

/// The lowest free address of `range` but its first (the subnet router's anycast address). `reserved` need
/// not be sorted. NoSpace names the range.
base::Result<Ipv6> chooseAddress6(const Ipv6Prefix &range, const std::vector<Ipv6> &reserved);

} // namespace catamaran::engine::net
