// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/spec/user.h"
#include "engine/spec/text.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace catamaran::engine::spec {

using base::Errc;
using base::fail;
using base::Result;

namespace {

struct GroupEntry {
    std::string_view name;
    std::uint32_t gid;
    std::vector<std::string_view> members;
};

std::vector<GroupEntry> parseGroups(std::string_view text)
{
    std::vector<GroupEntry> groups;
    for (const std::string_view line : text::split(text, '\n')) {
        const std::vector<std::string_view> fields = text::split(line, ':');
        const auto gid = fields.size() >= 3 ? text::number<std::uint32_t>(fields[2]) : std::nullopt;
        if (gid)
            groups.push_back({fields[0], *gid,
                              fields.size() > 3 ? text::split(text::trim(fields[3]), ',')
                                                : std::vector<std::string_view>()});
    }
    return groups;
}

// The fields of the first line of passwd whose name, or number, is `user`.
std::optional<std::vector<std::string_view>> findUser(std::string_view user, std::string_view passwd)
{
    const auto wanted = text::number<std::uint32_t>(user);
    for (const std::string_view line : text::split(passwd, '\n')) {
        std::vector<std::string_view> fields = text::split(line, ':');
        if (fields.size() < 4)
            continue;
        if (fields[0] == user || (wanted && text::number<std::uint32_t>(fields[2]) == wanted))
            return fields;
    }
    return std::nullopt;
}

std::optional<std::uint32_t> findGroup(std::string_view group, const std::vector<GroupEntry> &groups)
{
    for (const GroupEntry &entry : groups) {
        if (entry.name == group)
            return entry.gid;
    }
    return text::number<std::uint32_t>(group);
}

} // namespace

Result<Identity> resolveUser(std::string_view user, std::string_view passwd, std::string_view group,
                             const std::vector<std::string> &groupAdd)
{
    const std::size_t colon = user.find(':');
    std::string_view userPart = user.substr(0, colon);
    const std::string_view groupPart =
        colon == std::string_view::npos ? std::string_view() : user.substr(colon + 1);
    if (userPart.empty())
        userPart = "0";
    const std::vector<GroupEntry> groups = parseGroups(group);
    Identity identity;
    std::string_view userName;
    if (const auto fields = findUser(userPart, passwd)) {
        userName = (*fields)[0];
        identity.uid = text::number<std::uint32_t>((*fields)[2]).value_or(0);
        identity.gid = text::number<std::uint32_t>((*fields)[3]).value_or(0);
        if (fields->size() > 5 && !(*fields)[5].empty())
            identity.home = (*fields)[5];
    } else if (const auto uid = text::number<std::uint32_t>(userPart)) {
        if (*uid > 0x7fffffffU)
            return fail(Errc::InvalidArgument, "uids and gids must be in range 0-2147483647");
        identity.uid = *uid;
        if (*uid == 0)
            identity.home = "/root";
    } else {
        return fail(Errc::InvalidArgument,
                    "unable to find user " + std::string(userPart) + ": no matching entries in passwd file");
    }
    if (!groupPart.empty()) {
        const auto gid = findGroup(groupPart, groups);
        if (!gid)
            return fail(Errc::InvalidArgument, "unable to find group " + std::string(groupPart) +
                                                   ": no matching entries in group file");
        identity.gid = *gid;
    } else if (!userName.empty()) {
        for (const GroupEntry &entry : groups) {
            if (entry.gid != identity.gid &&
                std::find(entry.members.begin(), entry.members.end(), userName) != entry.members.end())
                identity.groups.push_back(entry.gid);
        }
    }
    for (const std::string &extra : groupAdd) {
        const auto gid = findGroup(extra, groups);
        if (!gid)
            return fail(Errc::InvalidArgument,
                        "Unable to find group " + extra + ": no matching entries in group file");
        if (std::find(identity.groups.begin(), identity.groups.end(), *gid) == identity.groups.end())
            identity.groups.push_back(*gid);
    }
    return identity;
}

} // namespace catamaran::engine::spec
