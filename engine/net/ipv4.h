// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace catamaran::engine::net {

/// An IPv4 address in host byte order. A value type; parsing accepts the dotted quad only.
struct Ipv4 {
    std::uint32_t value = 0;
    auto operator<=>(const Ipv4 &) const = default;

    static std::optional<Ipv4> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
    /// The address as MAC "02:42:0a:59:00:02", docker's scheme. An address that is leased again keeps its
    /// MAC, so neighbours' ARP caches stay right.
    [[nodiscard]] std::string mac() const;
    [[nodiscard]] bool isLoopback() const { return (value >> 24) == 127; }
};

/// An IPv4 network or an address with its prefix length.
struct Ipv4Prefix {
    Ipv4 address;
    int length = 32;
    auto operator<=>(const Ipv4Prefix &) const = default;

    /// "10.89.0.0/16"; nullopt for anything else.
    static std::optional<Ipv4Prefix> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::uint32_t mask() const { return length <= 0 ? 0U : ~std::uint32_t{0} << (32 - length); }
    [[nodiscard]] Ipv4Prefix network() const { return {Ipv4{address.value & mask()}, length}; }
    [[nodiscard]] Ipv4 broadcast() const { return Ipv4{address.value | ~mask()}; }
    [[nodiscard]] bool contains(Ipv4 other) const
    {
        return (other.value & mask()) == (address.value & mask());
    }
    [[nodiscard]] bool overlaps(const Ipv4Prefix &other) const;
};

/// The first of 10.89.0.0/16, 10.90.0.0/16, ... 10.255.0.0/16, 172.31.0.0/16 down to 172.16.0.0/16 that
/// overlaps nothing in `taken`. A default route (0.0.0.0/0) takes nothing. NoSpace when all are taken.
base::Result<Ipv4Prefix> chooseSubnet(const std::vector<Ipv4Prefix> &taken);

/// The lowest free host address of `subnet`, without the network, gateway and broadcast address. `used` is
/// sorted. NoSpace names the subnet.
base::Result<Ipv4> chooseAddress(const Ipv4Prefix &subnet, Ipv4 gateway, const std::vector<Ipv4> &used);

} // namespace catamaran::engine::net
