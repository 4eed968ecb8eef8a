// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/net/conntrack.h"
#include "engine/net/network_service.h"
#include "tests/integration/net/network_lab.h"
#include "tests/support/support.h"

#include <QTest>
#include <arpa/inet.h>
#include <array>
#include <set>
#include <sys/socket.h>

using namespace catamaran;
using namespace catamaran::engine;
using base::Errc;
using test::Namespace;

namespace {

/// A UDP client that keeps its port, as one that goes on sending while the server is restarted.
class UdpClient {
public:
    UdpClient(const char *address, std::uint16_t port)
        : m_socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0))
    {
        m_target.sin_family = AF_INET;
        m_target.sin_port = htons(port);
        ::inet_pton(AF_INET, address, &m_target.sin_addr);
        const timeval patience{1, 0};
        ::setsockopt(m_socket.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }
    std::string ask()
    {
        if (::sendto(m_socket.get(), "x", 1, 0, reinterpret_cast<const sockaddr *>(&m_target),
                     sizeof m_target) != 1)
            return {};
        std::array<char, 256> buffer{};
        const ssize_t size = ::recv(m_socket.get(), buffer.data(), buffer.size(), 0);
        return size > 0 ? std::string(buffer.data(), static_cast<std::size_t>(size)) : std::string();
    }

private:
    base::UniqueFd m_socket;
    sockaddr_in m_target{};
};

std::string pathOf(const Namespace &container)
{
    return "/proc/self/fd/" + std::to_string(container.fd());
}

} // namespace

