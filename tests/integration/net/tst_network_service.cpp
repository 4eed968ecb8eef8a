// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/net/network_service.h"
#include "tests/integration/net/network_lab.h"
#include "tests/support/support.h"

#include <QTest>
#include <csignal>
#include <net/if.h>
#include <nlohmann/json.hpp>
#include <set>

using namespace catamaran;
using namespace catamaran::engine;
using base::Errc;
using test::Namespace;

namespace {

/// One engine's networks in the lab.
struct Fixture {
    explicit Fixture(const std::string &instance = "0a1b2c3d") : m_instance(instance) { reopen(); }
    ~Fixture()
    {
        m_living.clear();
        for (const std::string &owner : m_attached)
            static_cast<void>(m_service->release(owner));
        static_cast<void>(m_service->removeUnused());
    }

    /// As another process would: a new database connection and service over the same directories.
    void reopen()
    {
        auto database = store::Database::open(m_directory.file("state.db"));
        QVERIFY(database.has_value());
        auto service =
            net::NetworkService::open(m_directory.path(), m_instance, std::move(*database),
                                      [this](const std::string &owner) { return m_living.count(owner) > 0; });
        QVERIFY(service.has_value());
        m_service = std::move(*service);
    }

    base::Result<net::Attachment> attach(const std::string &name, const spec::ContainerSpec &spec)
    {
        const std::string owner = ownerId(name);
        m_living.insert(owner);
        m_attached.insert(owner);
        return m_service->attach(owner, name, spec, {"80/tcp"}, {});
    }
    static std::string ownerId(const std::string &name)
    {
        std::string owner;
        for (const char c : name)
            owner += std::to_string(static_cast<unsigned>(c) % 10);
        return owner + std::string(64 - owner.size(), 'a');
    }
    [[nodiscard]] std::string table() const { return "catamaran_" + m_instance; }

    test::TemporaryDirectory m_directory;
    std::string m_instance;
    std::set<std::string> m_living;
    std::set<std::string> m_attached;
    std::unique_ptr<net::NetworkService> m_service;
};

spec::ContainerSpec publishing(std::vector<spec::PortMapping> ports)
{
    spec::ContainerSpec spec;
    spec.ports = std::move(ports);
    return spec;
}

/// Elements of a map of our table as the kernel lists them.
nlohmann::json mapElements(const std::string &table, const std::string &map)
{
    const auto text = test::tool("nft -j list map inet " + table + " " + map);
    if (!text)
        return {};
    const nlohmann::json document = nlohmann::json::parse(*text);
    for (const auto &object : document.at("nftables")) {
        if (object.contains("map"))
            return object.at("map").value("elem", nlohmann::json::array());
    }
    return {};
}

} // namespace

class NetworkServiceTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::enterLab(); !reason.empty())
            QSKIP(reason.c_str());
        m_outside = std::make_unique<Namespace>();
        QVERIFY(test::wireOutside(*m_outside));
    }

    void attachMakesTheBridgeAndTheTableAndGivesAnAddress()
    {
        Fixture fixture;
        auto attachment = fixture.attach("web", {});
        VERIFY_RESULT(attachment);
        QCOMPARE(attachment->endpoints.size(), std::size_t{1});
        QCOMPARE(attachment->endpoints[0].address, std::string("10.89.0.2"));
        QCOMPARE(attachment->plan.interfaces[0].bridge, std::string("ct0a1b2c0"));
        QVERIFY(::if_nametoindex("ct0a1b2c0") != 0);
        QVERIFY(test::tool("ip -4 addr show dev ct0a1b2c0")->find("10.89.0.1/16") != std::string::npos);
        QVERIFY(test::tool("nft list table inet catamaran_0a1b2c3d").has_value());
        QCOMPARE(base::readFile("/proc/sys/net/ipv4/ip_forward").value(), std::string("1\n"));
    }

    void publishedPortsAreReachedFromOutsideFromLoopbackAndFromTheContainerItself()
    {
        Fixture fixture;
        auto web = fixture.attach(
            "web", publishing({{"", 18080, 80, spec::Protocol::Tcp}, {"", 18080, 80, spec::Protocol::Udp}}));
        VERIFY_RESULT(web);
        const Namespace container;
        QVERIFY(test::wire(container, web->plan.interfaces[0]));
        const test::EchoServer server(&container, 80, "web");
        QVERIFY(server.ready());

        // From outside the source address is kept.
        QCOMPARE(m_outside->run([] { return test::askTcp("198.51.100.1", 18080); }),
                 std::string("web 198.51.100.2"));
        QCOMPARE(m_outside->run([] { return test::askUdp("198.51.100.1", 18080); }),
                 std::string("web 198.51.100.2"));
        QCOMPARE(test::askTcp("127.0.0.1", 18080), std::string("web 10.89.0.1"));
        QCOMPARE(test::askUdp("127.0.0.1", 18080), std::string("web 10.89.0.1"));
        QCOMPARE(test::askTcp("198.51.100.1", 18080), std::string("web 198.51.100.1"));
        // Hairpin: the container asks for its own published port.
        QCOMPARE(container.run([] { return test::askTcp("198.51.100.1", 18080); }),
                 std::string("web 10.89.0.1"));
        // Nobody published this one, so outsiders that route to it get nothing.
        QCOMPARE(m_outside->run([] { return test::askTcp("10.89.0.2", 80); }), std::string());
    }

    void aPortOnOneAddressIsReachedThereOnly()
    {
        Fixture fixture;
        auto web = fixture.attach("web", publishing({{"127.0.0.1", 18081, 80, spec::Protocol::Tcp}}));
        VERIFY_RESULT(web);
        const Namespace container;
        QVERIFY(test::wire(container, web->plan.interfaces[0]));
        const test::EchoServer server(&container, 80, "web");
        QVERIFY(server.ready());
        QCOMPARE(test::askTcp("127.0.0.1", 18081), std::string("web 10.89.0.1"));
        QCOMPARE(m_outside->run([] { return test::askTcp("198.51.100.1", 18081); }), std::string());
    }

    void containersOnOneNetworkTalkAndThoseOnTwoDoNot()
    {
        Fixture fixture;
        VERIFY_RESULT(fixture.m_service->createNetwork({"back", "", false}));
        VERIFY_RESULT(fixture.m_service->createNetwork({"vault", "", true}));
        spec::ContainerSpec onBack;
        onBack.network = "back";
        spec::ContainerSpec onVault;
        onVault.network = "vault";
        auto one = fixture.attach("one", onBack);
        auto two = fixture.attach("two", onBack);
        auto other = fixture.attach("other", {});
        auto locked = fixture.attach("locked", onVault);
        VERIFY_RESULT(one);
        VERIFY_RESULT(two);
        VERIFY_RESULT(other);
        VERIFY_RESULT(locked);
        const Namespace first;
        const Namespace second;
        const Namespace stranger;
        const Namespace vault;
        QVERIFY(test::wire(first, one->plan.interfaces[0]));
        QVERIFY(test::wire(second, two->plan.interfaces[0]));
        QVERIFY(test::wire(stranger, other->plan.interfaces[0]));
        QVERIFY(test::wire(vault, locked->plan.interfaces[0]));
        const test::EchoServer server(&first, 80, "one");
        const std::string address = one->endpoints[0].address;
        QCOMPARE(second.run([&] { return test::askTcp(address, 80); }), "one " + two->endpoints[0].address);
        QCOMPARE(stranger.run([&] { return test::askTcp(address, 80); }), std::string());

        // Outwards all are masqueraded, but an internal network has no way out.
        const test::EchoServer world(m_outside.get(), 7000, "world");
        QCOMPARE(stranger.run([] { return test::askTcp("198.51.100.2", 7000); }),
                 std::string("world 198.51.100.1"));
        QCOMPARE(vault.run([] { return test::askTcp("198.51.100.2", 7000); }), std::string());
    }

    void aContainerCannotReachWhatListensOnTheHostsLoopback()
    {
        Fixture fixture;
        auto web = fixture.attach("web", {});
        VERIFY_RESULT(web);
        const Namespace container;
        QVERIFY(test::wire(container, web->plan.interfaces[0]));
        const test::EchoServer secret(nullptr, 19999, "secret", "127.0.0.1");
        QVERIFY(secret.ready());
        QCOMPARE(test::askTcp("127.0.0.1", 19999), std::string("secret 127.0.0.1"));
        const bool routed = container.run([] {
            return test::tool("ip addr del 127.0.0.1/8 dev lo; ip route del local 127.0.0.0/8 table local;"
                              "echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet;"
                              "ip route add 127.0.0.0/8 via 10.89.0.1 src 10.89.0.2 table main")
                .has_value();
        });
        QVERIFY(routed);
        QCOMPARE(container.run([] { return test::askTcp("127.0.0.1", 19999); }), std::string());
    }

    void aTakenPortIsNamedWithItsOwnerBeforeAnythingChanges()
    {
        Fixture fixture;
        VERIFY_RESULT(fixture.attach("web", publishing({{"", 18082, 80, spec::Protocol::Tcp}})));
        const auto second = fixture.attach("second", publishing({{"", 18082, 80, spec::Protocol::Tcp}}));
        QVERIFY(!second.has_value());
        QCOMPARE(second.error().code(), Errc::PortInUse);
        QVERIFY(second.error().message().find("container web") != std::string::npos);
        QCOMPARE(second.error().fix(), std::string("Choose another port with -p, or stop container web."));

        const test::EchoServer local(nullptr, 18083, "local");
        const auto third = fixture.attach("third", publishing({{"", 18083, 80, spec::Protocol::Tcp}}));
        QVERIFY(!third.has_value());
        QCOMPARE(third.error().code(), Errc::PortInUse);
        QVERIFY(third.error().message().find("(pid " + std::to_string(::getpid()) + ")") !=
                std::string::npos);
        QVERIFY(!fixture.m_service->attachment(Fixture::ownerId("third")).has_value());
        QCOMPARE(mapElements(fixture.table(), "tcp_any_ip").size(), std::size_t{1});

        const auto owner = fixture.m_service->portOwner({"", 18082, 80, spec::Protocol::Tcp});
        VERIFY_RESULT(owner);
        QVERIFY(owner->has_value());
        QCOMPARE((*owner)->program, std::string("container web"));
        VERIFY_RESULT(fixture.m_service->reservePort("vm1", {"", 18084, 80, spec::Protocol::Tcp}));
        QVERIFY(!fixture.attach("fourth", publishing({{"", 18084, 80, spec::Protocol::Tcp}})).has_value());
        VERIFY_RESULT(fixture.m_service->release("vm1"));
    }

    void hostPortZeroGetsAFreePort()
    {
        Fixture fixture;
        spec::ContainerSpec spec;
        spec.publishAll = true;
        auto web = fixture.attach("web", spec);
        VERIFY_RESULT(web);
        QCOMPARE(web->ports.size(), std::size_t{1});
        QCOMPARE(web->ports[0].containerPort, std::uint16_t{80});
        QVERIFY(web->ports[0].hostPort >= 1024);
        QCOMPARE(mapElements(fixture.table(), "tcp_any_ip")[0][0].get<int>(), int{web->ports[0].hostPort});
    }

    void reconcileRestoresAFlushedRulesetAndADeletedBridge()
    {
        Fixture fixture;
        auto web = fixture.attach("web", publishing({{"", 18085, 80, spec::Protocol::Tcp}}));
        VERIFY_RESULT(web);
        QVERIFY(test::tool("nft flush ruleset").has_value());
        VERIFY_RESULT(fixture.m_service->reconcile());
        QCOMPARE(mapElements(fixture.table(), "tcp_any_ip").size(), std::size_t{1});
        QVERIFY(test::tool("nft flush chain inet " + fixture.table() + " forward").has_value());
        VERIFY_RESULT(fixture.m_service->reconcile());
        QVERIFY(test::tool("nft list chain inet " + fixture.table() + " forward")->find("@same") !=
                std::string::npos);
        QVERIFY(test::tool("ip link del ct0a1b2c0").has_value());
        VERIFY_RESULT(fixture.m_service->reconcile());

        const Namespace container;
        QVERIFY(test::wire(container, web->plan.interfaces[0]));
        const test::EchoServer server(&container, 80, "web");
        QCOMPARE(test::askTcp("127.0.0.1", 18085), std::string("web 10.89.0.1"));
    }

    void rulesAreListedAgainOnlyWhenSomebodyHasChangedThem()
    {
        Fixture fixture;
        const std::string known = fixture.m_directory.path() + "/net/" + fixture.m_instance + "/rules";
        VERIFY_RESULT(fixture.attach("web", publishing({{"", 18087, 80, spec::Protocol::Tcp}})));
        VERIFY_RESULT(fixture.attach("api", publishing({{"", 18088, 80, spec::Protocol::Tcp}})));
        fixture.reopen();
        // What was remembered while ports came says what the kernel has: nothing is written again.
        const auto before = base::readFile(known);
        VERIFY_RESULT(before);
        QVERIFY(before->find(" 18088 ") != std::string::npos);
        VERIFY_RESULT(fixture.m_service->reconcile());
        QCOMPARE(*base::readFile(known), *before);
        // A change that looks like nothing of ours makes us look, and remember anew.
        QVERIFY(test::tool("nft add table inet somebody").has_value());
        VERIFY_RESULT(fixture.m_service->reconcile());
        QVERIFY(*base::readFile(known) != *before);
        // What somebody did together with a change of ours is seen.
        QVERIFY(test::tool("nft flush chain inet " + fixture.table() + " forward").has_value());
        VERIFY_RESULT(fixture.m_service->release(Fixture::ownerId("api")));
        VERIFY_RESULT(fixture.m_service->reconcile());
        QVERIFY(test::tool("nft list chain inet " + fixture.table() + " forward")->find("@same") !=
                std::string::npos);
        QCOMPARE(mapElements(fixture.table(), "tcp_any_ip").size(), std::size_t{1});
        QVERIFY(test::tool("nft delete table inet somebody").has_value());
    }

    void releaseTakesBackRulesNamesAndAddressAndUnusedBridgesGo()
    {
        Fixture fixture;
        auto web = fixture.attach("web", publishing({{"", 18086, 80, spec::Protocol::Tcp}}));
        VERIFY_RESULT(web);
        const std::string names = web->plan.dnsTablePath;
        QVERIFY(base::readFile(names)->find("web.bridge") != std::string::npos);
        VERIFY_RESULT(fixture.m_service->release(Fixture::ownerId("web")));
        VERIFY_RESULT(fixture.m_service->release(Fixture::ownerId("web"))); // again is no error
        QVERIFY(mapElements(fixture.table(), "tcp_any_ip").empty());
        QVERIFY(base::readFile(names)->find("web.bridge") == std::string::npos);
        auto next = fixture.attach("next", {});
        VERIFY_RESULT(next);
        QCOMPARE(next->endpoints[0].address, std::string("10.89.0.2"));
        VERIFY_RESULT(fixture.m_service->release(Fixture::ownerId("next")));
        VERIFY_RESULT(fixture.m_service->reconcile());
        QVERIFY(::if_nametoindex("ct0a1b2c0") != 0); // still warm
        VERIFY_RESULT(fixture.m_service->removeUnused());
        QVERIFY(::if_nametoindex("ct0a1b2c0") == 0);
        QCOMPARE(test::tool("nft list ruleset").value(), std::string());
    }

    void whatAKilledProcessAttachedIsTakenBackByTheNextStart()
    {
        Fixture fixture;
        // The child attaches and kills itself; it never says that the owner lives.
        const std::string self = QCoreApplication::applicationFilePath().toStdString() +
                                 " --attach-and-die " + fixture.m_directory.path();
        QVERIFY(test::tool(self + "; test $? = 137").has_value());
        QCOMPARE(mapElements(fixture.table(), "tcp_any_ip").size(), std::size_t{1});
        fixture.reopen();
        VERIFY_RESULT(fixture.m_service->reconcile());
        QVERIFY(mapElements(fixture.table(), "tcp_any_ip").empty());
        // Also without reconcile() its port is free for the next.
        QVERIFY(test::tool(self + "; test $? = 137").has_value());
        auto web = fixture.attach("web", publishing({{"", 18090, 80, spec::Protocol::Tcp}}));
        VERIFY_RESULT(web);
        QCOMPARE(web->endpoints[0].address, std::string("10.89.0.2"));
    }

    void twoInstancesDoNotTouchEachOther()
    {
        Fixture first("11111111");
        Fixture second("22222222");
        auto one = first.attach("web", publishing({{"", 18091, 80, spec::Protocol::Tcp}}));
        auto two = second.attach("web", publishing({{"", 18092, 80, spec::Protocol::Tcp}}));
        VERIFY_RESULT(one);
        VERIFY_RESULT(two);
        QVERIFY(one->plan.interfaces[0].bridge != two->plan.interfaces[0].bridge);
        QVERIFY(one->endpoints[0].gateway != two->endpoints[0].gateway);
        VERIFY_RESULT(first.m_service->release(Fixture::ownerId("web")));
        VERIFY_RESULT(first.m_service->removeUnused());
        QCOMPARE(mapElements(second.table(), "tcp_any_ip").size(), std::size_t{1});
        QVERIFY(::if_nametoindex(two->plan.interfaces[0].bridge.c_str()) != 0);
    }

    void dockersForwardPolicyIsPassedThroughItsUserChainAndThatIsUndone()
    {
        if (!test::tool("iptables-nft -P FORWARD DROP && iptables-nft -N DOCKER-USER && "
                        "iptables-nft -A FORWARD -j DOCKER-USER"))
            QSKIP("iptables-nft is not installed");
        {
            Fixture fixture;
            auto web = fixture.attach("web", publishing({{"", 18093, 80, spec::Protocol::Tcp}}));
            VERIFY_RESULT(web);
            const Namespace container;
            QVERIFY(test::wire(container, web->plan.interfaces[0]));
            const test::EchoServer server(&container, 80, "web");
            QCOMPARE(m_outside->run([] { return test::askTcp("198.51.100.1", 18093); }),
                     std::string("web 198.51.100.2"));
            QVERIFY(test::tool("iptables-nft -S DOCKER-USER")->find("-i ct0a1b2c0 ") != std::string::npos);
        }
        QCOMPARE(test::tool("iptables-nft -S DOCKER-USER").value(), std::string("-N DOCKER-USER\n"));
        QVERIFY(test::tool("nft flush ruleset").has_value());
    }

    void hostNoneAndJoinedNetworksReserveNothing()
    {
        Fixture fixture;
        spec::ContainerSpec spec;
        spec.network = "host";
        auto host = fixture.attach("host", spec);
        VERIFY_RESULT(host);
        QCOMPARE(host->plan.mode, launch::NetworkPlan::Mode::Host);
        spec.network = "none";
        auto none = fixture.attach("none", spec);
        VERIFY_RESULT(none);
        QCOMPARE(none->plan.mode, launch::NetworkPlan::Mode::None);
        auto web = fixture.attach("web", {});
        VERIFY_RESULT(web);
        spec.network = "container:" + Fixture::ownerId("web");
        auto joined = fixture.attach("joined", spec);
        VERIFY_RESULT(joined);
        QCOMPARE(joined->plan.mode, launch::NetworkPlan::Mode::Join);
        QCOMPARE(joined->resolvConf, web->resolvConf);
        spec.network = "nowhere";
        const auto wrong = fixture.attach("wrong", spec);
        QVERIFY(!wrong.has_value());
        QCOMPARE(wrong.error().code(), Errc::NotFound);
    }

    void startingTheNextContainerOnAWarmNetworkTakesFewMilliseconds()
    {
        Fixture fixture;
        VERIFY_RESULT(fixture.attach("first", {}));
        QBENCHMARK_ONCE
        {
            for (int i = 0; i < 50; ++i) {
                VERIFY_RESULT(fixture.attach("next", {}));
                VERIFY_RESULT(fixture.m_service->release(Fixture::ownerId("next")));
            }
        }
    }
    void cleanupTestCase() { m_outside.reset(); }

private:
    std::unique_ptr<Namespace> m_outside;
};

namespace {

/// The victim of whatAKilledProcessAttachedIsTakenBackByTheNextStart().
int attachAndDie(const std::string &directory)
{
    auto database = store::Database::open(directory + "/state.db");
    if (!database)
        return 1;
    auto service = net::NetworkService::open(directory, "0a1b2c3d", std::move(*database),
                                             [](const std::string &) { return false; });
    if (!service || !(*service)->attach(std::string(64, 'd'), "doomed",
                                        publishing({{"", 18090, 80, spec::Protocol::Tcp}}), {}, {}))
        return 2;
    return ::raise(SIGKILL);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 3 && std::string(argv[1]) == "--attach-and-die")
        return attachAndDie(argv[2]);
    QCoreApplication application(argc, argv);
    NetworkServiceTest tests;
    return QTest::qExec(&tests, argc, argv);
}

#include "tst_network_service.moc"
