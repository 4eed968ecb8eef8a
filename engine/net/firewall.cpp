// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/firewall.h"
#include "engine/net/nft_library.h"

#include "engine/base/unique_fd.h"

#include <algorithm>
#include <cerrno>
#include <linux/netlink.h>
#include <sys/socket.h>

namespace catamaran::engine::net {

using namespace libnftables;
using base::Errc;
using base::Result;

Firewall::Firewall(std::string table) : m_table(std::move(table)), m_context(nullptr, nft_ctx_free) {}

Firewall::~Firewall() = default;

Result<std::string> Firewall::run(const std::string &commands, const std::string &what)
{
    if (!m_context) {
        CATAMARAN_CHECK(libnftables::library.load());
        // libnftables calls exit(3) when it gets no socket, so that is asked first.
        const base::UniqueFd probe(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_NETFILTER));
        if (!probe)
            return base::fail(base::Error::fromErrno(errno, what + ": no netlink socket"));
        m_context.reset(nft_ctx_new(NFT_CTX_DEFAULT));
        if (!m_context)
            return base::fail(Errc::Unsupported, "nftables cannot be used: nft_ctx_new failed");
        nft_ctx_output_set_flags(m_context.get(), NFT_CTX_OUTPUT_JSON | NFT_CTX_OUTPUT_HANDLE |
                                                      NFT_CTX_OUTPUT_NUMERIC_PRIO |
                                                      NFT_CTX_OUTPUT_NUMERIC_PROTO);
        nft_ctx_buffer_output(m_context.get());
        nft_ctx_buffer_error(m_context.get());
    }
    errno = 0;
    const int code = nft_run_cmd_from_buffer(m_context.get(), commands.c_str());
    const int savedErrno = errno;
    std::string output = nft_ctx_get_output_buffer(m_context.get());
    std::string message = nft_ctx_get_error_buffer(m_context.get());
    if (code == 0)
        return output;
    // An answer that was not read would be taken for that of the next request: that one gets a new socket.
    if (message.find("No such file or directory") == std::string::npos)
        m_context.reset();
    message = message.substr(0, message.find('\n'));
    if (message.find("Operation not permitted") != std::string::npos || savedErrno == EPERM)
        return base::fail(base::Error(Errc::PermissionDenied, what + ": " + message)
                              .withFix("Run as root, or use --network none or host."));
    if (message.find("No such file or directory") != std::string::npos || savedErrno == ENOENT)
        return base::fail(Errc::NotFound, what + ": " + message);
    if (message.find("not supported") != std::string::npos || savedErrno == EPROTONOSUPPORT)
        return base::fail(base::Error(Errc::Unsupported, what + ": " + message)
                              .withFix("This kernel lacks nf_tables with NAT (modules nf_tables, nft_nat, "
                                       "nft_masq, nft_fib_inet); use --network none or host."));
    return base::fail(base::Error(Errc::System, what + ": " + message));
}

Result<void> Firewall::change(const std::string &commands, const std::string &what)
{
    CATAMARAN_CHECK(run(commands, what));
    ++m_commits;
    return {};
}

Result<std::optional<ListedTable>> Firewall::current()
{
    auto listed = run(listTableCommand(m_table), "list table inet " + m_table);
    if (!listed) {
        if (listed.error().code() == Errc::NotFound)
            return std::optional<ListedTable>();
        return base::fail(std::move(listed).error());
    }
    CATAMARAN_TRY(ListedTable table, parseTable(*listed));
    return std::optional<ListedTable>(std::move(table));
}

Result<bool> Firewall::ensure(const FirewallState &state)
{
    CATAMARAN_TRY(const std::optional<ListedTable> listed, current());
    if (listed && listed->matches(state))
        return false;
    CATAMARAN_CHECK(change(tableCommands(m_table, state), "make table inet " + m_table));
    return true;
}

