// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cli_runner.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <csignal>

using namespace catamaran;

/// kill -9 of the command in the middle of a VM's start, or of a comparison: the next commands find whole VMs
/// or none, and removing them leaves nothing.
class KillVmTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        m_cli->ok({"demo", "prepare"});
        if (const QString reason = m_cli->reasonToSkipVms(); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        // The first VM warms libvirt's cache and makes the shared root disk.
        m_cli->ok({"vm", "run", "-d", "--name", "bystander", "-p", "0:80", "localhost/demo"});
    }

    void cleanupTestCase()
    {
        if (m_cli && !QTest::currentTestFailed())
            m_cli->ok({"vm", "rm", "-f", "bystander"});
        m_cli.reset();
    }

    void vmRunIsKilledAtRandomMoments()
    {
        QRandomGenerator random(1122);
        int whole = 0;
        for (int round = 0; round < 10; ++round) {
            const QString name = QString("victim%1").arg(round);
            auto process = m_cli->start({"vm", "run", "-d", "--name", name, "-p", "0:80", "localhost/demo"});
            killAfter(*process, random.bounded(900));
            whole += m_cli->ok({"vm", "ls", "-a"}).contains(name.toUtf8()) ? 1 : 0;
            m_cli->run({"vm", "rm", "-f", name});
            QVERIFY(!m_cli->ok({"vm", "ls", "-a"}).contains(name.toUtf8()));
            verifyOnlyTheBystander(round);
        }
        qInfo("10 rounds, %d VMs were there after the kill", whole);
    }

    void aComparisonIsKilledInTheMiddle()
    {
        QRandomGenerator random(5);
        for (int round = 0; round < 3; ++round) {
            auto process = m_cli->start({"compare", "demo", "--runs", "1", "--warm-ups", "0"});
            killAfter(*process, 300 + random.bounded(2'500));
            // What it had started runs on, as docker's would; it can be seen and removed.
            for (const QByteArray &id : m_cli->ok({"ps", "-aq"}).split('\n')) {
                if (!id.isEmpty())
                    m_cli->ok({"rm", "-f", QString::fromUtf8(id)});
            }
            const QByteArray bystander = bystanderId();
            for (const QByteArray &id : m_cli->ok({"vm", "ls", "-aq"}).split('\n')) {
                if (!id.isEmpty() && !bystander.startsWith(id))
                    m_cli->ok({"vm", "rm", "-f", QString::fromUtf8(id)});
            }
            verifyOnlyTheBystander(round);
        }
    }

    void theBystanderStillAnswers()
    {
        QCOMPARE(m_cli->ok({"vm", "exec", "bystander", "/bin/busybox", "echo", "here"}), QByteArray("here"));
    }

    void aKilledQemuIsNoticedAndNamed()
    {
        m_cli->ok({"vm", "run", "-d", "--name", "shot", "localhost/demo"});
        pid_t qemu = 0;
        const QByteArray id = m_cli->ok({"vm", "inspect", "shot"});
        for (const std::string &trace : test::hostTraces(*m_cli)) {
            const QByteArray text(trace.c_str());
            if (text.contains("qemu-system") && !text.contains(bystanderId().left(12)))
                qemu = text.split(' ').value(1).toInt();
        }
        QVERIFY2(qemu > 1, id.constData());
        QCOMPARE(::kill(qemu, SIGKILL), 0);
        QTRY_VERIFY_WITH_TIMEOUT(!state("shot").startsWith("Up"), 5'000);
        QVERIFY2(!state("shot").isEmpty(), "the VM must stay in the list, as failed or exited");
        m_cli->ok({"vm", "rm", "shot"});
        verifyOnlyTheBystander(0);
    }

private:
    static void killAfter(QProcess &process, int delayMs)
    {
        process.waitForFinished(delayMs);
        process.kill();
        process.waitForFinished(10'000);
    }

    // The fields of the VM called `name`: id, status; empty if there is none.
    std::pair<QByteArray, QByteArray> find(const QByteArray &name) const
    {
        const QByteArray list =
            m_cli->ok({"vm", "ls", "-a", "--no-trunc", "--format", "{{.Names}}|{{.ID}}|{{.Status}}"});
        for (const QByteArray &line : list.split('\n')) {
            const QList<QByteArray> fields = line.split('|');
            if (fields.size() == 3 && fields[0] == name)
                return {fields[1], fields[2]};
        }
        return {};
    }
    QByteArray bystanderId() const { return find("bystander").first; }
    QByteArray state(const QByteArray &name) const { return find(name).second; }

    void verifyOnlyTheBystander(int round)
    {
        QByteArray strange;
        const QByteArray bystander = bystanderId();
        QVERIFY(bystander.size() >= 12);
        const auto clean = [&] {
            strange.clear();
            m_cli->ok({"vm", "ls"});
            for (const std::string &trace : test::hostTraces(*m_cli)) {
                if (trace.find(bystander.left(12).constData()) == std::string::npos)
                    strange += QByteArray(trace.c_str()) + "\n";
            }
            return strange.isEmpty();
        };
        QTRY_VERIFY2_WITH_TIMEOUT(
            clean(), ("round " + QByteArray::number(round) + " left:\n" + strange).constData(), 10'000);
    }

    std::unique_ptr<test::CliRunner> m_cli;
};

QTEST_GUILESS_MAIN(KillVmTest)
#include "tst_kill_vm.moc"