/// Networks of users in an empty network namespace: IPv6, several networks, ports that move.
class NetworksTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::enterLab(); !reason.empty())
            QSKIP(reason.c_str());
        m_outside = std::make_unique<Namespace>();
        QVERIFY(test::wireOutside(*m_outside));
    }
    void init()
    {
        m_directory = std::make_unique<test::TemporaryDirectory>();
        auto database = store::Database::open(m_directory->file("state.db"));
        QVERIFY(database.has_value());
        auto service = net::NetworkService::open(m_directory->path(), "0a1b2c3d", std::move(*database),
                                                 [](const std::string &) { return true; });
        QVERIFY(service.has_value());
        m_service = std::move(*service);
    }
    void cleanup()
    {
        if (!m_service)
            return;
        for (const std::string &owner : m_owners)
            static_cast<void>(m_service->release(owner));
        m_owners.clear();
        static_cast<void>(m_service->removeUnused());
        m_service.reset();
    }
    void cleanupTestCase() { m_outside.reset(); }

    void udpReachesTheNextContainerThatHasThePort()
    {
        spec::ContainerSpec spec;
        spec.ports = {{"", 18100, 80, spec::Protocol::Udp}};
        UdpClient client("198.51.100.1", 18100);
        // Sent before anybody has the port: tracked as a connection to the host itself.
        QCOMPARE(client.ask(), std::string());
        auto blocker = attach("blocker", {});
        VERIFY_RESULT(blocker);
        auto first = attach("first", spec);
        VERIFY_RESULT(first);
        {
            const Namespace container;
            QVERIFY(plug(container, first->plan));
            const test::EchoServer server(&container, 80, "first");
            QVERIFY(client.ask().starts_with("first"));
        }
        VERIFY_RESULT(m_service->release(id("first")));
        VERIFY_RESULT(attach("taker", {})); // takes the address, so that the next one gets another
        auto second = attach("second", spec);
        VERIFY_RESULT(second);
        QVERIFY(second->endpoints[0].address != first->endpoints[0].address);
        const Namespace container;
        QVERIFY(plug(container, second->plan));
        const test::EchoServer server(&container, 80, "second");
        QVERIFY(client.ask().starts_with("second"));
    }

    void ipv6PortsKeepTheSourceAndWorkFromEverywhere()
    {
        if (!test::tool("ip -6 addr add fd00:51::1/64 dev outside0 nodad"))
            QSKIP("the kernel has no IPv6");
        QVERIFY(m_outside->run([] {
            return test::
                tool("ip -6 addr add fd00:51::2/64 dev eth0 nodad && ip -6 route add default via fd00:51::1")
                    .has_value();
        }));
        net::NetworkRequest request;
        request.name = "six";
        request.ipv6 = true;
        request.subnets = {"fd00:6::/64"};
        VERIFY_RESULT(m_service->createNetwork(request));
        spec::ContainerSpec spec;
        spec.network = "six";
        spec.ports = {{"", 18101, 80, spec::Protocol::Tcp}};
        auto web = attach("web", spec);
        VERIFY_RESULT(web);
        QCOMPARE(web->endpoints[0].address6, std::string("fd00:6::2"));
        const Namespace container;
        QVERIFY(plug(container, web->plan));
        QVERIFY(test::tool("nft list table inet catamaran_0a1b2c3d")->find("fd00:6::2") != std::string::npos);
        QCOMPARE(base::readFile("/proc/sys/net/ipv6/conf/all/forwarding").value(), std::string("1\n"));
        QVERIFY(container.run([] {
            return test::tool("ping -6 -c 1 -W 2 fd00:51::2 || busybox ping6 -c 1 -W 2 fd00:51::2")
                .has_value();
        }));
        VERIFY_RESULT(m_service->release(id("web")));
        VERIFY_RESULT(m_service->removeNetwork("six"));
    }

    void aRunningOwnerJoinsAndLeavesNetworks()
    {
        net::NetworkRequest request;
        request.name = "apart";
        request.subnets = {"10.241.0.0/24"};
        VERIFY_RESULT(m_service->createNetwork(request));
        spec::ContainerSpec spec;
        spec.ports = {{"", 18102, 80, spec::Protocol::Tcp}};
        auto web = attach("web", spec);
        VERIFY_RESULT(web);
        const Namespace container;
        QVERIFY(plug(container, web->plan));
        const test::EchoServer server(&container, 80, "web");
        QVERIFY(m_outside->run([] { return test::askTcp("198.51.100.1", 18102); }).starts_with("web "));

        spec::NetworkAttachment wish;
        wish.network = "apart";
        wish.gatewayPriority = 1;
        const auto joined = m_service->connect(id("web"), wish, spec, pathOf(container));
        VERIFY_RESULT(joined);
        QVERIFY(joined->hosts.find("10.241.0.2\t") != std::string::npos);
        const std::string routes = container.run([] { return test::tool("ip route").value_or(""); });
        QVERIFY2(routes.find("default via 10.241.0.1 dev eth1") != std::string::npos, routes.c_str());
        // The published port follows the default route.
        QVERIFY(m_outside->run([] { return test::askTcp("198.51.100.1", 18102); }).starts_with("web "));
        QVERIFY(test::tool("nft list map inet catamaran_0a1b2c3d tcp_any_ip")->find("10.241.0.2") !=
                std::string::npos);
        const auto again = m_service->connect(id("web"), wish, spec, pathOf(container));
        QVERIFY(!again && again.error().code() == Errc::AlreadyExists);

        VERIFY_RESULT(m_service->disconnect(id("web"), "apart", spec, pathOf(container)));
        const std::string after =
            container.run([] { return test::tool("ip route; ip -o link").value_or(""); });
        QVERIFY2(after.find("eth1") == std::string::npos &&
                     after.find("default via 10.89.0.1") != std::string::npos,
                 after.c_str());
        QVERIFY(m_outside->run([] { return test::askTcp("198.51.100.1", 18102); }).starts_with("web "));
        VERIFY_RESULT(m_service->removeNetwork("apart"));
    }

    void aForwardPolicyOfAnotherFirewallIsNamedAndLeftAlone()
    {
        QVERIFY(test::tool(
            "nft 'add table inet guard; add chain inet guard pass { type filter hook forward priority 0; "
            "policy drop; }'"));
        auto web = attach("web", {});
        VERIFY_RESULT(web);
        QCOMPARE(web->notices.empty(), false);
        const std::string notice = web->notices.back();
        QVERIFY2(notice.find("chain pass in table inet guard") != std::string::npos &&
                     notice.find("nft insert rule inet guard pass iifname ct0a1b2c0 accept") !=
                         std::string::npos,
                 notice.c_str());
        QVERIFY(test::tool("nft list table inet guard")->find("policy drop") != std::string::npos);
        QVERIFY(test::tool("nft delete table inet guard"));
    }

private:
    base::Result<net::Attachment> attach(const std::string &name, const spec::ContainerSpec &spec)
    {
        m_owners.insert(id(name));
        return m_service->attach(id(name), name, spec, {}, {});
    }
    static std::string id(const std::string &name)
    {
        std::string owner;
        for (const char c : name)
            owner += std::to_string(static_cast<unsigned>(c) % 10);
        return owner + std::string(64 - owner.size(), 'b');
    }
    /// What a monitor does with the plan of one interface.
    static bool plug(const Namespace &container, const launch::NetworkPlan &plan)
    {
        const launch::InterfacePlan &interface = plan.interfaces.front();
        if (!test::wire(container, interface))
            return false;
        if (interface.ipv6.empty())
            return true;
        return container.run([&] {
            return test::tool("ip -6 addr add " + interface.ipv6 + " dev " + interface.name +
                              " nodad && ip -6 route add default via " + interface.ipv6Gateway)
                .has_value();
        });
    }

    std::unique_ptr<test::TemporaryDirectory> m_directory;
    std::unique_ptr<net::NetworkService> m_service;
    std::unique_ptr<Namespace> m_outside;
    std::set<std::string> m_owners;
};

QTEST_GUILESS_MAIN(NetworksTest)
#include "tst_networks.moc"
