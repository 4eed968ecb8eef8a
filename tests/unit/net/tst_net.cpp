// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/helpers/dns.h"
#include "engine/net/container_files.h"
#include "engine/net/firewall_rules.h"
#include "engine/net/ipv4.h"
#include "engine/net/names_file.h"
#include "engine/net/port_planner.h"
#include "engine/net/socket_table.h"
#include "tests/support/support.h"

#include <QTest>
#include <array>
#include <random>

using namespace catamaran::engine;
using namespace catamaran::engine::net;
using namespace catamaran::engine::helpers;

namespace {

const std::string kSelf = "aaaaaaaaaaaa";

std::string names()
{
    return *encodeNames({{1, "bridge", kSelf, "Web", {"www"}, *Ipv4::parse("10.89.0.2")},
                         {1, "bridge", "bbbbbbbbbbbb", "db", {"www"}, *Ipv4::parse("10.89.0.3")},
                         {2, "back", "cccccccccccc", "secret", {}, *Ipv4::parse("10.90.0.2")}});
}

std::string query(const std::vector<std::string> &labels, char type)
{
    std::string message("\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00", 12);
    for (const std::string &label : labels)
        message += static_cast<char>(label.size()) + label;
    message += std::string("\0\0", 2) + type + std::string("\0\1", 2);
    return message;
}

struct Outcome {
    DnsVerdict verdict;
    std::string reply;
};

Outcome ask(const std::string &message, const std::string &table, std::uint32_t rotation = 0)
{
    std::array<std::uint8_t, 512> reply{};
    const DnsTableView view{reinterpret_cast<const std::uint8_t *>(table.data()), table.size(),
                            kSelf.c_str()};
    const DnsReply answer = dnsAnswer(reinterpret_cast<const std::uint8_t *>(message.data()), message.size(),
                                      view, rotation, DnsTransport::Udp, reply.data(), reply.size());
    return {answer.verdict, std::string(reinterpret_cast<const char *>(reply.data()), answer.size)};
}

} // namespace

class NetTest : public QObject {
    Q_OBJECT

private slots:
    void aSubnetOverlapsNothingOfTheHost()
    {
        QCOMPARE(chooseSubnet({*Ipv4Prefix::parse("0.0.0.0/0")})->text(), std::string("10.89.0.0/16"));
        QCOMPARE(chooseSubnet({*Ipv4Prefix::parse("10.89.3.0/24")})->text(), std::string("10.90.0.0/16"));
        QVERIFY(!chooseSubnet({*Ipv4Prefix::parse("10.0.0.0/8"), *Ipv4Prefix::parse("172.16.0.0/12")}));
    }
    void theLowestFreeAddressIsLeased()
    {
        const auto subnet = *Ipv4Prefix::parse("10.9.0.0/30");
        const Ipv4 gateway = *Ipv4::parse("10.9.0.1");
        QCOMPARE(chooseAddress(subnet, gateway, {})->text(), std::string("10.9.0.2"));
        QVERIFY(!chooseAddress(subnet, gateway, {*Ipv4::parse("10.9.0.2")}));
    }
    void listenersAreReadFromProcNetTcp()
    {
        const auto found = parseSocketTable("  sl  local_address rem_address   st tx_queue rx_queue tr "
                                            "tm->when retrnsmt   uid  timeout inode\n"
                                            "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 "
                                            "00:00000000 00000000     0        0 4711 1\n"
                                            "   1: 0100007F:1F91 0100007F:0001 01 00000000:00000000 "
                                            "00:00000000 00000000     0        0 4712 1\n"
                                            "garbage\n",
                                            spec::Protocol::Tcp, false);
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].address, std::string("127.0.0.1"));
        QCOMPARE(found[0].port, std::uint16_t{8080});
        QCOMPARE(found[0].inode, std::uint64_t{4711});
    }
    void filesOfAContainerAreWrittenAsDockerDoes()
    {
        const auto conf = containerResolvConf(parseResolvConf("nameserver 1.1.1.1\nsearch a b\n"), {}, {});
        QCOMPARE(conf.text(), std::string("nameserver 127.0.0.11\nsearch a b\noptions ndots:0\n"));
        const auto hosts = hostsText({"10.89.0.2"}, "web", "", {"gw:host-gateway"}, "10.89.0.1");
        QVERIFY(hosts->find("10.89.0.1\tgw\n10.89.0.2\tweb\n") != std::string::npos);
        QVERIFY(!hostsText({}, "", "", {"x:y\nz"}, ""));
    }
    void namesOnTheSameNetworkAreAnsweredAndOthersForwarded()
    {
        const std::string table = names();
        const Outcome web = ask(query({"wEb"}, 1), table);
        QCOMPARE(web.verdict, DnsVerdict::Answered);
        QCOMPARE(web.reply.substr(web.reply.size() - 4), std::string("\x0a\x59\x00\x02", 4));
        QCOMPARE(ask(query({"secret"}, 1), table).verdict, DnsVerdict::Forward);
        QCOMPARE(ask(query({"example", "org"}, 1), table).verdict, DnsVerdict::Forward);
        const Outcome six = ask(query({"web"}, 28), table);
        QCOMPARE(six.verdict, DnsVerdict::Answered); // known, but no IPv6 address
        QCOMPARE(six.reply[7], '\0');
        const Outcome reverse = ask(query({"3", "0", "89", "10", "in-addr", "arpa"}, 12), table);
        QCOMPARE(reverse.reply.substr(reverse.reply.size() - 11), std::string("\2db\6bridge\0", 11));
        QVERIFY(ask(query({"www"}, 1), table, 0).reply != ask(query({"www"}, 1), table, 1).reply);
    }
    void anyBytesAreSurvived()
    {
        const std::string table = names();
        const std::string message = query({"web"}, 1);
        for (std::size_t size = 0; size < message.size(); ++size)
            QVERIFY(ask(message.substr(0, size), table).verdict != DnsVerdict::Forward);
        for (std::size_t size = 0; size < table.size(); ++size)
            ask(message, std::string(table.data(), size));
        std::mt19937 random(1);
        for (int round = 0; round < 20000; ++round) {
            std::string broken = message;
            std::string brokenTable = table;
            broken[random() % broken.size()] = static_cast<char>(random());
            brokenTable[random() % brokenTable.size()] = static_cast<char>(random());
            QVERIFY(ask(broken, brokenTable).reply.size() <= 512);
        }
    }
};

QTEST_GUILESS_MAIN(NetTest)
#include "tst_net.moc"
