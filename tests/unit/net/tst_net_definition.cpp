// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/helpers/dns.h"
#include "engine/net/firewall_rules.h"
#include "engine/net/membership.h"
#include "engine/net/names_file.h"
#include "engine/net/network_definition.h"
#include "engine/net/port_planner.h"
#include "tests/support/support.h"

#include <QTest>
#include <array>
#include <cstring>

using namespace catamaran;
using namespace catamaran::engine;
using namespace catamaran::engine::net;
using base::Errc;

namespace {

NetworkRequest requestFor(const std::string &name)
{
    NetworkRequest request;
    request.name = name;
    return request;
}

Membership on(const std::string &name, const std::string &interface, const std::string &address,
              const std::string &address6 = {}, int priority = 0)
{
    Membership one;
    one.network.network.name = name;
    one.network.network.pools = {{"10.1.0.0/16", {}, "10.1.0.1", {}}, {"fd00:1::/64", {}, "fd00:1::1", {}}};
    one.network.network.gateway = "10.1.0.1";
    one.network.network.gateway6 = "fd00:1::1";
    one.endpoint.interface = interface;
    one.endpoint.address = Ipv4::parse(address).value_or(Ipv4{});
    one.endpoint.address6 = Ipv6::parse(address6).value_or(Ipv6{});
    one.endpoint.wish.gatewayPriority = priority;
    return one;
}

spec::PortMapping mapping(const std::string &hostIp, std::uint16_t hostPort)
{
    return {hostIp, hostPort, 80, spec::Protocol::Tcp};
}

} // namespace

/// What networks are and what follows from them, without a kernel.
class NetDefinitionTest : public QObject {
    Q_OBJECT

private slots:
    void ipv6PrefixesAreReadCutAndCompared()
    {
        const auto prefix = Ipv6Prefix::parse("fd00:1:2:3:ff::1/68");
        QVERIFY(prefix.has_value());
        QCOMPARE(prefix->network().text(), std::string("fd00:1:2:3::/68"));
        QVERIFY(prefix->contains(*Ipv6::parse("fd00:1:2:3:fff::9")));
        QVERIFY(!prefix->contains(*Ipv6::parse("fd00:1:2:3:1fff::9")));
        QVERIFY(Ipv6Prefix::parse("fd00::/8")->overlaps(*prefix));
        QVERIFY(!Ipv6Prefix::parse("fe00::/8")->overlaps(*prefix));
        for (const char *wrong : {"fd00::", "fd00::/129", "10.0.0.0/8", "fd00::/", "/64"})
            QVERIFY2(!Ipv6Prefix::parse(wrong).has_value(), wrong);
        QCOMPARE(Ipv6::parse("fd00::ffff")->plus(1).text(), std::string("fd00::1:0"));
    }

    void aLocalSubnetIsChosenThatIsFree()
    {
        const std::string seed(64, 'a');
        const Ipv6Prefix first = chooseSubnet6(seed, {});
        QCOMPARE(first.text(), std::string("fdaa:aaaa:aaaa:aaaa::/64"));
        const Ipv6Prefix second = chooseSubnet6(seed, {first});
        QVERIFY(!second.overlaps(first));
        QCOMPARE(chooseAddress6(first, {first.address.plus(1), first.address.plus(3)})->text(),
                 first.address.plus(2).text());
        const auto full = chooseAddress6(*Ipv6Prefix::parse("fd00::/127"), {*Ipv6::parse("fd00::1")});
        QVERIFY(!full);
        QCOMPARE(full.error().code(), Errc::NoSpace);
    }

