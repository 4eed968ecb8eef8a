// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/conversations.h"

#include <QTest>

using namespace catamaran::stack;

namespace {

const char kHead[] =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

std::string row(const std::string &local, const std::string &remote, const char *state)
{
    return "   0: " + local + " " + remote + " " + state +
           " 00000000:00000000 00:00000000 00000000     0        0 4242 1 0000000000000000 20 4 30 10 -1\n";
}

} // namespace

/// Who talks to whom, out of the kernel's tables (proc_pid_net(5)) of a little-endian machine.
class ConversationsTest : public QObject {
    Q_OBJECT

private slots:
    void connectionsAreCountedAtTheServer()
    {
        // web is 10.5.0.2, db 10.5.0.3 and listens at 5432 (0x1538); both ends know of the connections.
        const std::string web = kHead + row("0200050A:9C40", "0300050A:1538", "01") +
                                row("0200050A:9C41", "0300050A:1538", "01") +
                                row("00000000:0050", "00000000:0000", "0A") +
                                row("0200050A:0050", "0100050A:C000", "01"); // from the host: no service
        const std::string db = kHead + row("00000000:1538", "00000000:0000", "0A") +
                               row("0300050A:1538", "0200050A:9C40", "01") +
                               row("0300050A:1538", "0200050A:9C41", "01") +
                               row("0300050A:1538", "0200050A:9C42", "06") + // TIME_WAIT
                               row("0100007F:1538", "0100007F:9C43", "01");
        const std::vector<Conversation> expected{{"web", "db", 2}};
        QCOMPARE(conversations({{"web", {"10.5.0.2", ""}, web, ""}, {"db", {"10.5.0.3"}, db, ""}}), expected);
        // Two replicas of one client are one service; without the client's address nobody is known.
        const std::vector<Conversation> none;
        QCOMPARE(conversations({{"db", {"10.5.0.3"}, db, ""}}), none);
    }

    void addressesOfBothFamiliesAreRead()
    {
        // A server that listens at [::]:80 sees IPv4 clients as ::ffff:a.b.c.d.
        const std::string six =
            kHead +
            row("00000000000000000000000000000000:0050", "00000000000000000000000000000000:0000", "0A") +
            row("0000000000000000FFFF00000400050A:0050", "0000000000000000FFFF00000200050A:8000", "01") +
            row("000000FD000000000000000004000000:0050", "000000FD000000000000000005000000:8001", "01");
        const std::vector<Conversation> expected{{"proxy", "api", 1}, {"web", "api", 1}};
        QCOMPARE(conversations({{"api", {"10.5.0.4", "fd00::4"}, "", six},
                                {"web", {"10.5.0.2"}, "", ""},
                                {"proxy", {"", "fd00::5"}, "", ""}}),
                 expected);
    }

    void damagedTablesAreNoReasonToFail()
    {
        for (const char *text : {"", "\n\n", "sl local", "0: zz:yy 00:11 0A", "0: 0200050A:0050 0300050A 01",
                                 "0: 0200050A:99999 0300050A:1 01", "0: 0200050:0050 0300050A:1 01"})
            QVERIFY(
                conversations({{"a", {"10.5.0.2"}, text, text}, {"b", {"10.5.0.3"}, text, text}}).empty());
    }
};

QTEST_GUILESS_MAIN(ConversationsTest)
#include "tst_conversations.moc"
