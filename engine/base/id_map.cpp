// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/id_map.h"

#include "engine/base/file.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <unistd.h>

namespace catamaran::base {

namespace {

constexpr std::uint32_t kNobody = 65534;

// The lines are "inside outside size"; in the deck inside and outside are the same. The full map of a process
// in no user namespace is none.
std::vector<IdMap::Range> parse(std::uint32_t own, std::string_view text)
{
    std::vector<IdMap::Range> ranges{{0, own, 1}};
    std::istringstream lines{std::string(text)};
    std::uint32_t inside = 0;
    std::uint32_t outside = 0;
    std::uint32_t size = 0;
    std::uint32_t next = 1;
    while (lines >> inside >> outside >> size) {
        if (inside == 0)
            return {};
        if (inside == own)
            continue;
        ranges.push_back({next, inside, size});
        next += size;
    }
    return ranges;
}

std::optional<std::uint32_t> toHost(const std::vector<IdMap::Range> &ranges, std::uint32_t id)
{
    if (ranges.empty())
        return id;
    for (const IdMap::Range &range : ranges) {
        if (id >= range.container && id - range.container < range.size)
            return range.host + (id - range.container);
    }
    // With one id only, everything is the user's: that is how such an image can be used at all.
    if (ranges.size() == 1 && ranges.front().size == 1)
        return ranges.front().host;
    return std::nullopt;
}

std::uint32_t toContainer(const std::vector<IdMap::Range> &ranges, std::uint32_t id)
{
    if (ranges.empty())
        return id;
    for (const IdMap::Range &range : ranges) {
        if (id >= range.host && id - range.host < range.size)
            return range.container + (id - range.host);
    }
    return kNobody;
}

std::vector<IdMap::Range> keep(const std::vector<IdMap::Range> &ranges, std::uint32_t kept)
{
    if (ranges.empty())
        return ranges;
    std::vector<IdMap::Range> result{{kept, ranges.front().host, 1}};
    std::uint32_t next = 0; // the next place that is not filled
    for (std::size_t i = 1; i < ranges.size(); ++i) {
        std::uint32_t host = ranges[i].host;
        std::uint32_t left = ranges[i].size;
        if (next < kept) {
            const std::uint32_t before = std::min(left, kept - next);
            result.push_back({next, host, before});
            next += before;
            host += before;
            left -= before;
        }
        if (next == kept)
            ++next;
        if (left > 0)
            result.push_back({next, host, left});
        next += left;
    }
    return result;
}

} // namespace

IdMap IdMap::ofUser(std::uint32_t user, std::uint32_t group, std::string_view uidMap, std::string_view gidMap)
{
    IdMap map;
    map.m_users = parse(user, uidMap);
    map.m_groups = parse(group, gidMap);
    return map;
}

const IdMap &IdMap::ofProcess()
{
    static const IdMap map = [] {
        if (::geteuid() == 0)
            return IdMap();
        return ofUser(::geteuid(), ::getegid(), readFile("/proc/self/uid_map").value_or(std::string()),
                      readFile("/proc/self/gid_map").value_or(std::string()));
    }();
    return map;
}

std::optional<std::uint32_t> IdMap::hostUser(std::uint32_t id) const
{
    return toHost(m_users, id);
}

std::optional<std::uint32_t> IdMap::hostGroup(std::uint32_t id) const
{
    return toHost(m_groups, id);
}

std::uint32_t IdMap::containerUser(std::uint32_t hostId) const
{
    return toContainer(m_users, hostId);
}

std::uint32_t IdMap::containerGroup(std::uint32_t hostId) const
{
    return toContainer(m_groups, hostId);
}

IdMap IdMap::keeping(std::uint32_t user, std::uint32_t group) const
{
    IdMap map;
    map.m_users = keep(m_users, user);
    map.m_groups = keep(m_groups, group);
    return map;
}

} // namespace catamaran::base