    void poolsAreMatchedAsDockerMatchesThem()
    {
        NetworkRequest request = requestFor("x");
        request.subnets = {"10.5.0.0/16", "fd00:5::/64"};
        request.ipRanges = {"10.5.5.0/24"};
        request.gateways = {"fd00:5::9", "10.5.0.9"};
        request.reserved = {{"printer", "10.5.0.7"}};
        const auto pools = matchPools(request);
        VERIFY_RESULT(pools);
        QCOMPARE((*pools)[0].ipRange, std::string("10.5.5.0/24"));
        QCOMPARE((*pools)[0].gateway, std::string("10.5.0.9"));
        QCOMPARE((*pools)[0].reserved.at("printer"), std::string("10.5.0.7"));
        QCOMPARE((*pools)[1].gateway, std::string("fd00:5::9"));

        const auto refused = [](NetworkRequest wrong, const char *text) {
            const auto result = matchPools(wrong);
            return !result && result.error().message().find(text) != std::string::npos;
        };
        NetworkRequest wrong = request;
        wrong.gateways = {"10.6.0.1"};
        QVERIFY(refused(wrong, "no matching subnet for gateway 10.6.0.1"));
        wrong = request;
        wrong.ipRanges = {"10.6.0.0/24"};
        QVERIFY(refused(wrong, "no matching subnet for range 10.6.0.0/24"));
        wrong = request;
        wrong.reserved = {{"a", "10.6.0.1"}};
        QVERIFY(refused(wrong, "no matching subnet for aux-address 10.6.0.1"));
        wrong = request;
        wrong.subnets.push_back("10.5.9.0/24");
        QVERIFY(refused(wrong, "multiple overlapping subnet configuration is not supported"));
        wrong = requestFor("x");
        wrong.gateways = {"10.6.0.1"};
        QVERIFY(refused(wrong, "every ip-range or gateway must have a corresponding subnet"));
    }

    void networksArePlannedOrRefused()
    {
        NetworkRequest request = requestFor("six");
        request.ipv6 = true;
        const auto both = planNetwork(request, "0a1b2c3d", {});
        VERIFY_RESULT(both);
        QCOMPARE(both->network.subnet, std::string("10.89.0.0/16"));
        QVERIFY(both->network.subnet6.starts_with("fd"));
        QVERIFY(both->network.gateway6.ends_with("::1"));
        request.ipv4 = false;
        const auto sixOnly = planNetwork(request, "0a1b2c3d", {});
        VERIFY_RESULT(sixOnly);
        QVERIFY(sixOnly->network.subnet.empty());
        request.ipv6 = false;
        QVERIFY(!planNetwork(request, "0a1b2c3d", {}));

        request = requestFor("many");
        request.subnets = {"10.1.0.0/16", "10.2.0.0/16"};
        const auto many = planNetwork(request, {}, {});
        QVERIFY(!many && many.error().message() == "bridge driver doesn't support multiple subnets");
        request.driver = "macvlan";
        request.options = {{"parent", "eth0.50"}, {"macvlan_mode", "vepa"}};
        const auto macvlan = planNetwork(request, {}, {});
        VERIFY_RESULT(macvlan);
        QCOMPARE(parentLink(macvlan->network), std::string("eth0.50"));
        QCOMPARE(*linkMode(macvlan->network), 2U);
        QVERIFY(!macvlan->network.internal);
        TakenRanges taken;
        taken.networks = {*macvlan};
        request.subnets = {"10.3.0.0/16"};
        const auto twice = planNetwork(request, {}, taken);
        QVERIFY(!twice &&
                twice.error().message().find("already using parent interface eth0.50") != std::string::npos);
        request.options = {{"macvlan_mode", "odd"}};
        QVERIFY(!planNetwork(request, {}, {}));
        request = requestFor("odd");
        request.driver = "overlay";
        QVERIFY(!planNetwork(request, {}, {}));
        request = requestFor("odd");
        request.options = {{"com.docker.network.bridge.enable_icc", "maybe"}};
        QVERIFY(!planNetwork(request, {}, {}));
        request.options = {{"no.such.option", "1"}};
        const auto unknown = planNetwork(request, {}, {});
        QVERIFY(!unknown && unknown.error().code() == Errc::Unsupported);
    }

