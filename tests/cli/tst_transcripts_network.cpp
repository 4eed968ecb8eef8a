// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/shell_image.h"

#include <QElapsedTimer>
#include <QNetworkInterface>

using namespace catamaran;

/// Networks of containers as a shell user sees them: ports, names, no network, the host's network.
class TranscriptsNetworkTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        test::makeShellImage(*m_cli, QString::fromStdString(m_directory.path()));
        m_cli->ok({"run", "-d", "--name", "web", "-p", "0:80", "localhost/demo"});
    }
    void cleanupTestCase() { m_cli.reset(); }

    void aRandomPortIsPublishedAndShown()
    {
        QVERIFY(port() > 0);
        QTRY_COMPARE_WITH_TIMEOUT(test::httpGet(port()), 200, 10'000);
        QVERIFY2(m_cli->ok({"port", "web"}).startsWith("80/tcp -> 0.0.0.0:"), "docker's form");
        const QByteArray listed = m_cli->ok({"ps", "--format", "{{.Ports}}"});
        QVERIFY2(listed.contains(QByteArray::number(port()) + "->80/tcp"), listed.constData());
        const auto none = m_cli->run({"port", "web", "81"});
        COMPARE_CODE(none, 1);
        QVERIFY2(none.err.contains("No public port '81' published for web"), none.err.constData());
        // An entry for each address family, as docker has them; what was asked for has one.
        const QByteArray number = QByteArray::number(port());
        QCOMPARE(m_cli->ok({"inspect", "-f", "{{json .NetworkSettings.Ports}}", "web"}),
                 "{\x22"
                 "80/tcp\x22:[{\x22HostIp\x22:\x22"
                 "0.0.0.0\x22,\x22HostPort\x22:\x22" +
                     number + "\x22},{\x22HostIp\x22:\x22::\x22,\x22HostPort\x22:\x22" + number + "\x22}]}");
        QCOMPARE(m_cli->ok({"inspect", "-f",
                            "{{(index .HostConfig.PortBindings \x22"
                            "80/tcp\x22) | len}}",
                            "web"}),
                 QByteArray("1"));
        const auto absent = m_cli->run({"rm", "-f", "nosuch"});
        COMPARE_CODE(absent, 0);
        QVERIFY2(absent.out.isEmpty() && absent.err.contains("No such container: nosuch"), absent.out);
    }

    void aTakenPortIsRefused()
    {
        const auto result = m_cli->run({"run", "--rm", "-p", QString("%1:80").arg(port()), "localhost/demo"});
        COMPARE_CODE(result, 125);
        QVERIFY2(result.err.contains(QByteArray::number(port())), result.err.constData());
        QCOMPARE(m_cli->ok({"ps", "-a", "--format", "{{.Names}}"}), QByteArray("web"));
    }

    void containersFindEachOtherByName()
    {
        const auto result = script({}, "nslookup web; " + get("web", 80));
        QVERIFY2(result.out.contains("Name:\tweb"), result.out.constData());
        QVERIFY2(result.out.contains("200 OK"), result.out.constData());
        // By its host name too, and by the short id.
        const QString id = QString::fromUtf8(m_cli->ok({"inspect", "-f", "{{.Id}}", "web"})).left(12);
        QVERIFY(script({}, get(id, 80)).out.contains("200 OK"));
    }

    void foreignNamesAreAnsweredInTime()
    {
        QElapsedTimer timer;
        timer.start();
        const auto result = script({}, "nslookup -type=a nosuch.invalid");
        QVERIFY2(result.code != 0 || result.out.contains("can't find") || result.out.contains("NXDOMAIN"),
                 result.out.constData());
        QVERIFY2(timer.elapsed() < 40'000, result.err.constData());
    }

    void aContainerReachesAPublishedPortThroughTheHost()
    {
        const QString address = hostAddress();
        if (address.isEmpty())
            QSKIP("the host has no address of its own");
        const auto other = script({}, get(address, port()));
        QVERIFY2(other.out.contains("200 OK"), (other.out + other.err).constData());
        const auto own =
            m_cli->run({"exec", "web", "/bin/busybox", "sh", "-c",
                        QString("printf 'GET / HTTP/1.0\\r\\n\\r\\n' | /bin/busybox nc -w 5 %1 %2")
                            .arg(address)
                            .arg(port())});
        QVERIFY2(own.out.contains("200 OK"), (own.out + own.err).constData());
    }

    void withoutANetworkThereIsOnlyLoopback()
    {
        QCOMPARE(script({"--network", "none"}, "ls /sys/class/net").out.trimmed(), QByteArray("lo"));
    }

    void theHostsNetworkIsShared()
    {
        const auto result = script({"--network", "host"}, "readlink /proc/self/ns/net");
        QCOMPARE(result.out.trimmed(), QFile::symLinkTarget("/proc/self/ns/net").section('/', -1).toUtf8());
    }

private:
    [[nodiscard]] test::CommandResult script(const QStringList &options, const QString &text) const
    {
        return test::runScript(*m_cli, options, text);
    }
    /// An HTTP request with nc: the wget of a static busybox needs the C library's shared files to look up
    /// names, and the image has none.
    static QString get(const QString &host, int port)
    {
        return QString("printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 5 $(nslookup -type=a %1 | "
                       "sed -n 's/^Address: //p' | grep . || echo %1) %2")
            .arg(host)
            .arg(port);
    }
    [[nodiscard]] quint16 port() const
    {
        const QByteArray first = m_cli->ok({"port", "web", "80"}).split('\n').first();
        return first.mid(first.lastIndexOf(':') + 1).toUShort();
    }
    static QString hostAddress()
    {
        for (const QNetworkInterface &link : QNetworkInterface::allInterfaces()) {
            if (link.flags() & QNetworkInterface::IsLoopBack || link.name().startsWith("ctm") ||
                QFile::exists("/sys/class/net/" + link.name() + "/bridge"))
                continue;
            for (const QNetworkAddressEntry &entry : link.addressEntries()) {
                if (entry.ip().protocol() == QAbstractSocket::IPv4Protocol)
                    return entry.ip().toString();
            }
        }
        return {};
    }

    test::TemporaryDirectory m_directory;
    std::unique_ptr<test::CliRunner> m_cli;
};

QTEST_GUILESS_MAIN(TranscriptsNetworkTest)
#include "tst_transcripts_network.moc"