Result<void> Firewall::addPorts(const std::vector<FirewallPort> &ports)
{
    if (ports.empty())
        return {};
    CATAMARAN_CHECK(
        change(portCommands(m_table, ElementChange::Add, ports), "publish ports in inet " + m_table));
    return {};
}

Result<void> Firewall::deletePorts(const std::vector<FirewallPort> &ports)
{
    // One by one, so that one that is gone already does not keep the others.
    for (const FirewallPort &port : ports) {
        auto done =
            change(portCommands(m_table, ElementChange::Delete, {port}), "withdraw port in inet " + m_table);
        if (!done && done.error().code() != Errc::NotFound)
            return base::fail(std::move(done).error());
    }
    return {};
}

Result<void> Firewall::replacePorts(const std::vector<FirewallPort> &old,
                                    const std::vector<FirewallPort> &fresh)
{
    if (old == fresh)
        return {};
    return change(replaceCommands(m_table, old, fresh), "hand over ports in inet " + m_table);
}

Result<void> Firewall::remove()
{
    CATAMARAN_CHECK(change(deleteTableCommands(m_table), "delete table inet " + m_table));
    return {};
}

/// Whether packets pass the table `filter` of the family: true, too, if it has no policy that drops.
Result<bool> Firewall::passDockerIn(const std::string &family, const std::vector<std::string> &bridges,
                                    const std::vector<std::string> &known)
{
    auto listed = run(listDockerChainsCommand(family), "list table " + family + " filter");
    if (!listed) // no such table, or one that only iptables can read: nothing that we could add to
        return false;
    CATAMARAN_TRY(const DockerChains chains, parseDockerChains(*listed));
    std::vector<std::int64_t> stale;
    for (const auto &[bridge, handle] : chains.ours) {
        const bool wanted = std::find(bridges.begin(), bridges.end(), bridge) != bridges.end();
        if (!wanted && std::find(known.begin(), known.end(), bridge) != known.end())
            stale.push_back(handle);
    }
    if (!stale.empty())
        CATAMARAN_CHECK(change(deleteDockerUserRulesCommands(stale, family), "clean up chain DOCKER-USER"));
    if (!chains.forwardDrops || !chains.hasUserChain)
        return false;
    for (const std::string &bridge : bridges) {
        const bool there = std::any_of(chains.ours.begin(), chains.ours.end(),
                                       [&](const auto &rule) { return rule.first == bridge; });
        if (!there)
            CATAMARAN_CHECK(
                change(acceptInDockerUserCommands(bridge, family), "accept " + bridge + " in DOCKER-USER"));
    }
    return true;
}

Result<std::vector<std::string>> Firewall::passDocker(const std::vector<std::string> &bridges,
                                                      const std::vector<std::string> &known)
{
    CATAMARAN_TRY(const bool passes, passDockerIn("ip", bridges, known));
    CATAMARAN_TRY(const bool passes6, passDockerIn("ip6", bridges, known));
    std::vector<std::string> notices;
    auto listed = run(listChainsCommand(), "list chains");
    if (!listed || bridges.empty())
        return notices;
    CATAMARAN_TRY(const std::vector<ForeignChain> chains, parseDroppingChains(*listed, m_table));
    for (const ForeignChain &chain : chains) {
        const bool isFilter = chain.table == "filter" && chain.name == "FORWARD";
        if ((isFilter && chain.family == "ip" && passes) || (isFilter && chain.family == "ip6" && passes6))
            continue;
        const std::string where = chain.family + " " + chain.table + " " + chain.name;
        std::string text = "The firewall of this host drops forwarded packets (policy of chain " +
                           chain.name + " in table " + chain.family + " " + chain.table +
                           "), so containers will not reach other hosts. Fix:";
        for (const std::string &bridge : bridges)
            text += " nft insert rule " + where + " iifname " + bridge + " accept; nft insert rule " + where +
                    " oifname " + bridge + " accept;";
        text.pop_back();
        notices.push_back(std::move(text));
    }
    return notices;
}

} // namespace catamaran::engine::net