    void aDefinitionSurvivesTheDatabase()
    {
        NetworkRequest request = requestFor("x");
        request.ipv6 = true;
        request.labels = {{"a", "b"}};
        request.options = {{"com.docker.network.bridge.enable_ip_masquerade", "false"},
                           {"com.docker.network.driver.mtu", "1400"}};
        const auto row = planNetwork(request, {}, {});
        VERIFY_RESULT(row);
        Network read;
        readDefinition(definitionOf(row->network), read);
        QCOMPARE(definitionOf(read), definitionOf(row->network));
        QVERIFY(lacksMasquerade(read) && !lacksIcc(read));
        QCOMPARE(mtuOption(read), 1400U);
        spec::NetworkAttachment wish{"x", {"a", "b"},      "10.0.0.2",   "fd00::2",
                                     {},  {"169.254.1.1"}, {{"k", "v"}}, 7};
        QCOMPARE(wishText(wishOf(wishText(wish))), wishText(wish));
    }

    void theDefaultRouteGoesWhereDockerPutsIt()
    {
        std::vector<Membership> all = {on("zeta", "eth0", "10.1.0.2"), on("alpha", "eth1", "10.1.0.3"),
                                       on("vault", "eth2", "10.1.0.4", "fd00:1::4", 9)};
        all[2].network.network.internal = true;
        QCOMPARE(gatewaysOf(all).ipv4->endpoint.interface, std::string("eth1"));
        QVERIFY(gatewaysOf(all).ipv6 == nullptr);
        all[0].endpoint.wish.gatewayPriority = 1;
        QCOMPARE(gatewaysOf(all).ipv4->endpoint.interface, std::string("eth0"));
        QCOMPARE(defaultRoute4(gatewaysOf(all)).gateway, std::string("10.1.0.1"));
    }

    void portsLeadToTheFamiliesThatTheyAreFor()
    {
        const std::vector<Membership> both = {on("x", "eth0", "10.1.0.2", "fd00:1::2")};
        const Gateways gateways = gatewaysOf(both);
        QCOMPARE(portTarget(gateways, mapping("", 8080))->address6, std::string("fd00:1::2"));
        QCOMPARE(portTarget(gateways, mapping("0.0.0.0", 8080))->address6, std::string());
        QCOMPARE(portTarget(gateways, mapping("::", 8080))->address, std::string());
        const std::vector<Membership> four = {on("x", "eth0", "10.1.0.2")};
        // catamaran-ports serves the IPv6 side of a container that has IPv4 only; it knows no SCTP.
        QCOMPARE(portTarget(gatewaysOf(four), mapping("::1", 8080))->address, std::string("10.1.0.2"));
        spec::PortMapping sctp = mapping("::1", 8080);
        sctp.protocol = spec::Protocol::Sctp;
        const auto none = portTarget(gatewaysOf(four), sctp);
        QVERIFY(!none && none.error().code() == Errc::Unsupported);

        const auto ports = firewallPorts({"o", "web", mapping("", 8080), "10.1.0.2", false, "fd00:1::2"});
        QCOMPARE(ports.size(), std::size_t{2});
        const std::string commands = tableCommands("t", {{}, ports});
        QVERIFY(commands.find("tcp6_any_ip") != std::string::npos);
        QVERIFY(commands.find("fd00:1::2") != std::string::npos);
    }

    void oneFreePortOfARangeIsTaken()
    {
        PortWorld world;
        world.reserved = {{"o", "web", mapping("", 8000), "10.1.0.2"}};
        world.sockets = {{spec::Protocol::Tcp, false, "0.0.0.0", 8001, 1}};
        spec::PortMapping wish = mapping("", 8000);
        wish.hostPortEnd = 8003;
        const auto planned = planPorts(world, {wish});
        VERIFY_RESULT(planned);
        QCOMPARE(planned->front().hostPort, std::uint16_t{8002});
        QCOMPARE(planned->front().hostPortEnd, std::uint16_t{0});
        wish.hostPortEnd = 8001;
        QVERIFY(!planPorts(world, {wish}));
        // One family may be taken while the other is free.
        world.reserved = {{"o", "web", mapping("0.0.0.0", 8005), "10.1.0.2"}};
        VERIFY_RESULT(planPorts(world, {mapping("::", 8005)}));
        QVERIFY(!planPorts(world, {mapping("", 8005)}));
    }

