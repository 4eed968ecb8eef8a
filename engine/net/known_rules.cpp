// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/known_rules.h"

#include "engine/base/file.h"
#include "engine/base/unique_fd.h"
#include "engine/net/firewall_rules.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <sys/socket.h>

#ifndef SO_NETNS_COOKIE
#define SO_NETNS_COOKIE 71 // Linux 5.14
#endif

namespace catamaran::engine::net {

namespace {

/// NFTA_GEN_ID of the answer to NFT_MSG_GETGEN.
std::optional<std::uint32_t> generationOf(const char *answer, std::size_t size)
{
    constexpr std::size_t kHead = NLMSG_HDRLEN + NLMSG_ALIGN(sizeof(nfgenmsg));
    nlmsghdr header{};
    if (size < kHead)
        return std::nullopt;
    std::memcpy(&header, answer, sizeof header);
    if (header.nlmsg_type != (NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWGEN) || header.nlmsg_len > size)
        return std::nullopt;
    for (std::size_t at = kHead; at + sizeof(nlattr) <= header.nlmsg_len;) {
        nlattr head{};
        std::memcpy(&head, answer + at, sizeof head);
        if (head.nla_len < sizeof head || at + head.nla_len > header.nlmsg_len)
            return std::nullopt;
        if ((head.nla_type & NLA_TYPE_MASK) == NFTA_GEN_ID && head.nla_len == sizeof head + 4) {
            std::uint32_t value = 0;
            std::memcpy(&value, answer + at + sizeof head, sizeof value);
            return ntohl(value);
        }
        at += NLMSG_ALIGN(head.nla_len);
    }
    return std::nullopt;
}

std::string fileText(const RulesVersion &version, const std::string &wish)
{
    return version.scope + " " + std::to_string(version.generation) + "\n" + wish;
}

} // namespace

std::optional<RulesVersion> RulesVersion::now()
{
    const base::UniqueFd socket(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_NETFILTER));
    std::uint64_t cookie = 0;
    socklen_t length = sizeof cookie;
    if (!socket || ::getsockopt(socket.get(), SOL_SOCKET, SO_NETNS_COOKIE, &cookie, &length) != 0)
        return std::nullopt;
    struct {
        nlmsghdr header;
        nfgenmsg body;
    } query{};
    query.header.nlmsg_len = sizeof query;
    query.header.nlmsg_type = NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_GETGEN;
    query.header.nlmsg_flags = NLM_F_REQUEST;
    query.body.version = NFNETLINK_V0;
    std::array<char, 1024> answer{};
    if (::send(socket.get(), &query, sizeof query, 0) < 0)
        return std::nullopt;
    const ssize_t received = ::recv(socket.get(), answer.data(), answer.size(), 0);
    if (received <= 0)
        return std::nullopt;
    const auto generation = generationOf(answer.data(), static_cast<std::size_t>(received));
    auto boot = base::readFile("/proc/sys/kernel/random/boot_id");
    if (!generation || !boot)
        return std::nullopt;
    boot->erase(std::min(boot->find('\n'), boot->size()));
    return RulesVersion{*boot + " " + std::to_string(cookie), *generation};
}

bool KnownRules::hold(const std::string &wish) const
{
    const auto text = base::readFile(m_path);
    if (!text)
        return false;
    const auto version = RulesVersion::now();
    return version && *text == fileText(*version, wish);
}

void KnownRules::remember(const std::optional<RulesVersion> &before, std::uint32_t commits,
                          const std::string &wish) const
{
    const auto version = RulesVersion::now();
    if (before && version && version->scope == before->scope &&
        version->generation == before->generation + commits)
        static_cast<void>(base::writeFileAtomic(m_path, fileText(*version, wish)));
}

std::string wishText(const FirewallState &state, const std::vector<std::string> &bridges)
{
    std::string text;
    for (const std::string &bridge : bridges)
        text += "bridge " + bridge + "\n";
    for (const FirewallNetwork &one : state.networks)
        text += "network " + one.bridge + " " + one.subnet + " " + one.subnet6 +
                (one.internal ? " internal" : "") + (one.icc ? " icc" : "") +
                (one.masquerade ? " masquerade" : "") + "\n";
    for (const FirewallPort &one : state.ports)
        text += "port " + std::to_string(static_cast<int>(one.protocol)) + " " + one.hostIp + " " +
                std::to_string(one.hostPort) + " " + one.address + " " + std::to_string(one.containerPort) +
                "\n";
    return text;
}

} // namespace catamaran::engine::net
