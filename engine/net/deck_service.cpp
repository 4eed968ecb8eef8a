// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/deck_service.h"

#include "engine/launch/port_protocol.h"
#include "engine/net/firewall.h"
#include "engine/net/ipv4.h"
#include "engine/net/nft_library.h"
#include "engine/sys/deck.h"
#include "engine/sys/rtnl.h"

#include <array>
#include <linux/fib_rules.h>
#include <linux/rtnetlink.h>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace catamaran::engine::net {

using namespace libnftables;
using base::Errc;
using base::Result;

namespace {

/// pasta answers queries to this address from the host's first resolver, which may be on the host's loopback.
constexpr const char *kHostResolver = "169.254.53.53";
constexpr std::uint32_t kAnswerTable = 7331;

template <typename F>
auto inDeckNetwork(F function) -> decltype(function())
{
    std::optional<decltype(function())> result;
    sys::callInDeckNetwork([&] { result.emplace(function()); });
    return std::move(*result);
}

/// Answers to a connection with a client's address would go out to that client; the mark that its first
/// packet set brings them to the local socket.
Result<void> routeAnswersHere()
{
    const int socket = sys::openRtnl();
    if (socket < 0)
        return base::failErrno("open a netlink socket");
    alignas(nlmsghdr) std::array<char, 512> buffer{};
    int error = 0;
    {
        sys::RtnlBatch batch(buffer.data(), buffer.size());
        auto *rule = batch.begin<fib_rule_hdr>(RTM_NEWRULE, NLM_F_CREATE | NLM_F_EXCL);
        rule->family = AF_INET;
        rule->action = FR_ACT_TO_TBL;
        batch.number(FRA_PRIORITY, 100);
        batch.number(FRA_FWMARK, launch::protocol::kAnswerMark);
        batch.number(FRA_TABLE, kAnswerTable);
        batch.end();
        error = batch.run(socket);
    }
    if (error == 0 || error == EEXIST) {
        sys::RtnlBatch batch(buffer.data(), buffer.size());
        auto *route = batch.begin<rtmsg>(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE);
        route->rtm_family = AF_INET;
        route->rtm_protocol = RTPROT_STATIC;
        route->rtm_scope = RT_SCOPE_HOST;
        route->rtm_type = RTN_LOCAL;
        batch.number(RTA_TABLE, kAnswerTable);
        batch.number(RTA_OIF, 1); // the loopback link
        batch.end();
        error = batch.run(socket);
    }
    ::close(socket);
    if (error != 0 && error != EEXIST)
        return base::fail(base::Error::fromErrno(error, "route the answers of published ports"));
    CATAMARAN_CHECK(libnftables::library.load());
    const std::unique_ptr<nft_ctx, void (*)(nft_ctx *)> nft(nft_ctx_new(NFT_CTX_DEFAULT), nft_ctx_free);
    if (!nft)
        return base::fail(Errc::Unsupported, "nftables cannot be used");
    nft_ctx_buffer_error(nft.get());
    const std::string client = std::to_string(launch::protocol::kClientMark);
    const std::string answer = std::to_string(launch::protocol::kAnswerMark);
    const std::string rules =
        "table inet catamaran_deck\n"
        "delete table inet catamaran_deck\n"
        "table inet catamaran_deck {\n"
        " chain output { type filter hook output priority mangle; meta mark " +
        client +
        " ct mark set meta mark; }\n"
        " chain prerouting { type filter hook prerouting priority mangle; ct direction reply ct mark " +
        client + " meta mark set " + answer +
        "; }\n"
        "}\n";
    if (nft_run_cmd_from_buffer(nft.get(), rules.c_str()) != 0)
        return base::fail(Errc::System, std::string("mark the connections of published ports: ") +
                                            nft_ctx_get_error_buffer(nft.get()));
    return {};
}

class DeckService final : public NetworkService {
public:
    explicit DeckService(std::unique_ptr<NetworkService> inner) : m_inner(std::move(inner)) {}

