// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/shell_image.h"

#include "engine/base/file.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <csignal>

using namespace catamaran;

namespace {

// 0, 1, 2, ... one a line, until it is told to end.
constexpr const char *kCount = "trap 'exit 7' TERM; i=0; while :; do echo $i; i=$((i+1)); sleep 0.05; done";

// Whether the lines are 0, 1, 2, ... without a hole; how many there are, or -1.
int counted(const QByteArray &log)
{
    int next = 0;
    for (const QByteArray &line : log.split('\n')) {
        if (!line.isEmpty() && line.trimmed().toInt() != next++)
            return -1;
    }
    return next;
}

QByteArray sortedLines(const QByteArray &text)
{
    QList<QByteArray> lines = text.split('\n');
    std::sort(lines.begin(), lines.end());
    return lines.join('\n');
}

} // namespace

/// kill -9 of every verb that changes something, and of monitors, at random moments. The next command works,
/// what is there can be used, nothing stray is left, and another container goes on with its log and exit
/// code whole. CATAMARAN_TEST_ROUNDS: how many kills, 40 by default.
class KillVerbsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::CliRunner> m_cli;
    std::unique_ptr<test::TemporaryDirectory> m_scratch;
    QByteArray m_bystander;
    QByteArray m_before;
    QRandomGenerator m_random{20261122};
    int m_kills = 0;
    int m_midway = 0;

    static int rounds()
    {
        const int wanted = qEnvironmentVariableIntValue("CATAMARAN_TEST_ROUNDS");
        return wanted > 0 ? wanted : 40;
    }
    QString scratch(const char *name) const { return QString::fromStdString(m_scratch->file(name)); }
    QStringList victim() const
    {
        return {"run", "-d", "--name", "victim", "-p", "0:80", "-v", "kv:/v", "shell", "sleep", "1000"};
    }
    QByteArray stateOf(const QString &name) const
    {
        return m_cli->ok({"ps", "-a", "--filter", "name=^/?" + name + "$", "--format", "{{.State}}"});
    }

    // Everything but the victim's: kernel objects, files, networks, the rules of the firewall.
    QByteArray residue() const
    {
        QByteArray text;
        int links = 0;
        for (const std::string &trace : test::hostTraces(*m_cli)) {
            const QByteArray line = QByteArray::fromStdString(trace);
            if (line.contains(m_bystander))
                continue;
            // One veth of the bystander, seen as a port of the bridge.
            text += line.startsWith("link ") ? "link " + QByteArray::number(++links) + "\n" : line + "\n";
        }
        text += m_cli->ok({"network", "ls", "--format", "{{.Name}}"}) + "\n";
        for (const char *room : {"volumes", "containers"})
            text += QDir(QString::fromStdString(m_cli->dataDirectory()) + "/" + room)
                        .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                        .join('\n')
                        .toUtf8() +
                    "\n";
        const QString tag = QString::fromStdString(m_cli->instance());
        text += QDir("/sys/class/net").entryList({"ct" + tag.left(6) + "*"}, QDir::Dirs).join('\n').toUtf8() +
                "\n";
        QProcess nft;
        nft.start("nft", {"list", "table", "inet", "catamaran_" + tag});
        nft.waitForFinished(10'000);
        return text + sortedLines(nft.readAllStandardOutput());
    }

    // What a user would do next with what the killed command left.
    void useWhatIsThere(bool victimEnds)
    {
        m_cli->ok({"ps", "-a"});
        const QByteArray state = stateOf("victim");
        if (state == "running") {
            const auto used = m_cli->run({"exec", "victim", "true"});
            // It may have ended between the two commands, if its program does, the verb was about to end it,
            // or its start is taken back; one that goes on has to answer.
            if (used.code != 0 && victimEnds)
                QTRY_VERIFY2_WITH_TIMEOUT(stateOf("victim") != "running", used.err.constData(), 5'000);
            else
                COMPARE_CODE(used, 0);
        } else if (state == "paused")
            m_cli->ok({"unpause", "victim"});
        else if (state == "created" || state == "exited")
            m_cli->ok({"start", "victim"});
        else
            QVERIFY2(state.isEmpty(), state.constData());
        if (m_cli->ok({"network", "ls", "--format", "{{.Name}}"}).split('\n').contains("kn"))
            m_cli->ok({"run", "--rm", "--network", "kn", "shell", "true"});
        if (m_cli->ok({"volume", "ls", "-q"}).split('\n').contains("kv2")) // a clone is whole or not there
            m_cli->ok({"run", "--rm", "-v", "kv2:/v", "shell", "test", "-s", "/v/data"});
        for (const char *image : {"localhost/made", "localhost/built"}) {
            if (!m_cli->ok({"images", "-q", image}).isEmpty())
                m_cli->ok({"run", "--rm", image, "/bin/busybox", "true"});
        }
    }

    void undo()
    {
        const auto removed = m_cli->run({"rm", "-f", "victim"});
        if (removed.code != 0)
            qWarning("rm -f: %s", removed.err.constData());
        m_cli->run({"network", "rm", "kn"});
        m_cli->run({"volume", "rm", "kv", "kv2"});
        m_cli->run({"rmi", "-f", "localhost/made", "localhost/built"});
    }

    void verifyOnlyTheBystander(const QByteArray &what)
    {
        QByteArray now;
        QTRY_VERIFY2_WITH_TIMEOUT((now = residue()) == m_before,
                                  (what + " left:\n" + now + "\nbefore:\n" + m_before).constData(), 8'000);
        QCOMPARE(stateOf("bystander"), QByteArray("running"));
    }

    pid_t monitorIn(const QString &directory) const
    {
        QFile file(QString::fromStdString(m_cli->runDirectory()) + "/containers/" + directory + "/status");
        const QByteArray status = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        const auto at = status.indexOf("monitor_pid=");
        return at < 0 ? 0 : status.mid(at + 12, status.indexOf('\n', at) - at - 12).toInt();
    }

    // The monitor of the container that is not the bystander.
    pid_t monitorOfTheOther() const
    {
        const QDir containers(QString::fromStdString(m_cli->runDirectory()) + "/containers");
        for (const QString &id : containers.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            if (id.toUtf8() != m_bystander)
                return monitorIn(id);
        }
        return 0;
    }

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        m_scratch = std::make_unique<test::TemporaryDirectory>();
        makeShellImage(*m_cli, scratch("shell"));
        m_bystander = m_cli->ok({"run", "-d", "--name", "bystander", "shell", "sh", "-c", kCount});
        m_cli->ok({"volume", "create", "source"});
        m_cli->ok({"run", "--rm", "-v", "source:/v", "shell", "sh", "-c",
                   "head -c 4000000 /dev/urandom > /v/data; for i in $(seq 200); do echo $i > /v/$i; done"});
        m_cli->ok({"volume", "export", "-o", scratch("volume.tar.zst"), "source"});
        QDir().mkpath(scratch("tree"));
        for (int i = 0; i < 200; ++i)
            test::writeText(scratch("tree") + QString("/%1").arg(i), QByteArray(5'000, 'x'));
        m_before = residue();
    }
    void cleanupTestCase() { m_cli.reset(); }

    // What a failure left is not the next row's.
    void cleanup()
    {
        if (m_cli && QTest::currentTestFailed())
            undo();
    }

    void verbsAreKilled_data()
    {
        QTest::addColumn<QList<QStringList>>("before");
        QTest::addColumn<QStringList>("verb");
        using Commands = QList<QStringList>;
        const auto row = [](const char *name, const Commands &before, const QStringList &verb) {
            QTest::newRow(name) << before << verb;
        };
        const QStringList network{"network", "create", "kn"};
        const QStringList joined{"network", "connect", "kn", "victim"};
        row("run", {}, victim());
        row("run --rm", {}, {"run", "--rm", "--name", "victim", "-p", "0:80", "shell", "true"});
        row("start", {QStringList{"create"} + victim().mid(2)}, {"start", "victim"});
        row("stop", {victim()}, {"stop", "-t", "0", "victim"});
        row("restart", {victim()}, {"restart", "-t", "0", "victim"});
        row("pause", {victim()}, {"pause", "victim"});
        row("exec", {victim()}, {"exec", "victim", "sh", "-c", "echo x; sleep 0.03"});
        row("rm", {victim()}, {"rm", "-f", "victim"});
        row("cp in", {victim()}, {"cp", scratch("tree"), "victim:/tmp/"});
        row("cp out", {victim()}, {"cp", "victim:/bin", scratch("copied")});
        row("commit", {victim()}, {"commit", "victim", "localhost/made"});
        row("build", {},
            {"build", "--no-cache", "-t", "localhost/built",
             QString::fromStdString(test::sourceDirectory()) + "/tests/data/build"});
        row("network create", {}, network);
        row("network connect", {network, victim()}, joined);
        row("network disconnect", {network, victim(), joined}, {"network", "disconnect", "kn", "victim"});
        row("network rm", {network}, {"network", "rm", "kn"});
        row("volume create", {}, {"volume", "create", "kv"});
        row("volume import", {}, {"volume", "import", "kv2", scratch("volume.tar.zst")});
        row("volume clone", {}, {"volume", "clone", "source", "kv2"});
        row("volume rm", {{"volume", "create", "kv"}}, {"volume", "rm", "kv"});
    }
    void verbsAreKilled()
    {
        QFETCH(QList<QStringList>, before);
        QFETCH(QStringList, verb);
        const auto prepare = [&] {
            for (const QStringList &command : before)
                m_cli->ok(command);
        };
        // How long it takes when nobody kills it: the kills are spread over that.
        prepare();
        QElapsedTimer whole;
        whole.start();
        m_cli->ok(verb);
        const auto wholeUs = static_cast<int>(whole.nsecsElapsed() / 1000);
        undo();
        const int mine = std::max(1, rounds() / 20);
        for (int round = 0; round < mine && !QTest::currentTestFailed(); ++round) {
            prepare();
            auto process = m_cli->start(verb);
            QElapsedTimer timer;
            timer.start();
            const int delayUs = m_random.bounded(wholeUs + 1000);
            while (timer.nsecsElapsed() / 1000 < delayUs && process->state() == QProcess::Running)
                process->waitForFinished(1);
            process->kill();
            QVERIFY(process->state() == QProcess::NotRunning || process->waitForFinished(10'000));
            ++m_kills;
            m_midway += process->exitStatus() == QProcess::CrashExit;
            // A start whose verb has been killed before it was committed is taken back by its monitor.
            const bool ends = verb[0] == "run" || verb[0] == "start" || verb[0] == "rm" ||
                              verb[0] == "stop" || verb[0] == "restart";
            useWhatIsThere(ends);
            undo();
            QDir(scratch("copied")).removeRecursively();
            verifyOnlyTheBystander(QTest::currentDataTag() + QByteArray(" after ") +
                                   QByteArray::number(delayUs) + " us");
        }
    }

    void monitorsAreKilled()
    {
        int early = 0;
        const int mine = std::max(6, rounds() / 4);
        for (int round = 0; round < mine && !QTest::currentTestFailed(); ++round) {
            const bool restarts = round % 3 == 2;
            QStringList command{"run", "-d", "--name", "victim", "-p", "0:80"};
            if (restarts)
                command << "--restart"
                        << "always";
            command << "shell"
                    << "sh"
                    << "-c" << (restarts ? "exit 3" : kCount);
            auto process = m_cli->start(command);
            pid_t monitor = 0;
            QTRY_VERIFY_WITH_TIMEOUT((monitor = monitorOfTheOther()) > 1, 10'000);
            const int delayUs = round % 2 ? m_random.bounded(150'000) : m_random.bounded(3'000);
            QElapsedTimer timer;
            timer.start();
            while (timer.nsecsElapsed() / 1000 < delayUs) {
            }
            QCOMPARE(::kill(monitor, SIGKILL), 0);
            QVERIFY(process->state() == QProcess::NotRunning || process->waitForFinished(20'000));
            ++m_kills;
            QTRY_VERIFY_WITH_TIMEOUT(stateOf("victim") != "running" && stateOf("victim") != "restarting",
                                     10'000);
            const QByteArray state = stateOf("victim");
            if (state == "exited") {
                QCOMPARE(m_cli->ok({"inspect", "--format", "{{.State.ExitCode}} {{.State.Error}}", "victim"}),
                         QByteArray("137 monitor was killed"));
                if (!restarts)
                    QVERIFY(counted(m_cli->ok({"logs", "victim"})) >= 0);
            } else {
                ++early; // before the commit: the run has failed, and said so
                QVERIFY2(state.isEmpty() || state == "created", state.constData());
                QVERIFY(process->exitCode() != 0);
            }
            if (!state.isEmpty())
                m_cli->ok({"start", "victim"});
            undo();
            verifyOnlyTheBystander("a killed monitor");
        }
        qInfo("%d monitors killed, %d of them before the start was committed", mine, early);
    }

    void theBystanderIsWhole()
    {
        qInfo("%d kills, %d of a verb that was under way", m_kills, m_midway);
        QCOMPARE(m_cli->ok({"inspect", "--format", "{{.RestartCount}}", "bystander"}), QByteArray("0"));
        m_cli->ok({"stop", "bystander"});
        QCOMPARE(m_cli->ok({"wait", "bystander"}), QByteArray("7"));
        const int lines = counted(m_cli->ok({"logs", "bystander"}));
        QVERIFY2(lines > 10, QByteArray::number(lines).constData());
        m_cli->ok({"rm", "bystander"});
    }
};

QTEST_GUILESS_MAIN(KillVerbsTest)
#include "tst_kill_verbs.moc"
