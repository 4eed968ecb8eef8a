// SPDX-License-Identifier: GPL-3.0-or-later
// Corners of the container verbs: published ports over IPv6, several state directories at once, programs that
// end before their input does, an engine in a chroot.
#include "engine/base/unique_fd.h"
#include "tests/cli/shell_image.h"

#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QUdpSocket>
#include <csignal>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/socket.h>
#include <thread>

using namespace catamaran;
using test::CommandResult;

class TranscriptsCornersTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::CliRunner> m_cli;
    test::TemporaryDirectory m_directory;

    static QByteArray fetch(const QString &address, quint16 port)
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(address), port);
        if (!socket.waitForConnected(5'000))
            return "not connected: " + socket.errorString().toUtf8();
        socket.write("GET / HTTP/1.0\r\n\r\n");
        while (socket.waitForReadyRead(5'000)) {
        }
        return socket.readAll();
    }
    /// Sends one packet back from a port in the network namespace of a process; gives up after 15 s.
    static std::thread answerOnce(const QByteArray &pid, quint16 port)
    {
        return std::thread([pid, port] {
            const base::UniqueFd network(
                ::open(("/proc/" + pid + "/ns/net").constData(), O_RDONLY | O_CLOEXEC));
            if (::setns(network.get(), CLONE_NEWNET) != 0)
                return;
            const base::UniqueFd fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
            const timeval patience{15, 0};
            ::setsockopt(fd.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
            sockaddr_in address{};
            address.sin_family = AF_INET;
            address.sin_port = htons(port);
            if (::bind(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
                return;
            char packet[64];
            socklen_t size = sizeof address;
            const ssize_t n =
                ::recvfrom(fd.get(), packet, sizeof packet, 0, reinterpret_cast<sockaddr *>(&address), &size);
            if (n > 0)
                ::sendto(fd.get(), packet, static_cast<std::size_t>(n), 0,
                         reinterpret_cast<const sockaddr *>(&address), size);
        });
    }
    static bool hostHasIpv6()
    {
        QTcpServer server;
        return server.listen(QHostAddress::LocalHostIPv6);
    }
    quint16 portOf(const QString &name) const
    {
        return m_cli->ok({"port", name, "80/tcp"}).split('\n').first().split(':').last().toUShort();
    }

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        makeShellImage(*m_cli, QString::fromStdString(m_directory.path()));
    }
    void cleanupTestCase() { m_cli.reset(); }

    // As docker, whose proxy serves [::] for a container that has IPv4 only.
    void publishedPortsAreThereOverIpv6()
    {
        if (!hostHasIpv6())
            QSKIP("this host has no IPv6");
        const quint16 fixed = test::freePort();
        m_cli->ok({"run", "-d", "--name", "web", "-p", "0:80", "-p", QString("[::1]:%1:80").arg(fixed), "-p",
                   "0:53/udp", "shell", "sh", "-c",
                   "mkdir /www; echo moored > /www/index.html; "
                   "exec httpd -f -h /www"});
        const quint16 open = portOf("web");
        QTRY_VERIFY_WITH_TIMEOUT(fetch("127.0.0.1", open).endsWith("moored\n"), 20'000);
        QVERIFY2(fetch("::1", open).endsWith("moored\n"), fetch("::1", open).constData());
        QVERIFY2(fetch("::1", fixed).endsWith("moored\n"), fetch("::1", fixed).constData());
        QVERIFY(!fetch("127.0.0.1", fixed).contains("moored"));
        QUdpSocket udp;
        const quint16 udpPort =
            m_cli->ok({"port", "web", "53/udp"}).split('\n').first().split(':').last().toUShort();
        std::thread answering = answerOnce(m_cli->ok({"inspect", "-f", "{{.State.Pid}}", "web"}), 53);
        bool answered = false;
        for (int i = 0; i < 50 && !answered; ++i) { // it may not listen yet
            udp.writeDatagram("echo", QHostAddress("::1"), udpPort);
            answered = udp.waitForReadyRead(200);
        }
        answering.join();
        QVERIFY(answered);
        const QByteArray listed = m_cli->ok({"ps", "--format", "{{.Ports}}"});
        QVERIFY2(listed.contains("[::]:" + QByteArray::number(open) + "->80/tcp") &&
                     listed.contains("[::1]:" + QByteArray::number(fixed) + "->80/tcp"),
                 listed.constData());
        // The forwarder is the container's: at once free for the next start, moved with its network, killed
        // it comes back.
        for (int i = 0; i < 5; ++i)
            m_cli->ok({"restart", "-t", "0", "web"});
        QTRY_VERIFY_WITH_TIMEOUT(fetch("::1", fixed).endsWith("moored\n"), 20'000);
        m_cli->ok({"network", "create", "pier"});
        m_cli->ok({"network", "connect", "pier", "web"});
        m_cli->ok({"network", "disconnect", "bridge", "web"});
        QTRY_VERIFY_WITH_TIMEOUT(fetch("::1", fixed).endsWith("moored\n"), 20'000);
        QFile record(QString::fromStdString(m_cli->runDirectory()) + "/containers/" +
                     m_cli->ok({"inspect", "-f", "{{.Id}}", "web"}) + "/ports");
        QVERIFY(record.open(QIODevice::ReadOnly));
        QCOMPARE(::kill(record.readAll().split(' ').first().toInt(), SIGKILL), 0);
        QTRY_VERIFY_WITH_TIMEOUT((m_cli->ok({"ps", "-q"}), fetch("::1", fixed).endsWith("moored\n")), 20'000);
        m_cli->ok({"rm", "-f", "web"});
        m_cli->ok({"network", "rm", "pier"});
        QTcpServer free;
        QVERIFY2(free.listen(QHostAddress::LocalHostIPv6, fixed), qPrintable(free.errorString()));
        // Taken on IPv6 only it is taken.
        const CommandResult taken =
            m_cli->run({"run", "--rm", "-p", QString("%1:80").arg(fixed), "shell", "true"});
        COMPARE_CODE(taken, 125);
        QVERIFY2(taken.err.contains("in use") || taken.err.contains("allocated"), taken.err.constData());
        free.close();
    }

    void inputOfAProgramThatHasEnded()
    {
        for (int i = 0; i < 20; ++i) {
            const CommandResult result =
                m_cli->run({"run", "--rm", "-i", "shell", "sh", "-c", "echo last; exit 3"},
                           QByteArray(i % 2 ? 4 : 400'000, 'x'));
            COMPARE_CODE(result, 3);
            QCOMPARE(result.out, QByteArray("last\n"));
            QVERIFY2(result.err.isEmpty(), result.err.constData());
        }
    }

    // The bridges of state directories that are used for the first time at the same moment do not meet.
    void subnetsOfManyStateDirectories()
    {
        constexpr int kMany = 4;
        m_cli->ok({"save", "-o", QString::fromStdString(m_directory.file("shell.tar")), "shell"});
        std::vector<std::unique_ptr<test::CliRunner>> others;
        std::vector<std::unique_ptr<QProcess>> running;
        for (int i = 0; i < kMany; ++i) {
            others.push_back(std::make_unique<test::CliRunner>());
            others.back()->ok({"load", "-i", QString::fromStdString(m_directory.file("shell.tar"))});
        }
        for (const auto &other : others)
            running.push_back(other->start({"run", "-d", "--name", "one", "shell", "sleep", "1000"}));
        std::set<QByteArray> subnets;
        for (std::size_t i = 0; i < others.size(); ++i) {
            QVERIFY(running[i]->waitForFinished(60'000));
            QCOMPARE(running[i]->exitCode(), 0);
            subnets.insert(
                others[i]->ok({"network", "inspect", "-f", "{{(index .IPAM.Config 0).Subnet}}", "bridge"}));
        }
        QCOMPARE(subnets.size(), static_cast<std::size_t>(kMany));
    }

    // pivot_root(2) in a chroot leaves the host's root on top of the container's mount namespace.
    void execOfAnEngineInAChroot()
    {
        if (QStandardPaths::findExecutable("unshare").isEmpty())
            QSKIP("needs unshare");
        const QString root = QString::fromStdString(m_directory.file("root"));
        QDir().mkpath(root);
        test::writeText(QString::fromStdString(m_directory.file("outside")), "of the host");
        const QString program = test::CliRunner::program("catamaran");
        const QString script =
            "set -e; mount --rbind / $1; cd $1; exec chroot . /bin/sh -c '\"$0\" run -d --name in shell "
            "sleep 1000 >/dev/null; \"$0\" exec in ls /; \"$0\" exec in sh -c \"ls $1/outside "
            "/proc/1/root/bin/busybox; true\"; "
            "\"$0\" rm -f in >/dev/null' \"$2\" \"$3\"";
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("CATAMARAN_ROOT", QString::fromStdString(m_cli->dataDirectory()));
        environment.insert("CATAMARAN_RUN", QString::fromStdString(m_cli->runDirectory()));
        process.setProcessEnvironment(environment);
        process.start("unshare", {"-m", "sh", "-c", script, "sh", root, program,
                                  QString::fromStdString(m_directory.path())});
        QVERIFY(process.waitForFinished(60'000));
        const QByteArray out = process.readAllStandardOutput();
        const QByteArray err = process.readAllStandardError();
        m_cli->run({"rm", "-f", "in"});
        QVERIFY2(process.exitCode() == 0, (out + err).constData());
        QVERIFY2(out.contains("/proc/1/root/bin/busybox"), (out + err).constData());
        QVERIFY2(!out.contains("/outside") && !out.split('\n').contains("boot"), (out + err).constData());
    }

    void logsOfAContainerThatIsStarting()
    {
        m_cli->ok({"create", "--name", "late", "shell", "sh", "-c", "echo one; sleep 1; echo two"});
        const auto starting = m_cli->start({"start", "late"});
        QByteArray seen;
        // Until it has begun a reader is told that there is nothing; from then on he stays to the end.
        QElapsedTimer patience;
        patience.start();
        while (!seen.contains("one") && patience.elapsed() < 30'000)
            seen = m_cli->run({"logs", "-f", "late"}).out;
        QCOMPARE(seen, QByteArray("one\ntwo\n"));
        starting->waitForFinished(10'000);
        m_cli->ok({"rm", "-f", "late"});
    }
};

QTEST_GUILESS_MAIN(TranscriptsCornersTest)
#include "tst_transcripts_corners.moc"