    void namesHaveBothFamiliesAndPointersForBoth()
    {
        const auto table = encodeNames({{1, "x", "aaaaaaaaaaaa", "web", {}, {}, *Ipv6::parse("fd00::2")},
                                        {1, "x", "bbbbbbbbbbbb", "db", {}, *Ipv4::parse("10.1.0.3"), {}}});
        VERIFY_RESULT(table);
        const auto ask = [&](const std::vector<std::string> &labels, char type) {
            std::string message("\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00", 12);
            for (const std::string &label : labels)
                message += static_cast<char>(label.size()) + label;
            message += std::string("\0\0", 2) + type + std::string("\0\1", 2);
            std::array<std::uint8_t, 512> reply{};
            const helpers::DnsTableView view{reinterpret_cast<const std::uint8_t *>(table->data()),
                                             table->size(), "aaaaaaaaaaaa"};
            const auto answer =
                helpers::dnsAnswer(reinterpret_cast<const std::uint8_t *>(message.data()), message.size(),
                                   view, 0, helpers::DnsTransport::Udp, reply.data(), reply.size());
            return std::pair(answer.verdict,
                             std::string(reinterpret_cast<const char *>(reply.data()), answer.size));
        };
        constexpr char kAaaa = 28;
        constexpr char kA = 1;
        constexpr char kPtr = 12;
        const auto [verdict, six] = ask({"web"}, kAaaa);
        QCOMPARE(verdict, helpers::DnsVerdict::Answered);
        QCOMPARE(six[7], '\1');
        // The name exists without that type: an answer without records, not "no such name".
        const auto [nodata, four] = ask({"web"}, kA);
        QCOMPARE(nodata, helpers::DnsVerdict::Answered);
        QCOMPARE(four[7], '\0');
        QCOMPARE(four[3] & 15, 0);
        std::vector<std::string> reverse = {"2"};
        for (int i = 0; i < 27; ++i)
            reverse.emplace_back("0");
        for (const char *tail : {"0", "0", "d", "f", "ip6", "arpa"})
            reverse.emplace_back(tail);
        const auto [known, pointer] = ask(reverse, kPtr);
        QCOMPARE(known, helpers::DnsVerdict::Answered);
        QVERIFY(pointer.find("\3web\1x") != std::string::npos);
        QCOMPARE(ask({"nosuch"}, kA).first, helpers::DnsVerdict::Forward);
    }

    void chainsOfOthersThatDropAreFound()
    {
        const std::string json = "{\x22nftables\x22:[{\x22"
                                 "chain\x22:{\x22"
                                 "family\x22:\x22ip\x22,\x22table\x22:\x22"
                                 "filter\x22,\x22name\x22:\x22"
                                 "FORWARD\x22,\x22hook\x22:\x22"
                                 "forward\x22,\x22policy\x22:\x22"
                                 "drop\x22}},{\x22"
                                 "chain\x22:{\x22"
                                 "family\x22:\x22inet\x22,\x22table\x22:\x22own\x22,\x22name\x22:\x22"
                                 "f\x22,\x22hook\x22:\x22"
                                 "forward\x22,\x22policy\x22:\x22"
                                 "drop\x22}}]}";
        const auto chains = parseDroppingChains(json, "own");
        VERIFY_RESULT(chains);
        QCOMPARE(chains->size(), std::size_t{1});
        QCOMPARE(chains->front().name, std::string("FORWARD"));
        QVERIFY(!parseDroppingChains("{}", "own"));
    }
};

QTEST_GUILESS_MAIN(NetDefinitionTest)
#include "tst_net_definition.moc"
