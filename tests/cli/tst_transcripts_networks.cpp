// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/shell_image.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace catamaran;

/// `catamaran network` and containers on several networks, as a shell user sees them.
class TranscriptsNetworksTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        test::makeShellImage(*m_cli, QString::fromStdString(m_directory.path()));
    }
    void cleanupTestCase() { m_cli.reset(); }
    void cleanup()
    {
        if (!m_cli)
            return;
        const QByteArray left = m_cli->run({"ps", "-aq"}).out;
        for (const QByteArray &id : left.split('\n')) {
            if (!id.isEmpty())
                m_cli->run({"rm", "-f", QString::fromUtf8(id)});
        }
        m_cli->run({"network", "prune", "-f"});
    }

    void thePredefinedNetworksAreListed()
    {
        const QByteArray text = m_cli->ok({"network", "ls"});
        QVERIFY2(text.startsWith("NETWORK ID     NAME      DRIVER    SCOPE\n"), text.constData());
        QCOMPARE(m_cli->ok({"network", "ls", "--format", "{{.Name}} {{.Driver}} {{.Scope}}"}),
                 QByteArray("bridge bridge local\nhost host local\nnone null local"));
        QCOMPARE(m_cli->ok({"network", "ls", "-q"}).split('\n').size(), 3);
        QCOMPARE(m_cli->ok({"network", "ls", "--filter", "type=custom", "-q"}), QByteArray());
        for (const char *name : {"bridge", "host", "none"}) {
            const auto removed = m_cli->run({"network", "rm", name});
            COMPARE_CODE(removed, 1);
            QVERIFY2(removed.err.contains("pre-defined network and cannot be removed"), removed.err);
        }
    }

    void aNetworkIsMadeInspectedAndRemoved()
    {
        const QByteArray id =
            m_cli->ok({"network", "create", "--subnet", "10.231.0.0/24", "--ip-range", "10.231.0.64/28",
                       "--gateway", "10.231.0.254", "--aux-address", "printer=10.231.0.65", "--label",
                       "tier=back", "-o", "com.docker.network.driver.mtu=1400", "back"});
        QVERIFY(QRegularExpression("^[0-9a-f]{64}$").match(QString::fromUtf8(id)).hasMatch());
        const QJsonObject network = inspected("back");
        QCOMPARE(network["Id"].toString().toUtf8(), id);
        QCOMPARE(network["Labels"].toObject()["tier"].toString(), QString("back"));
        const QJsonObject pool = network["IPAM"].toObject()["Config"].toArray().first().toObject();
        QCOMPARE(pool["Subnet"].toString(), QString("10.231.0.0/24"));
        QCOMPARE(pool["IPRange"].toString(), QString("10.231.0.64/28"));
        QCOMPARE(pool["Gateway"].toString(), QString("10.231.0.254"));
        QCOMPARE(m_cli->ok({"network", "ls", "-q", "--filter", "label=tier=back"}), id.left(12));
        // Addresses come from the range, without what is reserved.
        const QByteArray address =
            script({"--network", "back"}, "ip -4 -o addr show eth0; cat /sys/class/net/eth0/mtu").out;
        QVERIFY2(address.contains("10.231.0.66/24") && address.contains("1400"), address.constData());

        const auto again = m_cli->run({"network", "create", "back"});
        COMPARE_CODE(again, 1);
        QVERIFY2(again.err.contains("network with name back already exists"), again.err);
        const auto overlap = m_cli->run({"network", "create", "--subnet", "10.231.0.0/16", "wide"});
        COMPARE_CODE(overlap, 1);
        QVERIFY2(overlap.err.contains("Pool overlaps with other one on this address space"), overlap.err);
        const auto unknown = m_cli->run({"network", "inspect", "nosuch"});
        COMPARE_CODE(unknown, 1);
        QVERIFY2(unknown.err.contains("network nosuch not found") && unknown.out == "[]\n", unknown.err);

        m_cli->ok({"run", "-d", "--name", "busy", "--network", "back", "shell", "sleep", "600"});
        const QJsonObject busy = inspected("back")["Containers"].toObject();
        QCOMPARE(busy.size(), 1);
        QCOMPARE(busy.begin()->toObject()["Name"].toString(), QString("busy"));
        const auto active = m_cli->run({"network", "rm", "back"});
        COMPARE_CODE(active, 1);
        QVERIFY2(active.err.contains("has active endpoints (name:\x22"
                                     "busy\x22 id:"),
                 active.err);
        m_cli->ok({"rm", "-f", "busy"});
        QCOMPARE(m_cli->ok({"network", "rm", "back"}), QByteArray("back"));
        COMPARE_CODE(m_cli->run({"network", "rm", "back"}), 1);
        COMPARE_CODE(m_cli->run({"network", "rm", "-f", "back"}), 0);
    }

    void aContainerJoinsSeveralNetworks()
    {
        m_cli->ok({"network", "create", "--subnet", "10.232.0.0/24", "zeta"});
        m_cli->ok({"network", "create", "--subnet", "10.233.0.0/24", "alpha"});
        const QStringList both = {"--network", "name=zeta,ip=10.232.0.9,alias=one", "--network",
                                  "name=alpha,ip=10.233.0.9,mac-address=02:42:00:00:00:09"};
        const QByteArray shown = script(both, "ip -4 -o addr; ip -o link; ip route; cat /etc/hosts").out;
        QVERIFY2(shown.contains("eth0    inet 10.232.0.9/24"), shown.constData());
        QVERIFY2(shown.contains("eth1    inet 10.233.0.9/24"), shown.constData());
        QVERIFY2(shown.contains("02:42:00:00:00:09"), shown.constData());
        // The name that sorts first gives the default route, unless a priority says otherwise.
        QVERIFY2(shown.contains("default via 10.233.0.1 dev eth1"), shown.constData());
        QVERIFY2(shown.contains("10.232.0.9\t") && shown.contains("10.233.0.9\t"), shown.constData());
        const QByteArray other =
            script({"--network", "name=zeta,gw-priority=1", "--network", "alpha"}, "ip route").out;
        QVERIFY2(other.contains("default via 10.232.0.1 dev eth0"), other.constData());
        const auto twice =
            m_cli->run({"run", "--rm", "--network", "zeta", "--network", "zeta", "shell", "true"});
        COMPARE_CODE(twice, 125);
        const auto mixed =
            m_cli->run({"run", "--rm", "--network", "zeta", "--network", "none", "shell", "true"});
        COMPARE_CODE(mixed, 125);
    }

    void aRunningContainerJoinsAndLeaves()
    {
        m_cli->ok({"network", "create", "--subnet", "10.234.0.0/24", "live"});
        m_cli->ok({"run", "-d", "--name", "web", "--network", "live", "localhost/demo"});
        m_cli->ok({"run", "-d", "--name", "guest", "shell", "sleep", "600"});
        // Not a member yet: the name is unknown.
        QVERIFY(!inside("guest", "nslookup -type=a web").out.contains("10.234."));
        m_cli->ok({"network", "connect", "--alias", "visitor", "--ip", "10.234.0.77", "live", "guest"});
        const QByteArray joined =
            inside("guest", "ip -4 -o addr show eth1; nslookup -type=a web; cat /etc/hosts").out;
        QVERIFY2(joined.contains("10.234.0.77/24") && joined.contains("10.234.0.2"), joined.constData());
        QVERIFY2(joined.contains("10.234.0.77\t"), joined.constData());
        QVERIFY(inside("guest", "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 5 10.234.0.2 80")
                    .out.contains("200 OK"));
        const auto again = m_cli->run({"network", "connect", "live", "guest"});
        COMPARE_CODE(again, 1);
        QVERIFY2(again.err.contains("endpoint with name guest already exists in network live"), again.err);

        // It is kept over a restart, and so is leaving.
        m_cli->ok({"restart", "-t", "0", "guest"});
        QVERIFY(inside("guest", "ip -4 -o addr show eth1").out.contains("10.234.0.77/24"));
        m_cli->ok({"network", "disconnect", "bridge", "guest"});
        const QByteArray left = inside("guest", "ip -4 -o addr; ip route").out;
        QVERIFY2(!left.contains("eth0") && left.contains("default via 10.234.0.1"), left.constData());
        m_cli->ok({"stop", "-t", "0", "guest"});
        m_cli->ok({"network", "disconnect", "live", "guest"});
        m_cli->ok({"network", "connect", "bridge", "guest"});
        m_cli->ok({"start", "guest"});
        const QByteArray back = inside("guest", "ip -4 -o addr").out;
        QVERIFY2(back.contains("eth0") && !back.contains("10.234."), back.constData());
        COMPARE_CODE(m_cli->run({"network", "disconnect", "live", "guest"}), 1);
    }

    void ipv6IsServedToo()
    {
        if (!QFile::exists("/proc/sys/net/ipv6"))
            QSKIP("the kernel has no IPv6");
        m_cli->ok({"network", "create", "--ipv6", "--subnet", "fd5c:a7a:1::/64", "six"});
        m_cli->ok({"run", "-d", "--name", "web6", "--network", "six", "-p", "0:80", "localhost/demo"});
        const QByteArray address = m_cli->ok(
            {"inspect", "-f", "{{range .NetworkSettings.Networks}}{{.GlobalIPv6Address}}{{end}}", "web6"});
        QCOMPARE(address, QByteArray("fd5c:a7a:1::2"));
        const QByteArray names =
            script({"--network", "six"},
                   "nslookup -type=aaaa web6; nslookup -type=ptr "
                   "2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.0.0.a.7.a.0.c.5.d.f.ip6.arpa; "
                   "ip -6 route")
                .out;
        QVERIFY2(names.contains("fd5c:a7a:1::2"), names.constData());
        QVERIFY2(names.contains("web6.six"), names.constData());
        QVERIFY2(names.contains("default via fd5c:a7a:1::1 dev eth0"), names.constData());
        const QByteArray sixOnly =
            m_cli->ok({"network", "create", "--ipv6", "--ipv4=false", "--label", "only=6", "onlysix"});
        QVERIFY(!sixOnly.isEmpty());
        const QByteArray only = script({"--network", "onlysix"}, "ip -o addr show eth0").out;
        QVERIFY2(!only.contains("inet ") && only.contains("inet6 fd"), only.constData());
    }

    void macvlanWithoutAParentIsAmongItsContainersOnly()
    {
        const auto made =
            m_cli->run({"network", "create", "-d", "macvlan", "--subnet", "10.235.0.0/24", "flat"});
        if (made.code != 0 && made.err.contains("has no macvlan links"))
            QSKIP("the kernel has no macvlan");
        COMPARE_CODE(made, 0);
        const auto first = m_cli->run({"run", "-d", "--name", "one", "--network", "flat", "localhost/demo"});
        COMPARE_CODE(first, 0);
        const QByteArray text =
            script({"--network", "flat"}, "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 5 10.235.0.2 80; "
                                          "ip route; nslookup -type=a one")
                .out;
        QVERIFY2(text.contains("200 OK") && !text.contains("default") && text.contains("10.235.0.2"),
                 text.constData());
        const auto mode = m_cli->run({"network", "create", "-d", "macvlan", "-o", "macvlan_mode=odd", "x"});
        COMPARE_CODE(mode, 1);
        const auto parent = m_cli->run({"network", "create", "-d", "macvlan", "-o", "parent=nosuch0", "x"});
        COMPARE_CODE(parent, 1);
        QVERIFY2(parent.err.contains("nosuch0"), parent.err);
    }

    void unusedNetworksArePruned()
    {
        m_cli->ok({"network", "create", "unused"});
        m_cli->ok({"network", "create", "--label", "keep=1", "kept"});
        m_cli->ok({"network", "create", "used"});
        m_cli->ok({"run", "-d", "--name", "user", "--network", "used", "shell", "sleep", "600"});
        const auto refused = m_cli->run({"network", "prune"}, "n\n");
        QVERIFY2(
            refused.out.startsWith("WARNING! This will remove all custom networks not used by at least one "
                                   "container.\nAre you sure you want to continue? [y/N] "),
            refused.out);
        QCOMPARE(m_cli->ok({"network", "prune", "-f", "--filter", "label!=keep"}),
                 QByteArray("Deleted Networks:\nunused"));
        QCOMPARE(m_cli->ok({"network", "prune", "-f"}), QByteArray("Deleted Networks:\nkept"));
        QCOMPARE(m_cli->ok({"network", "ls", "--filter", "type=custom", "--format", "{{.Name}}"}),
                 QByteArray("used"));
    }

    void isolationHolds()
    {
        m_cli->ok({"network", "create", "--subnet", "10.236.0.0/24", "a"});
        m_cli->ok({"network", "create", "--subnet", "10.237.0.0/24", "--internal", "vault"});
        m_cli->ok({"network", "create", "--subnet", "10.238.0.0/24", "-o",
                   "com.docker.network.bridge.enable_icc=false", "cells"});
        m_cli->ok({"run", "-d", "--name", "web-a", "--network", "a", "localhost/demo"});
        m_cli->ok({"run", "-d", "--name", "web-c", "--network", "cells", "localhost/demo"});
        const QString ask = "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 2 %1 80";
        QVERIFY(script({"--network", "a"}, ask.arg("10.236.0.2")).out.contains("200 OK"));
        QVERIFY(!script({}, ask.arg("10.236.0.2")).out.contains("200 OK"));
        QVERIFY(!script({"--network", "vault"}, ask.arg("10.236.0.2")).out.contains("200 OK"));
        QVERIFY(!script({"--network", "vault"}, "ip route").out.contains("default"));
        QVERIFY(!script({"--network", "cells"}, ask.arg("10.238.0.2")).out.contains("200 OK"));
    }

    void linksAndHostPortRangesWork()
    {
        m_cli->ok({"run", "-d", "--name", "db", "-p", "38000-38010:80", "localhost/demo"});
        m_cli->ok({"run", "-d", "--name", "db2", "-p", "38000-38010:80", "localhost/demo"});
        QCOMPARE(m_cli->ok({"port", "db", "80"}).split('\n').first(), QByteArray("0.0.0.0:38000"));
        QCOMPARE(m_cli->ok({"port", "db2", "80"}).split('\n').first(), QByteArray("0.0.0.0:38001"));
        const QByteArray hosts = script({"--link", "db:store"}, "cat /etc/hosts").out;
        QVERIFY2(hosts.contains("\tstore "), hosts.constData());
        const auto gone = m_cli->run({"run", "--rm", "--link", "nosuch", "shell", "true"});
        COMPARE_CODE(gone, 125);
        QVERIFY2(gone.err.contains("Cannot link to a non running container"), gone.err);
        if (!QFile::exists("/proc/net/sctp")) {
            const auto sctp = m_cli->run({"run", "--rm", "-p", "38100:80/sctp", "shell", "true"});
            COMPARE_CODE(sctp, 125);
            QVERIFY2(sctp.err.contains("has no SCTP"), sctp.err);
        }
    }

    void aFlushedFirewallIsRestored()
    {
        m_cli->ok({"run", "-d", "--name", "web", "-p", "38200:80", "localhost/demo"});
        QTRY_COMPARE_WITH_TIMEOUT(test::httpGet(38200), 200, 10'000);
        const QString table = "catamaran_" + QString::fromStdString(m_cli->instance());
        QCOMPARE(QProcess::execute("nft", {"delete", "table", "inet", table}), 0);
        // Nobody runs anything here: the container's monitor hears of it.
        QTRY_COMPARE_WITH_TIMEOUT(test::httpGet(38200), 200, 10'000);
    }

    void oneMonitorRestoresForAll()
    {
        constexpr int kContainers = 8;
        for (int i = 0; i < kContainers; ++i)
            m_cli->ok({"run", "-d", "localhost/demo"});
        // What monitors start is this, which counts.
        const QString run = QString::fromStdString(m_cli->runDirectory());
        const QString count = QString::fromStdString(m_directory.file("count"));
        const QString counter = QString::fromStdString(m_directory.file("counter"));
        const auto write = [](const QString &path, const QString &text) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text.toUtf8());
            file.close();
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        };
        write(counter, "#!/bin/sh\necho restored >> " + count + "\nexec " +
                           test::CliRunner::program("catamaran") + " \x22$@\x22\n");
        write(run + "/net/program", counter);
        const auto times = [&count] {
            QFile file(count);
            return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') : 0;
        };
        const QString table = "catamaran_" + QString::fromStdString(m_cli->instance());
        const auto nft = [](const QStringList &arguments) {
            QProcess process;
            process.setStandardErrorFile(QProcess::nullDevice());
            process.start("nft", arguments);
            process.waitForFinished();
            return process.exitCode();
        };
        // As long as the monitors wait for the end of a reload, three times.
        constexpr int kQuiet = 1000;
        QCOMPARE(nft({"delete", "table", "inet", table}), 0);
        QTRY_COMPARE_WITH_TIMEOUT(nft({"list", "table", "inet", table}), 0, 10'000);
        QTest::qWait(kQuiet);
        QCOMPARE(times(), 1);
        // Other people's rules.
        QCOMPARE(nft({"add", "table", "inet", "somebody"}), 0);
        QCOMPARE(nft({"add", "chain", "inet", "somebody", "c1"}), 0);
        QCOMPARE(nft({"delete", "table", "inet", "somebody"}), 0);
        QTest::qWait(kQuiet);
        QCOMPARE(times(), 1);
        // And what the engine takes away itself. It leaves its own name for the monitors, so their mark
        // tells.
        const QDateTime restored = QFileInfo(run + "/net/restored").lastModified();
        QVERIFY(restored.isValid());
        m_cli->ok({"network", "create", "gone"});
        m_cli->ok({"run", "--rm", "--network", "gone", "-p", "38201:80", "shell", "true"});
        m_cli->ok({"network", "rm", "gone"});
        QTest::qWait(kQuiet);
        QCOMPARE(QFileInfo(run + "/net/restored").lastModified(), restored);
        write(run + "/net/program", counter);
        QCOMPARE(nft({"flush", "table", "inet", table}), 0);
        QTRY_COMPARE_WITH_TIMEOUT(times(), 2, 10'000);
        QTest::qWait(kQuiet);
        QCOMPARE(times(), 2);
    }

private:
    [[nodiscard]] test::CommandResult script(const QStringList &options, const QString &text) const
    {
        return test::runScript(*m_cli, options, text);
    }
    [[nodiscard]] test::CommandResult inside(const QString &container, const QString &text) const
    {
        return m_cli->run({"exec", container, "sh", "-c", text});
    }
    [[nodiscard]] QJsonObject inspected(const QString &network) const
    {
        return QJsonDocument::fromJson(m_cli->ok({"network", "inspect", network})).array().first().toObject();
    }

    test::TemporaryDirectory m_directory;
    std::unique_ptr<test::CliRunner> m_cli;
};

QTEST_GUILESS_MAIN(TranscriptsNetworksTest)
#include "tst_transcripts_networks.moc"
