// SPDX-License-Identifier: GPL-3.0-or-later
// checkpoint create, ls, rm and start --checkpoint. criu(8) has to know the kernel it runs on: where it does
// not, the refusal is all that there is to see; tst_cgroup2_guest runs this where it does.
#include "tests/cli/shell_image.h"

#include <QElapsedTimer>
#include <QTest>
#include <memory>

using namespace catamaran::test;

class CheckpointTest : public QObject {
    Q_OBJECT

    std::unique_ptr<CliRunner> m_cli;
    TemporaryDirectory m_scratch;
    QByteArray m_before;  ///< the traces of no container
    QByteArray m_problem; ///< why there are no checkpoints here; empty: there are

    // A program that has its state in memory only: it counts, and says so.
    static QString counter()
    {
        return "i=0; while :; do i=$((i+1)); echo tick $i; echo $i > /count; sleep 0.1; done";
    }
    QByteArray counting(const QString &name, const QStringList &options = {}) const
    {
        m_cli->ok(QStringList{"run", "-d", "--name", name} + options +
                  QStringList{"shell", "sh", "-c", counter()});
        int count = 0;
        waitForCount(name, 3, &count);
        return QByteArray::number(count);
    }
    int countOf(const QString &name) const
    {
        return m_cli->run({"exec", name, "cat", "/count"}).out.trimmed().toInt();
    }
    void waitForCount(const QString &name, int atLeast, int *count) const
    {
        QTRY_VERIFY_WITH_TIMEOUT((*count = countOf(name)) >= atLeast, 30'000);
    }
    int lastTick(const QString &name) const
    {
        return m_cli->ok({"logs", "--tail", "1", name}).trimmed().mid(int(strlen("tick "))).toInt();
    }
    QByteArray stateOf(const QString &name) const
    {
        return m_cli->ok({"inspect", "--format", "{{.State.Status}} {{.State.ExitCode}}", name});
    }
    // But for links: the kernel takes its time for those of a namespace that nobody has any more.
    QByteArray traces() const
    {
        QByteArray text;
        for (const std::string &line : hostTraces(*m_cli))
            text += line.starts_with("link ") ? QByteArray() : line.c_str() + QByteArray("\n");
        return text;
    }
    void cleanUp(const QStringList &names) const
    {
        m_cli->ok(QStringList{"rm", "-f"} + names);
        QCOMPARE(traces(), m_before);
    }

private slots:
    void initTestCase()
    {
        const std::string reason = reasonToSkipRootTests();
        if (!reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<CliRunner>();
        makeShellImage(*m_cli, QString::fromStdString(m_scratch.path()));
        m_cli->ok({"run", "--rm", "shell", "true"});
        m_before = traces();
        const QByteArray format = "{{range .features}}{{if eq .name \x22"
                                  "checkpoints\x22}}{{.available}}|{{.explanation}}{{end}}{{end}}";
        const QByteArray told = m_cli->ok({"info", "--format", format}).trimmed();
        if (!told.startsWith("true|"))
            m_problem = told.mid(told.indexOf('|') + 1);
        qInfo("%s", told.constData());
        // Where it is asked for (in the guest), it has to work.
        QVERIFY(m_problem.isEmpty() || qgetenv("CATAMARAN_TEST_CRIU") != "must");
    }
    void cleanupTestCase() { m_cli.reset(); }

    void whereItCannotWorkItIsRefusedWithTheReason()
    {
        if (m_problem.isEmpty())
            return; // the others tell more
        counting("plain");
        for (const QStringList &verb : {QStringList{"checkpoint", "create", "plain", "one"},
                                        QStringList{"start", "--checkpoint", "one", "plain"}}) {
            const auto refused = m_cli->run(verb);
            COMPARE_CODE(refused, 1);
            QVERIFY2(refused.err.contains(" is not supported: " + m_problem), refused.err);
        }
        QCOMPARE(stateOf("plain"), QByteArray("running 0"));
        cleanUp({"plain"});
    }

    void aContainerGoesOnWhereItWas()
    {
        if (!m_problem.isEmpty())
            QSKIP(m_problem);
        counting("box");
        QCOMPARE(m_cli->ok({"checkpoint", "create", "box", "one"}), QByteArray("one"));
        QCOMPARE(stateOf("box"), QByteArray("exited 137"));
        QCOMPARE(m_cli->ok({"checkpoint", "ls", "box"}), QByteArray("CHECKPOINT NAME\none"));
        const int before = lastTick("box");
        QVERIFY(before >= 3);
        QCOMPARE(m_cli->ok({"start", "--checkpoint", "one", "box"}), QByteArray("box"));
        QCOMPARE(stateOf("box"), QByteArray("running 0"));
        int now = 0;
        waitForCount("box", before + 2, &now);
        // Not one number is missing or told twice: the log goes on, too.
        const QList<QByteArray> ticks = m_cli->ok({"logs", "box"}).split('\n');
        for (qsizetype i = 0; i < ticks.size(); ++i)
            QCOMPARE(ticks[i].trimmed(), "tick " + QByteArray::number(i + 1));
        const auto again = m_cli->run({"checkpoint", "create", "box", "one"});
        COMPARE_CODE(again, 1);
        QVERIFY2(again.err.contains("checkpoint with name one already exists for container box"), again.err);
        QCOMPARE(stateOf("box"), QByteArray("running 0"));
        const auto running = m_cli->run({"start", "--checkpoint", "one", "box"});
        COMPARE_CODE(running, 1);
        QVERIFY2(running.err.contains("it runs"), running.err);
        m_cli->ok({"stop", "-t", "0", "box"});
        QCOMPARE(stateOf("box"), QByteArray("exited 137"));
        m_cli->ok({"start", "box"}); // anew
        waitForCount("box", 1, &now);
        m_cli->ok({"checkpoint", "rm", "box", "one"});
        QCOMPARE(m_cli->ok({"checkpoint", "ls", "box"}), QByteArray("CHECKPOINT NAME"));
        const auto gone = m_cli->run({"checkpoint", "rm", "box", "one"});
        COMPARE_CODE(gone, 1);
        QVERIFY2(gone.err.contains("checkpoint one does not exist for container box"), gone.err);
        cleanUp({"box"});
    }

    void itMayBeLeftRunningAndKeptElsewhere()
    {
        if (!m_problem.isEmpty())
            QSKIP(m_problem);
        counting("left", {"--restart", "always"});
        const QString place = QString::fromStdString(m_scratch.file("kept"));
        m_cli->ok({"checkpoint", "create", "--leave-running", "--checkpoint-dir", place, "left", "first"});
        QCOMPARE(stateOf("left"), QByteArray("running 0"));
        const int then = countOf("left");
        int now = 0;
        waitForCount("left", then + 2, &now);
        QCOMPARE(m_cli->ok({"checkpoint", "ls", "left"}), QByteArray("CHECKPOINT NAME"));
        QCOMPARE(m_cli->ok({"checkpoint", "ls", "--checkpoint-dir", place, "left"}),
                 QByteArray("CHECKPOINT NAME\nfirst"));
        m_cli->ok({"kill", "left"});
        m_cli->ok({"start", "--checkpoint", "first", "--checkpoint-dir", place, "left"});
        // Its policy holds: what was restored and then fails is begun anew.
        const QByteArray first = m_cli->ok({"inspect", "--format", "{{.State.Pid}}", "left"});
        waitForCount("left", 3, &now);
        QProcess::execute("kill", {"-9", QString::fromLatin1(first)});
        QTRY_VERIFY_WITH_TIMEOUT(
            m_cli->ok({"inspect", "--format", "{{.RestartCount}} {{.State.Status}}", "left"}) == "1 running",
            20'000);
        const auto beginnings = [this] { return m_cli->ok({"logs", "left"}).split('\n').count("tick 1"); };
        QTRY_COMPARE_WITH_TIMEOUT(beginnings(), 2, 20'000);
        cleanUp({"left"});
    }

    void filesNetworkAndInputAreThere()
    {
        if (!m_problem.isEmpty())
            QSKIP(m_problem);
        const QString shared = QString::fromStdString(m_scratch.file("shared"));
        writeText(shared + "/index.html", "served\n");
        m_cli->ok({"network", "create", "kn"});
        m_cli->ok({"run",
                   "-d",
                   "-i",
                   "--name",
                   "web",
                   "--network",
                   "kn",
                   "-v",
                   shared + ":/www:ro",
                   "-v",
                   "kv:/v",
                   "--tmpfs",
                   "/scratch",
                   "--memory",
                   "64m",
                   "--hostname",
                   "webhost",
                   "-w",
                   "/v",
                   "-u",
                   "1000:1000",
                   "shell",
                   "sh",
                   "-c",
                   "echo kept > /scratch/file; httpd -f -p 8080 -h /www"});
        const auto fetch = [this] {
            return m_cli->run({"run", "--rm", "--network", "kn", "shell", "wget", "-q", "-O", "-",
                               "http://web:8080/index.html"});
        };
        QTRY_VERIFY_WITH_TIMEOUT(fetch().out == "served\n", 20'000);
        m_cli->ok({"checkpoint", "create", "web", "c1"});
        COMPARE_CODE(fetch(), 1);
        m_cli->ok({"start", "--checkpoint", "c1", "web"});
        QTRY_VERIFY_WITH_TIMEOUT(fetch().out == "served\n", 20'000);
        QCOMPARE(m_cli->ok({"exec", "web", "cat", "/scratch/file"}), QByteArray("kept"));
        QCOMPARE(m_cli->ok({"exec", "web", "hostname"}), QByteArray("webhost"));
        QCOMPARE(m_cli->ok({"exec", "web", "id", "-u"}), QByteArray("1000"));
        const QByteArray status = m_cli->ok({"exec", "web", "cat", "/proc/1/status"});
        QVERIFY2(status.contains("Seccomp:\t2") && status.contains("CapEff:\t0000000000000000"), status);
        COMPARE_CODE(m_cli->run({"exec", "-u", "0", "web", "sh", "-c", "echo x > /www/index.html"}), 1);
        QVERIFY(m_cli->ok({"stats", "--no-stream", "--format", "{{.MemUsage}}", "web"}).contains("64MiB"));
        cleanUp({"web"});
        m_cli->ok({"network", "rm", "kn"});
        m_cli->ok({"volume", "rm", "kv"});
    }

    void whatCannotBeKeptIsNamed_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("a terminal") << QStringList{"-t"} << QByteArray("with a terminal (-t)");
        QTest::newRow("--init") << QStringList{"--init"} << QByteArray("with --init");
        QTest::newRow("--pid host") << QStringList{"--pid", "host"} << QByteArray("with --pid host");
        QTest::newRow("no-new-privileges")
            << QStringList{"--security-opt", "no-new-privileges"} << QByteArray("with no-new-privileges");
        QTest::newRow("--rm") << QStringList{"--rm"} << QByteArray("it was started with --rm");
    }

    void whatCannotBeKeptIsNamed()
    {
        if (!m_problem.isEmpty())
            QSKIP(m_problem);
        QFETCH(QStringList, options);
        QFETCH(QByteArray, reason);
        counting("odd", options);
        const auto refused = m_cli->run({"checkpoint", "create", "odd", "one"});
        COMPARE_CODE(refused, 1);
        QVERIFY2(refused.err.contains("cannot checkpoint container odd: ") && refused.err.contains(reason),
                 refused.err);
        QCOMPARE(stateOf("odd"), QByteArray("running 0"));
        cleanUp({"odd"});
    }

    void namesAndStatesAreChecked()
    {
        if (!m_problem.isEmpty())
            QSKIP(m_problem);
        counting("named");
        const auto badName = m_cli->run({"checkpoint", "create", "named", "../x"});
        COMPARE_CODE(badName, 1);
        QVERIFY2(badName.err.contains("invalid checkpoint ID (../x)"), badName.err);
        m_cli->ok({"pause", "named"});
        const auto paused = m_cli->run({"checkpoint", "create", "named", "one"});
        COMPARE_CODE(paused, 1);
        QVERIFY2(paused.err.contains("it is paused"), paused.err);
        m_cli->ok({"unpause", "named"});
        m_cli->ok({"kill", "named"});
        const auto ended = m_cli->run({"checkpoint", "create", "named", "one"});
        COMPARE_CODE(ended, 1);
        QVERIFY2(ended.err.contains("is not running"), ended.err);
        const auto none = m_cli->run({"start", "--checkpoint", "one", "named"});
        COMPARE_CODE(none, 1);
        QVERIFY2(none.err.contains("checkpoint one does not exist for container named"), none.err);
        COMPARE_CODE(m_cli->run({"checkpoint", "ls", "nosuch"}), 1);
        cleanUp({"named"});
    }

    void aBrokenCheckpointLeavesNothingBehind()
    {
        if (!m_problem.isEmpty())
            QSKIP(m_problem);
        counting("torn");
        const QString place = QString::fromStdString(m_scratch.file("torn"));
        m_cli->ok({"checkpoint", "create", "--checkpoint-dir", place, "torn", "one"});
        for (const QFileInfo &file : QDir(place + "/one").entryInfoList({"core-*.img"}))
            QVERIFY(QFile::remove(file.filePath()));
        const auto failed = m_cli->run({"start", "--checkpoint", "one", "--checkpoint-dir", place, "torn"});
        COMPARE_CODE(failed, 1);
        QVERIFY2(failed.err.contains("criu restore failed: "), failed.err);
        QVERIFY2(traces().startsWith("file ") && traces().count('\n') == 1, traces());
        m_cli->ok({"start", "torn"});
        int now = 0;
        waitForCount("torn", 1, &now);
        cleanUp({"torn"});
    }
};

QTEST_GUILESS_MAIN(CheckpointTest)
#include "tst_checkpoint.moc"
