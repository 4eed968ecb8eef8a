// SPDX-License-Identifier: GPL-3.0-or-later
// compose up of services with deploy.update_config: nobody who asks them for something is turned away.
#include "tests/cli/shell_image.h"

#include <QTest>
#include <atomic>
#include <mutex>
#include <poll.h>
#include <set>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace catamaran;
using namespace catamaran::test;

namespace {

/// Clients that ask published ports for a page, over and over, each time with a connection of its own.
class Load {
public:
    Load(const std::vector<quint16> &ports, int clientsOfEach)
    {
        for (const quint16 port : ports) {
            for (int i = 0; i < clientsOfEach; ++i)
                m_clients.emplace_back([this, port](const std::stop_token &stop) { ask(port, stop); });
        }
    }

    void stop() { m_clients.clear(); }
    [[nodiscard]] int asked() const { return m_asked; }
    [[nodiscard]] int failed() const { return m_failed; }
    [[nodiscard]] std::set<QByteArray> pages()
    {
        const std::scoped_lock guard(m_mutex);
        return m_pages;
    }

private:
    void ask(quint16 port, const std::stop_token &stop)
    {
        while (!stop.stop_requested()) {
            QByteArray body;
            ++m_asked;
            if (httpGet(port, "/", &body) != 200 || !body.startsWith("version "))
                ++m_failed;
            {
                const std::scoped_lock guard(m_mutex);
                m_pages.insert(body.trimmed());
            }
            // A pace at which one client does not run out of port numbers within the two minutes for which
            // the kernel remembers them: beyond it, one connection in some 50 000 was lost.
            ::poll(nullptr, 0, 3);
        }
    }

    std::atomic<int> m_asked = 0;
    std::atomic<int> m_failed = 0;
    std::mutex m_mutex;
    std::set<QByteArray> m_pages;
    std::vector<std::jthread> m_clients;
};

} // namespace

class ComposeRollingTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (::geteuid() != 0 && !qEnvironmentVariableIsSet("CATAMARAN_TEST_AS_USER"))
            QSKIP("as an ordinary user only with CATAMARAN_TEST_AS_USER=1: user namespaces, /dev/net/tun");
        makeShellImage(m_cli, QString::fromStdString(m_scratch.path()));
    }

    void cleanup() { m_cli.run({"compose", "-p", "roll", "down", "-v", "-t", "0"}); }

    void aPortPassesFromOldToNewWithoutAGap()
    {
        const quint16 port = freePort();
        const QByteArray update = "      update_config: { order: start-first }\n";
        const auto write = [&](int version) {
            writeFile(version, 1, update, "    ports: [ \x22" + QByteArray::number(port) + ":80\x22 ]\n");
        };
        write(0);
        up(0);
        Load load({port}, 2);
        for (int version = 1; version <= 5; ++version) {
            write(version);
            up(0);
        }
        load.stop();
        qInfo("%d requests, %d failed", load.asked(), load.failed());
        QVERIFY(load.asked() > 20);
        QCOMPARE(load.failed(), 0);
        QVERIFY(load.pages().contains("version 0"));
        QCOMPARE(names(), QByteArray("roll-web-1"));
        QByteArray body;
        QCOMPARE(httpGet(port, "/", &body), 200);
        QCOMPARE(body.trimmed(), QByteArray("version 5"));
    }

    void threeReplicasServeAllTheTime_data()
    {
        QTest::addColumn<QByteArray>("order");
        QTest::newRow("start-first") << QByteArray("start-first");
        QTest::newRow("stop-first") << QByteArray("stop-first");
    }

    /// Through the service's name, from a container beside it; with start-first through published ports, too.
    void threeReplicasServeAllTheTime()
    {
        QFETCH(QByteArray, order);
        const bool startFirst = order == "start-first";
        std::vector<quint16> ports;
        QByteArray published;
        if (startFirst) {
            const quint16 first = freeRange();
            ports = {first, static_cast<quint16>(first + 1), static_cast<quint16>(first + 2)};
            published = "    ports: [ \x22" + QByteArray::number(first) + "-" +
                        QByteArray::number(first + 2) + ":80\x22 ]\n";
        }
        const QByteArray update = "      update_config: { order: " + order + ", parallelism: 2 }\n";
        writeFile(0, 3, update, published);
        up(0);
        m_cli.ok({"compose", "-f", file(), "exec", "-d", "client", "sh", "-c",
                  "while [ ! -e /tmp/end ]; do "
                  "ip=$(nslookup web | awk '/^Address: / { print $2; exit }'); "
                  "wget -q -O /tmp/page http://$ip/ && "
                  "grep -q ^version /tmp/page && echo good >>/tmp/good || echo bad >>/tmp/bad; done"});
        Load load(ports, 1);
        for (int version = 1; version <= 2; ++version) {
            writeFile(version, 3, update, published);
            up(0);
        }
        load.stop();
        m_cli.ok({"compose", "-f", file(), "exec", "client", "touch", "/tmp/end"});
        const QByteArray good =
            m_cli.ok({"compose", "-f", file(), "exec", "client", "sh", "-c", "wc -l </tmp/good"});
        const QByteArray bad = m_cli.ok(
            {"compose", "-f", file(), "exec", "client", "sh", "-c", "cat /tmp/bad 2>/dev/null | wc -l"});
        qInfo("by name: %s good, %s bad; published ports: %d asked, %d failed", good.constData(),
              bad.constData(), load.asked(), load.failed());
        QVERIFY(good.toInt() > 5);
        QCOMPARE(bad, QByteArray("0"));
        QCOMPARE(load.failed(), 0);
        QCOMPARE(names(), QByteArray("roll-web-1\nroll-web-2\nroll-web-3"));
        for (const quint16 port : ports) {
            QByteArray body;
            QCOMPARE(httpGet(port, "/", &body), 200);
            QCOMPARE(body.trimmed(), QByteArray("version 2"));
        }
    }

    void aBrokenUpdateIsPaused_data()
    {
        QTest::addColumn<QByteArray>("order");
        QTest::newRow("start-first") << QByteArray("start-first");
        QTest::newRow("stop-first") << QByteArray("stop-first");
    }

    void aBrokenUpdateIsPaused()
    {
        QFETCH(QByteArray, order);
        const quint16 port = freePort();
        const QByteArray ports = "    ports: [ \x22" + QByteArray::number(port) + ":80\x22 ]\n";
        const QByteArray update = "      update_config: { order: " + order + " }\n";
        writeFile(0, 1, update, ports);
        up(0);
        Load load(order == "start-first" ? std::vector{port} : std::vector<quint16>(), 1);
        writeFile(1, 1, update, ports, "echo cannot work; exec sleep 1000");
        const CommandResult result = up(1);
        load.stop();
        QVERIFY2(result.err.contains("service \x22web\x22: update paused with 0 of 1 containers updated: "
                                     "container roll-web-1 is unhealthy"),
                 result.err.constData());
        QVERIFY2(result.err.contains("the one before goes on"), result.err.constData());
        QVERIFY2(result.err.contains("| cannot work"), result.err.constData()); // the last lines of its log
        QCOMPARE(load.failed(), 0);
        QCOMPARE(names(), QByteArray("roll-web-1"));
        QTRY_COMPARE_WITH_TIMEOUT(page(port), QByteArray("version 0"), 20'000);
        writeFile(2, 1, update, ports); // mended
        up(0);
        QTRY_COMPARE_WITH_TIMEOUT(page(port), QByteArray("version 2"), 20'000);
    }

    void anUpdateThatFailsHalfWayIsRolledBack()
    {
        const QByteArray update = "      update_config: { order: start-first, failure_action: rollback }\n"
                                  "      rollback_config: { order: start-first }\n";
        const quint16 first = freeRange();
        const QByteArray ports = "    ports: [ \x22" + QByteArray::number(first) + "-" +
                                 QByteArray::number(first + 1) + ":80\x22 ]\n";
        writeFile(0, 2, update, ports);
        up(0);
        Load load({first, static_cast<quint16>(first + 1)}, 1);
        // The first new one gets the lock, the second one does not.
        writeFile(1, 2, update, ports, "mkdir /shared/lock || exec sleep 1000");
        const CommandResult result = up(1);
        load.stop();
        QVERIFY2(result.err.contains("service \x22web\x22: update rolled back: container roll-web-2 is "
                                     "unhealthy"),
                 result.err.constData());
        QCOMPARE(load.failed(), 0);
        QVERIFY(load.pages().contains("version 1")); // it did serve
        QCOMPARE(names(), QByteArray("roll-web-1\nroll-web-2"));
        QCOMPARE(page(first), QByteArray("version 0"));
        QCOMPARE(page(static_cast<quint16>(first + 1)), QByteArray("version 0"));
    }

    void failuresCanBeTolerated()
    {
        const QByteArray update = "      update_config: { order: start-first, max_failure_ratio: 0.5 }\n";
        writeFile(0, 2, update, {});
        up(0);
        writeFile(1, 2, update, {}, "mkdir /shared/lock || exec sleep 1000");
        const CommandResult result = up(0);
        QVERIFY2(result.err.contains("1 of 2 containers could not be updated and run as before"),
                 result.err.constData());
        QCOMPARE(names(), QByteArray("roll-web-1\nroll-web-2"));
    }

    /// Killed at any moment, the next up finishes it, and the port is served all the time.
    void aKilledUpdateIsFinishedByTheNextUp()
    {
        const quint16 port = freePort();
        const QByteArray ports = "    ports: [ \x22" + QByteArray::number(port) + ":80\x22 ]\n";
        const QByteArray update = "      update_config: { order: start-first }\n";
        writeFile(0, 1, update, ports);
        up(0);
        Load load({port}, 1);
        int version = 0;
        for (const char *status : {"Starting", "Waiting", "Healthy", "Stopping", "Stopped"}) {
            writeFile(++version, 1, update, ports);
            const std::unique_ptr<QProcess> process = startLoud({"compose", "-f", file(), "up", "-d"});
            QByteArray said;
            while (!said.contains(QByteArray("roll-web-1 ") + status) && process->waitForReadyRead(60'000))
                said += process->readAll();
            process->kill();
            process->waitForFinished();
            QVERIFY2(said.contains(status), said.constData());
            up(0);
            QCOMPARE(names(), QByteArray("roll-web-1"));
            QCOMPARE(page(port), QByteArray("version ") + QByteArray::number(version));
        }
        load.stop();
        qInfo("%d requests, %d failed", load.asked(), load.failed());
        QCOMPARE(load.failed(), 0);
    }

private:
    [[nodiscard]] QString file() const { return QString::fromStdString(m_scratch.file("compose.yaml")); }

    void writeFile(int version, int replicas, const QByteArray &update, const QByteArray &ports,
                   const QByteArray &before = "true")
    {
        writeText(file(), "name: roll\n"
                          "services:\n"
                          "  web:\n"
                          "    image: shell\n"
                          "    stop_grace_period: 3s\n" +
                              ports +
                              "    volumes: [ \x22shared:/shared\x22 ]\n"
                              "    command: [ sh, -c, \x22" +
                              before + "; mkdir -p /tmp/www; echo version " + QByteArray::number(version) +
                              " >/tmp/www/index.html; sleep 0.3; exec httpd -f -p 80 -h /tmp/www\x22 ]\n"
                              "    healthcheck: { test: [ CMD, wget, -q, -O, /dev/null, "
                              "\x22http://127.0.0.1/\x22 ], interval: 200ms, start_period: 1s, "
                              "start_interval: 100ms, retries: 5 }\n"
                              "    deploy:\n"
                              "      replicas: " +
                              QByteArray::number(replicas) + "\n" + update +
                              "  client:\n"
                              "    image: shell\n"
                              "    init: true\n"
                              "    stop_grace_period: 0s\n"
                              "    command: [ sleep, \x22"
                              "100000\x22 ]\n"
                              "volumes: { shared: {} }\n");
    }

    CommandResult up(int code)
    {
        const CommandResult result = m_cli.run({"compose", "-f", file(), "up", "-d", "--wait"});
        if (result.code != code)
            QTest::qFail(("exit code " + QByteArray::number(result.code) + "\n" + result.err).constData(),
                         __FILE__, __LINE__);
        return result;
    }

    [[nodiscard]] QByteArray names() const
    {
        QList<QByteArray> lines = m_cli
                                      .ok({"ps", "-a", "--filter", "label=com.docker.compose.service=web",
                                           "--format", "{{.Names}}"})
                                      .split('\n');
        std::sort(lines.begin(), lines.end());
        return lines.join('\n');
    }

    [[nodiscard]] static QByteArray page(quint16 port)
    {
        QByteArray body;
        return httpGet(port, "/", &body) == 200 ? body.trimmed() : QByteArray();
    }

    [[nodiscard]] static quint16 freeRange()
    {
        const quint16 port = freePort();
        return port > 65000 ? static_cast<quint16>(20000) : port;
    }

    std::unique_ptr<QProcess> startLoud(const QStringList &arguments) const
    {
        auto process = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("CATAMARAN_ROOT", QString::fromStdString(m_cli.dataDirectory()));
        environment.insert("CATAMARAN_RUN", QString::fromStdString(m_cli.runDirectory()));
        process->setProcessEnvironment(environment);
        process->setProcessChannelMode(QProcess::MergedChannels);
        process->start(CliRunner::program("catamaran"), arguments);
        return process;
    }

    CliRunner m_cli;
    TemporaryDirectory m_scratch;
};

QTEST_GUILESS_MAIN(ComposeRollingTest)
#include "tst_compose_rolling.moc"
