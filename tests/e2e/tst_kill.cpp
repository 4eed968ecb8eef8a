// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cli_runner.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <csignal>

using namespace catamaran;

namespace {

// Kills `process` with SIGKILL once `delayUs` have passed since its start, without sleeping past its end.
void killAfter(QProcess &process, int delayUs)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.nsecsElapsed() / 1000 < delayUs && process.state() == QProcess::Running)
        process.waitForFinished(1);
    process.kill();
    process.waitForFinished(10'000);
}

// Kills within the time that the command takes, however busy the machine is: about every other one gets to
// its end.
class Moment {
public:
    explicit Moment(quint32 seed) : m_random(seed) {}
    void killIn(QProcess &process)
    {
        killAfter(process, m_random.bounded(m_windowUs));
        const bool ended = process.exitStatus() == QProcess::NormalExit;
        m_windowUs = std::clamp(ended ? m_windowUs * 9 / 10 : m_windowUs * 11 / 10, 10'000, 5'000'000);
    }

private:
    QRandomGenerator m_random;
    int m_windowUs = 60'000;
};

// CATAMARAN_TEST_ROUNDS, a share of it, or so many as CI has time for.
int rounds(int usual)
{
    const int wanted = qEnvironmentVariableIntValue("CATAMARAN_TEST_ROUNDS");
    return wanted > 0 ? std::max(1, wanted * usual / 40) : usual;
}

} // namespace

/// kill -9 in the middle of anything: after the next command nothing stray is left, and what ran goes on.
class KillTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        m_cli->ok({"demo", "prepare"});
        m_bystander = m_cli->ok({"run", "-d", "--name", "bystander", "localhost/demo"});
    }

    void cleanupTestCase()
    {
        if (m_cli)
            m_cli->ok({"rm", "-f", "bystander"});
        m_cli.reset();
    }

    void runIsKilledAtRandomMoments()
    {
        Moment moment(20261122);
        int survived = 0;
        for (int round = 0; round < rounds(40); ++round) {
            const QString name = QString("victim%1").arg(round);
            auto process = m_cli->start({"run", "-d", "--name", name, "-p", "0:80", "localhost/demo"});
            moment.killIn(*process);
            // The next start of the engine is any command.
            const QByteArray state =
                m_cli->ok({"ps", "-a", "--filter", "name=" + name, "--format", "{{.Status}}"});
            if (state.startsWith("Up"))
                ++survived;
            else
                QVERIFY2(state.isEmpty() || state.startsWith("Created") || state.startsWith("Exited"),
                         state.constData());
            m_cli->run({"rm", "-f", name});
            verifyOnlyTheBystander(round);
        }
        qInfo("%d rounds, %d containers had been committed before the kill", rounds(40), survived);
    }

    void stopAndRemoveAreKilled()
    {
        Moment moment(7);
        for (int round = 0; round < rounds(15); ++round) {
            m_cli->ok({"run", "-d", "--name", "victim", "localhost/demo"});
            auto process = m_cli->start({"rm", "-f", "victim"});
            moment.killIn(*process);
            const auto removed = m_cli->run({"rm", "-f", "victim"});
            const QByteArray left = m_cli->ok({"ps", "-a", "--filter", "name=victim"});
            QVERIFY2(!left.contains("victim"), (left + removed.err).constData());
            verifyOnlyTheBystander(round);
        }
    }

    void buildIsKilled()
    {
        Moment moment(11);
        for (int round = 0; round < rounds(10); ++round) {
            m_cli->run({"rmi", "-f", "localhost/other"});
            auto process =
                m_cli->start({"build", "--no-cache", "-t", "localhost/other",
                              QString::fromStdString(test::sourceDirectory()) + "/tests/data/build"});
            moment.killIn(*process);
            m_cli->ok({"images"});
            verifyOnlyTheBystander(round);
            m_cli->ok({"run", "--rm", "localhost/demo", "/bin/busybox", "true"});
        }
    }

    void theBystanderNeverNoticed()
    {
        const QByteArray state = m_cli->ok({"ps", "--filter", "name=bystander", "--format", "{{.Status}}"});
        QVERIFY2(state.startsWith("Up"), state.constData());
        QCOMPARE(m_cli->ok({"inspect", "--format", "{{.RestartCount}}", "bystander"}), QByteArray("0"));
    }

    void aKilledMonitorTakesItsOwnContainerOnly()
    {
        m_cli->ok({"run", "-d", "--name", "orphan", "localhost/demo"});
        const QByteArray status = statusFile("orphan");
        const QByteArray line = status.mid(status.indexOf("monitor_pid=") + 12);
        const pid_t monitor = line.left(line.indexOf('\n')).toInt();
        QVERIFY2(monitor > 1, status.constData());
        QCOMPARE(::kill(monitor, SIGKILL), 0);
        QTRY_VERIFY_WITH_TIMEOUT(
            !m_cli->ok({"ps", "-a", "--filter", "name=orphan", "--format", "{{.Status}}"}).startsWith("Up"),
            10'000);
        m_cli->ok({"rm", "-f", "orphan"});
        verifyOnlyTheBystander(0);
        theBystanderNeverNoticed();
    }

private:
    QByteArray statusFile(const QString &name) const
    {
        const QString id = QString::fromUtf8(m_cli->ok({"inspect", "--format", "{{.Id}}", name}));
        QFile file(QString::fromStdString(m_cli->runDirectory()) + "/containers/" + id + "/status");
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    void verifyOnlyTheBystander(int round)
    {
        // A monitor that undoes its work needs a moment after the kill.
        QByteArray strange;
        const auto clean = [&] {
            strange.clear();
            int links = 0;
            m_cli->ok({"ps", "-a"});
            for (const std::string &trace : test::hostTraces(*m_cli)) {
                if (trace.find(m_bystander.constData()) != std::string::npos)
                    continue;
                if (trace.starts_with(
                        "link ")) { // one veth of the bystander, seen as a link and as a bridge port
                    if (trace.find(" in ") != std::string::npos && ++links > 1)
                        strange += QByteArray(trace.c_str()) + "\n";
                    continue;
                }
                strange += QByteArray(trace.c_str()) + "\n";
            }
            return strange.isEmpty();
        };
        QTRY_VERIFY2_WITH_TIMEOUT(
            clean(), ("round " + QByteArray::number(round) + " left:\n" + strange).constData(), 5'000);
    }

    std::unique_ptr<test::CliRunner> m_cli;
    QByteArray m_bystander;
};

QTEST_GUILESS_MAIN(KillTest)
#include "tst_kill.moc"
