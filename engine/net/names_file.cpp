// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/names_file.h"

#include "engine/net/dns_table.h"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace catamaran::engine::net {

using base::Errc;
using base::Result;

namespace {

struct Entry {
    std::string name;
    std::uint32_t network = 0;
    Ipv4 address;
    Ipv6 address6;
    std::uint32_t flags = 0;
};

/// Lower case, without a final dot; empty if it cannot be a DNS name (RFC 1035 2.3.4; '_' is common).
std::string normalised(const std::string &name)
{
    std::string text = name;
    if (!text.empty() && text.back() == '.')
        text.pop_back();
    std::size_t label = 0;
    for (char &c : text) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
        label = c == '.' ? 0 : label + 1;
        const bool known =
            (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        if (!known || label > 63)
            return {};
    }
    if (text.empty() || text.size() > 253 || text.front() == '.' || text.find("..") != std::string::npos)
        return {};
    return text;
}

void add(std::vector<Entry> &entries, const NamedEndpoint &endpoint, const std::string &name,
         std::uint32_t flags)
{
    std::string text = normalised(name);
    if (endpoint.address.value != 0)
        flags |= kDnsHasIpv4;
    if (!endpoint.address6.isNone())
        flags |= kDnsHasIpv6;
    if (!text.empty())
        entries.push_back({std::move(text), endpoint.network, endpoint.address, endpoint.address6, flags});
}

} // namespace

Result<std::string> encodeNames(const std::vector<NamedEndpoint> &endpoints)
{
    std::vector<Entry> entries;
    for (const NamedEndpoint &endpoint : endpoints) {
        if (!endpoint.shortId.empty())
            add(entries, endpoint, endpoint.shortId, kDnsShortId);
        if (!endpoint.name.empty()) {
            add(entries, endpoint, endpoint.name, 0);
            // As docker: reverse queries give name.network, and that name works forwards too.
            add(entries, endpoint, endpoint.name + "." + endpoint.networkName, kDnsCanonical);
        }
        for (const std::string &alias : endpoint.aliases)
            add(entries, endpoint, alias, 0);
    }
    const auto key = [](const Entry &entry) {
        return std::tie(entry.name, entry.network, entry.address, entry.address6);
    };
    std::sort(entries.begin(), entries.end(),
              [&](const Entry &a, const Entry &b) { return key(a) < key(b); });
    // An alias that equals the name would make two answers with one address.
    std::vector<Entry> unique;
    for (Entry &entry : entries) {
        if (!unique.empty() && key(unique.back()) == key(entry))
            unique.back().flags |= entry.flags;
        else
            unique.push_back(std::move(entry));
    }

    DnsTableHeader header{};
    std::memcpy(header.magic, kDnsTableMagic, sizeof header.magic);
    header.recordCount = static_cast<std::uint32_t>(unique.size());
    std::string records;
    std::string strings;
    for (const Entry &entry : unique) {
        DnsTableRecord record{};
        record.nameOffset = static_cast<std::uint32_t>(strings.size());
        record.nameLength = static_cast<std::uint32_t>(entry.name.size());
        record.network = entry.network;
        record.flags = entry.flags;
        for (unsigned i = 0; i < 4; ++i)
            record.ipv4[i] = static_cast<std::uint8_t>(entry.address.value >> (24 - 8 * i));
        std::memcpy(record.ipv6, entry.address6.bytes.data(), sizeof record.ipv6);
        records.append(reinterpret_cast<const char *>(&record), sizeof record);
        strings += entry.name;
    }
    header.stringBytes = static_cast<std::uint32_t>(strings.size());
    std::string bytes(reinterpret_cast<const char *>(&header), sizeof header);
    bytes += records;
    bytes += strings;
    if (bytes.size() > kDnsTableMaximumSize)
        return base::fail(Errc::NoSpace, "too many names on the networks for the names file");
    return bytes;
}

} // namespace catamaran::engine::net