    Result<std::vector<Network>> list() override
    {
        return inDeckNetwork([&] { return m_inner->list(); });
    }
    Result<Network> createNetwork(const NetworkRequest &request) override
    {
        return inDeckNetwork([&] { return m_inner->createNetwork(request); });
    }
    Result<void> removeNetwork(const std::string &name) override
    {
        return inDeckNetwork([&] { return m_inner->removeNetwork(name); });
    }
    Result<Network> network(const std::string &which) override
    {
        return inDeckNetwork([&] { return m_inner->network(which); });
    }
    Result<std::vector<Member>> members(const std::string &networkName) override
    {
        return inDeckNetwork([&] { return m_inner->members(networkName); });
    }
    Result<MembershipChange> connect(const std::string &owner, const spec::NetworkAttachment &wish,
                                     const spec::ContainerSpec &spec,
                                     const std::string &namespacePath) override
    {
        return inDeckNetwork([&] { return m_inner->connect(owner, wish, spec, namespacePath); });
    }
    Result<MembershipChange> disconnect(const std::string &owner, const std::string &networkName,
                                        const spec::ContainerSpec &spec,
                                        const std::string &namespacePath) override
    {
        return inDeckNetwork([&] { return m_inner->disconnect(owner, networkName, spec, namespacePath); });
    }
    Result<Attachment> attach(const std::string &owner, const std::string &ownerName,
                              const spec::ContainerSpec &spec, const std::vector<std::string> &exposedPorts,
                              const base::OperationContext &context, Publication publication) override
    {
        const bool needsBridge =
            spec.network != "none" && spec.network != "host" && !spec.network.starts_with("container:");
        std::optional<std::string> notice;
        if (needsBridge)
            notice = ensureUplink();
        auto attachment = inDeckNetwork(
            [&] { return m_inner->attach(owner, ownerName, spec, exposedPorts, context, publication); });
        if (!attachment)
            return attachment;
        if (notice)
            attachment->notices.push_back(std::move(*notice));
        if (!attachment->ports.empty() || publication == Publication::Later) {
            if (auto routed = inDeckNetwork([] { return routeAnswersHere(); }); !routed)
                attachment->notices.push_back("Containers will not see the addresses of clients: " +
                                              routed.error().text());
        }
        reachHostResolvers(*attachment);
        return attachment;
    }
    Result<std::vector<std::string>> handOver(const std::string &from, const std::string &to,
                                              const spec::ContainerSpec &spec,
                                              const std::vector<std::string> &exposedPorts) override
    {
        return inDeckNetwork([&] { return m_inner->handOver(from, to, spec, exposedPorts); });
    }
    Result<void> release(const std::string &owner) override
    {
        return inDeckNetwork([&] { return m_inner->release(owner); });
    }
    Result<Attachment> attachment(const std::string &owner) override
    {
        auto found = inDeckNetwork([&] { return m_inner->attachment(owner); });
        if (found)
            reachHostResolvers(*found);
        return found;
    }
    Result<spec::PortMapping> reservePort(const std::string &owner, const spec::PortMapping &wish) override
    {
        return inDeckNetwork([&] { return m_inner->reservePort(owner, wish); });
    }
    Result<std::optional<PortOwner>> portOwner(const spec::PortMapping &port) override
    {
        return inDeckNetwork([&] { return m_inner->portOwner(port); });
    }
    Result<void> reconcile() override
    {
        return inDeckNetwork([&] { return m_inner->reconcile(); });
    }
    Result<void> removeUnused() override
    {
        return inDeckNetwork([&] { return m_inner->removeUnused(); });
    }
    ~DeckService() override
    {
        sys::callInDeckNetwork([&] { m_inner.reset(); });
    }

private:
    /// Asks the holder for pasta and waits until its interface is there. A notice if there is no way out.
    static std::optional<std::string> ensureUplink()
    {
        const sys::Deck &deck = *sys::deck();
        const std::string ready = deck.directory + "/uplink";
        const std::string failed = deck.directory + "/uplink.error";
        if (::access(ready.c_str(), F_OK) == 0)
            return std::nullopt;
        ::unlink(failed.c_str());
        const bool asked = ::write(deck.alive, "n", 1) == 1;
        constexpr int kStepMilliseconds = 5;
        for (int waited = 0; asked && waited < 5000; waited += kStepMilliseconds) {
            if (::access(ready.c_str(), F_OK) == 0)
                return std::nullopt;
            if (::access(failed.c_str(), F_OK) == 0)
                break;
            ::poll(nullptr, 0, kStepMilliseconds);
        }
        return "Containers reach each other, but not other hosts, because pasta could not be started: "
               "install the "
               "package passt; it needs a default route on this host.";
    }

    /// The host's loopback is not the deck's: resolvers there are reached through pasta.
    static void reachHostResolvers(Attachment &attachment)
    {
        bool there = false;
        std::erase_if(attachment.plan.dnsUpstreams, [&](const std::string &server) {
            const auto address = Ipv4::parse(server.substr(0, server.find(':')));
            const bool local = server == "::1" || (address && address->isLoopback());
            there = there || local;
            return local;
        });
        if (there)
            attachment.plan.dnsUpstreams.insert(attachment.plan.dnsUpstreams.begin(), kHostResolver);
    }

    std::unique_ptr<NetworkService> m_inner;
};

} // namespace

std::unique_ptr<NetworkService> runInDeck(std::unique_ptr<NetworkService> inner)
{
    return std::make_unique<DeckService>(std::move(inner));
}

} // namespace catamaran::engine::net
