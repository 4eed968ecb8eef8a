// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

/// The names file: who is called what on which network, for the DNS responders of the containers.
///
/// Written by engine/net as one whole (temporary name, then rename), read by every container's monitor, which
/// looks at the file's inode and time before each query. Plain data of the host's byte order, usable without
/// libstdc++. Layout: DnsTableHeader, then `recordCount` DnsTableRecord sorted by (name, network, ipv4), then
/// `stringBytes` bytes of lower-case names without terminators. Readers check every offset.
namespace catamaran::engine::net {

inline constexpr char kDnsTableMagic[8] = {'C', 'T', 'N', 'A', 'M', 'E', 'S', '1'};
inline constexpr std::uint32_t kDnsTableMaximumSize = 4U << 20;

struct DnsTableHeader {
    char magic[8];
    std::uint32_t recordCount;
    std::uint32_t stringBytes;
};

/// What a record is for.
enum DnsRecordFlag : std::uint32_t {
    kDnsHasIpv4 = 1,
    kDnsHasIpv6 = 2,
    /// The name that a reverse (PTR) query for this address gets.
    kDnsCanonical = 4,
    /// The name is a container's short id (12 hex digits), which tells a responder what networks its own
    /// container is on: those of the records that carry its id.
    kDnsShortId = 8,
};

struct DnsTableRecord {
    std::uint32_t nameOffset; ///< into the string area
    std::uint32_t nameLength; ///< 1 to 253
    std::uint32_t network;    ///< number of the network; names are seen only by members of it
    std::uint32_t flags;      ///< DnsRecordFlag
    std::uint8_t ipv4[4];     ///< network byte order
    std::uint8_t ipv6[16];
};

static_assert(sizeof(DnsTableHeader) == 16 && sizeof(DnsTableRecord) == 36);

} // namespace catamaran::engine::net
